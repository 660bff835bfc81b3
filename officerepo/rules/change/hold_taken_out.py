"""A hold that kept a record from being destroyed is not there any more.

A record under a hold is wanted: by a court, an audit, a dispute. That it may go again is decided by
whoever laid the hold, and somebody looks at it first.

Good:
    then
    set TSK-2025-0001 hold = Wanted by the county's auditors
Bad:
    set TSK-2025-0001 hold = Wanted by the county's auditors
    then
    set TSK-2025-0001 hold =
"""

from __future__ import annotations

from collections.abc import Iterator

from officerepo.finding import Finding, Severity
from officerepo.history.change import Change

SERVES = ("R17",)
SEVERITY: Severity = "warning"


def check(change: Change) -> Iterator[Finding]:
    """Yield a warning for each record that says no longer that it is held."""
    for _, before, after, _ in change.pairs:
        if before is None or after is None:
            continue
        if before.data.get("hold") and not after.data.get("hold"):
            yield Finding(
                after.path,
                "hold",
                "The record was held and is not any more: {hold}.",
                "See that whoever laid the hold has lifted it; else put it back.",
                values={"hold": str(before.data["hold"])},
            )
