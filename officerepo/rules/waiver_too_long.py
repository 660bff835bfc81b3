"""A waiver is to last for more than a year from today.

A warning is accepted for a time, then somebody looks again. What is to be accepted for ever is no
warning, and belongs in a rule of the office's own.

Good:
    set REG-seals-v1 review_by = YESTERDAY
    set REG-seals-v1 waive =
      [{rule: review-overdue, because: under way, by: PER-farroyuelo, until: 2026-04-01}]
Bad:
    set REG-seals-v1 review_by = YESTERDAY
    set REG-seals-v1 waive =
      [{rule: review-overdue, because: under way, by: PER-farroyuelo, until: 2026-04-02}]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import entries_in

SERVES = ("R28",)
_LONGEST = timedelta(days=366)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each waiver that would hold for longer than a year."""
    limit = (min(today, date.max - _LONGEST) + _LONGEST).isoformat()
    for record in index.records.values():
        for number, waiver in enumerate(entries_in(record.data.get("waive"))):
            until = waiver.get("until") if isinstance(waiver, dict) else None
            if isinstance(until, str) and until > limit:
                yield Finding(
                    record.path,
                    f"waive[{number}].until",
                    "The waiver is to last until {until}; the latest day is {limit}.",
                    "Write a nearer day, and look at it again then.",
                    values={"until": until, "limit": limit},
                )
