"""The office's first day moves past what was entered before it, or is not said any more.

What is older than `began` may be adopted without numbers, powers and approvals. An office that has
entered something did not begin after it. The earliest day that was ever said counts: leaving it out
for a while makes nothing new of it.

Good:
    then
    set office began = 2025-01-01
Bad:
    then
    set office began = 2025-03-24
"""

from __future__ import annotations

from collections.abc import Iterator

from officerepo.finding import Finding
from officerepo.history.change import Change
from officerepo.office import SETTINGS

SERVES = ("R28", "R45")


def check(change: Change) -> Iterator[Finding]:
    """Yield a finding where the first day is gone, or later than it was and than an entry."""
    said, new = (index.office.settings.get("began") for index in (change.tip, change.own))
    old = min(filter(None, (change.began, said if isinstance(said, str) else "")), default="")
    if not old or new == said:
        return
    if not isinstance(new, str):
        yield Finding(
            SETTINGS[0],
            "",
            "The office began on {old}, and its settings do not say it any more.",
            "Put the day back: `began: {old}`.",
            values={"old": old},
        )
        return
    entered = sorted(
        (record.acts[0].at, record.id)
        for record in change.tip.records.values()
        if record.acts and not record.adopted
    )
    if old < new and entered and entered[0][0] < new:
        at, first = entered[0]
        yield Finding(
            SETTINGS[0],
            "began",
            "The office began on {old}, and is said to have begun on {new}; {id} was entered on"
            " {day}.",
            "Leave the day as it was.",
            values={"old": old, "new": new, "id": first, "day": at[:10]},
        )
