"""A record that could not be read before says something else now.

It is held against what it said last while it could be read. Where no version of before can be,
nobody can say whether what was fixed in it stayed, and somebody compares both by eye.

Good:
    then
    set REQ-2025-0001 notes = The key was collected.
Bad:
    file records/requests/2025/REQ-2025-0002.yaml = title, A key
    then
    file records/requests/2025/REQ-2025-0002.yaml = title, Another key
"""

from __future__ import annotations

from collections.abc import Iterator

from officerepo.finding import Finding, Severity
from officerepo.history.change import Change

SERVES = ("R62",)
SEVERITY: Severity = "warning"


def check(change: Change) -> Iterator[Finding]:
    """Yield a warning for each file that differs and was no record that could be read."""
    for path in change.base.broken(change.files):
        if path in change.own.files:
            yield Finding(
                path,
                "",
                "What this file said before could never be read, so nobody has judged what became"
                " of it.",
                "Compare it with the version before, `git log -p`, and see that nothing was lost.",
            )
