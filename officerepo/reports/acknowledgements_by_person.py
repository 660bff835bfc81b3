"""Who has confirmed which of the rules that apply to their post, and how far.

For those who follow it up: the rules of `acknowledgement-matrix`, with names.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.acknowledged import readers
from officerepo.domain.force import is_in_force
from officerepo.index import Index
from officerepo.report import Row, choice_words, column, words

TITLE = words("Acknowledgements by person", "Acuses por persona", "个人签收情况")
GROUP = "rules"
KINDS = ("regulation", "acknowledgement", "person")
DATED, OWNED = "since", "post"
LABEL = "restricted"
SERVES = ("R35", "R71")

columns = (
    column("record", "link", "Rule", "Norma", "制度"),
    column("person", "link", "Person", "Persona", "人员"),
    column("post", "link", "Post", "Puesto", "岗位"),
    column("since", "date", "To be known since", "Exigible desde", "应知悉起始日"),
    column("level", "words", "Confirmed", "Confirmado", "已确认"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield (rule, person, post, since when, what was confirmed or nothing)."""
    day = today.isoformat()
    for rule in index.of("regulation"):
        if not is_in_force(rule, day):
            continue
        found = readers(index, rule, day)
        if rule.data.get("type") == "post_duties" or any(reader.level for reader in found):
            for reader in sorted(found, key=lambda each: (each.person, each.post)):
                level = choice_words(index, "acknowledgement", "level", reader.level)
                yield rule.id, reader.person, reader.post, reader.since, level
