"""A waiver has expired, names a rule that does not exist, or tries to waive an error.

Waivers accept a warning for a time and are listed for everybody; errors are mended, not waived.

Good:
    set TSK-2025-0001 notes = nothing waived
Bad:
    set TSK-2025-0001 waive = [{rule: broken-link, because: habit, by: PER-dcuencas, until: 2020-01-01}]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding, Severity
from officerepo.index import Index

SEVERITY: Severity = "warning"


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each waiver that has run out."""
    day = today.isoformat()
    for record in index.records.values():
        waivers = record.data.get("waive")
        for number, waiver in enumerate(waivers if isinstance(waivers, list) else ()):
            if isinstance(waiver, dict) and str(waiver.get("until", "")) < day:
                yield Finding(
                    record.path,
                    f"waive[{number}]",
                    "The waiver of `{rule}` ran out on {until}.",
                    "Remove it, and mend what it excused.",
                    values={"rule": str(waiver.get("rule")), "until": str(waiver.get("until"))},
                )
