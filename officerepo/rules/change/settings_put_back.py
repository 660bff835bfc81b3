"""A settings file or guard got back a text it had before.

An old version of the rules may hold a hole that was closed since. Going back can be right; somebody
looks at it first.

Good:
    then
    set office stale_after_days = 45
Bad:
    set office stale_after_days = 30
    then
    set office stale_after_days = 45
    former records/office.yaml
"""

from __future__ import annotations

from collections.abc import Iterator

from officerepo.finding import Finding, Severity
from officerepo.history.change import Change

SERVES = ("R28",)
SEVERITY: Severity = "warning"


def check(change: Change) -> Iterator[Finding]:
    """Yield a warning for each settings file or guard with a content it had earlier."""
    for path in change.files:
        found = change.own.files.get(path)
        if found is not None and (path, found.blob) in change.former:
            yield Finding(
                path,
                "",
                "This file says again what it said before an earlier change.",
                "See in the history why it was changed then, and go back only if that was wrong.",
            )
