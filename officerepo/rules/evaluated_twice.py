"""Two evaluation sheets measure the same subject over the same period.

There is one sheet and one grade; a second opinion is the review, an act on the same sheet.

Good:
    new EVL-2025-hid-2 like EVL-2025-hid
    set EVL-2025-hid-2 period.to = 2025-02-28
Bad:
    new EVL-2025-hid-2 like EVL-2025-hid
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R59",)
KINDS = ("evaluation",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each further sheet of a subject and period."""
    seen: dict[tuple[str, str, str], str] = {}
    for sheet in index.of("evaluation"):
        period = sheet.data.get("period")
        if sheet.void or not isinstance(period, dict):
            continue
        key = (
            str(sheet.data.get("subject")),
            str(period.get("from")),
            str(period.get("to")),
        )
        first = seen.setdefault(key, sheet.id)
        if first != sheet.id:
            yield Finding(
                sheet.path,
                "subject",
                "{first} evaluates {subject} over the same period.",
                "Void one of the two.",
                values={"first": first, "subject": key[0]},
            )
