"""The office's first day moves past what was entered before it.

What is older than `began` may be adopted without numbers, powers and approvals. An office that has
entered something did not begin after it.

Good:
    then
    set office began = 2025-01-01
Bad:
    then
    set office began = 2025-03-24
"""

from __future__ import annotations

from collections.abc import Iterator

from officerepo.change import Change
from officerepo.finding import Finding
from officerepo.office import SETTINGS

SERVES = ("R28", "R45")


def check(change: Change) -> Iterator[Finding]:
    """Yield a finding where the first day is later than it was, and than an entry of before."""
    old, new = (index.office.settings.get("began") for index in (change.tip, change.own))
    if not (isinstance(old, str) and isinstance(new, str) and old < new):
        return
    entered = sorted(
        (record.acts[0].at, record.id)
        for record in change.tip.records.values()
        if record.acts and not record.adopted
    )
    if entered and entered[0][0] < new:
        at, first = entered[0]
        yield Finding(
            SETTINGS[0],
            "began",
            "The office began on {old}, and is said to have begun on {new}; {id} was entered on"
            " {day}.",
            "Leave the day as it was.",
            values={"old": old, "new": new, "id": first, "day": at[:10]},
        )
