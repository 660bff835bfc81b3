"""Rules in force whose review is overdue or comes within three months, the longest overdue first.

The day is that of the last review, else the one that the rule itself names.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from officerepo.domain.force import is_in_force, review_day
from officerepo.index import Index
from officerepo.report import Row, column, words

TITLE = words("Rules due for review", "Normas por revisar", "待复审制度")
GROUP = "rules"
KINDS = ("regulation",)
DATED, OWNED = "review", "owner"
SERVES = ("R70", "R76")

AHEAD = 92  # days

columns = (
    column("review", "date", "Review by", "Revisar antes del", "复审期限"),
    column("days_late", "integer", "Days late", "Días de retraso", "逾期天数"),
    column("record", "link", "Rule", "Norma", "制度"),
    column("last", "date", "Last reviewed", "Última revisión", "上次复审"),
    column("owner", "link", "Answers for it", "Responde", "主管岗位"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield (day of the review, days late or nothing, rule, last review, owner)."""
    day, last = today.isoformat(), (today + timedelta(days=AHEAD)).isoformat()
    found = [
        (review, rule)
        for rule in index.of("regulation")
        if is_in_force(rule, day) and "" < (review := review_day(rule)) <= last
    ]
    for review, rule in sorted(found, key=lambda each: (each[0], each[1].id)):
        held = rule.last("review")
        yield (
            review,
            _days_late(review, today),
            rule.id,
            held.at[:10] if held else "",
            index.owner(rule),
        )


def _days_late(day: str, today: date) -> str:
    try:
        late = (today - date.fromisoformat(day)).days
    except ValueError:
        return ""  # has its own finding
    return str(late) if late > 0 else ""
