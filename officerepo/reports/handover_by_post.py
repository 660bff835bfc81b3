"""What each post has in hand: tasks, requests, things and copies given to it, and open matters.

It passes to whoever holds the post next. What was given to a person by name is not here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.handover import InHand
from officerepo.index import Index
from officerepo.report import Row, column, words

TITLE = words("In hand by post", "A cargo de cada puesto", "各岗位经管事项")
GROUP = "organisation"
KINDS = ("post",)
OWNED = "post"
LABEL = "internal"
CHOICE = "post"
SERVES = ("R24", "R39", "R96")

columns = (
    column("post", "link", "Post", "Puesto", "岗位"),
    column("record", "link", "In hand", "A su cargo", "经管事项"),
    column("kind", "words", "What", "Qué es", "类别"),
    column("since", "date", "Since", "Desde", "起始日"),
    column("due", "date", "Due", "Vence", "时限"),
    column("state", "state", "State", "Estado", "状态"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield a row for each post and each thing in its hands."""
    for post, thing in InHand(index, today.isoformat()).of_every("post"):
        name, title = thing.record.id, index.kind(thing.record).title
        yield post, name, title, thing.day, thing.due, name
