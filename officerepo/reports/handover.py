"""What each person has in hand: things, seals, copies, tasks, requests, and what their posts have.

The sheet for somebody who leaves: choose the person. Everything is listed that was given to them by
name, and all that the posts have that they hold; what they only deputise for is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.handover import InHand
from officerepo.index import Index
from officerepo.report import Row, column, words

TITLE = words("Handover sheets", "Actas de entrega", "交接清单")
GROUP = "organisation"
KINDS = ("person", "post")
OWNED = "post"
LABEL = "restricted"
CHOICE = "person"
SERVES = ("R17", "R96")

columns = (
    column("person", "link", "Person", "Persona", "人员"),
    column("record", "link", "In hand", "A su cargo", "经管事项"),
    column("kind", "words", "What", "Qué es", "类别"),
    column("post", "link", "As", "Como", "岗位"),
    column("since", "date", "Since", "Desde", "起始日"),
    column("due", "date", "Due", "Vence", "时限"),
    column("state", "state", "State", "Estado", "状态"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield a row for each person and each thing in their hands."""
    for person, thing in InHand(index, today.isoformat()).of_every("person"):
        name, title = thing.record.id, index.kind(thing.record).title
        yield person, name, title, thing.post, thing.day, thing.due, name
