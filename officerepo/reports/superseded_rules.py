"""Rules that are no longer in force: from when until when they were, and what took their place.

Old matters are judged by the rule of their day, so old rules stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.force import in_force
from officerepo.index import Index
from officerepo.record import Record
from officerepo.report import Row, column, words

TITLE = words("Rules no longer in force", "Normas sin vigencia", "失效制度")
GROUP = "rules"
LABEL = "public"
KINDS = ("regulation",)
DATED, OWNED = "until", "owner"
SERVES = ("R76", "R77")

columns = (
    column("record", "link", "Rule", "Norma", "制度"),
    column("since", "date", "In force since", "En vigor desde", "施行日期"),
    column("until", "date", "Until", "Hasta", "失效日期"),
    column("state", "state", "State", "Estado", "状态"),
    column("successor", "link", "Replaced by", "Sustituida por", "取代版本"),
    column("owner", "link", "Answered for it", "Respondía", "主管岗位"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield (rule, first day, day it ended, its state, successor, owner), the latest end first."""
    day = today.isoformat()
    ended = [
        (times, rule)
        for rule in index.of("regulation")
        if (times := in_force(rule)) and times[1] <= day
    ]
    ended.sort(key=lambda each: each[1].id)
    for (start, end), rule in sorted(ended, key=lambda each: each[0][1], reverse=True):
        yield rule.id, start, end, rule.id, _successor(index, rule), index.owner(rule)


def _successor(index: Index, rule: Record) -> str:
    act = rule.last("supersede")
    named = str(act.data.get("successor", "")) if act else ""
    return named if named in index.records else ""
