"""A waiver was given by somebody who may not give it.

Whoever keeps the registers (power `register`) accepts a warning for a time, and not on a record
that they made themselves. When that person leaves the post, the successor looks at it again.

Good:
    set REG-seals-v1 review_by = YESTERDAY
    set REG-seals-v1 waive =
      [{rule: review-overdue, because: under way, by: PER-farroyuelo, until: TODAY}]
Bad:
    set REG-seals-v1 review_by = YESTERDAY
    set REG-seals-v1 waive =
      [{rule: review-overdue, because: under way, by: PER-jribera, until: TODAY}]
    set TSK-2025-0004 waive =
      [{rule: review-overdue, because: habit, by: PER-farroyuelo, until: TODAY}]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import entries_in

SERVES = ("R28",)
_POWER = "register"


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each waiver by one without the power, or by the maker of the record."""
    day = today.isoformat()
    for record in index.records.values():
        for number, waiver in enumerate(entries_in(record.data.get("waive"))):
            person = waiver.get("by") if isinstance(waiver, dict) else None
            if not isinstance(person, str) or person not in index.records:
                continue  # has its own finding
            if _POWER not in index.authority.powers(person, day):
                message = "{person} does not have the power {power} today and cannot waive."
                could = index.authority.who_could([_POWER], day)
            elif record.acts and record.acts[0].by == person:
                message = "{person} made the record and cannot waive what is wrong with it."
                could = [p for p in index.authority.who_could([_POWER], day) if p != person]
            else:
                continue
            yield Finding(
                record.path,
                f"waive[{number}].by",
                message,
                "It could be waived by: {names}." if could else "Mend what the waiver excuses.",
                values={"person": person, "power": _POWER, "names": sorted(could)},
            )
