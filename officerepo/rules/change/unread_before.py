"""A record that could not be read before says something else now.

Where nobody can say what was fixed in it, nobody can say whether it stayed. Somebody compares both
versions by eye.

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

from officerepo.change import Change
from officerepo.finding import Finding, Severity

SERVES = ("R62",)
SEVERITY: Severity = "warning"


def check(change: Change) -> Iterator[Finding]:
    """Yield a warning for each file that differs and was no record that could be read."""
    read = {record.path for record in change.base.records.values()}
    folders = change.tip.office.folders
    for path in change.files:
        was_there = path in change.base.files and path not in read
        _, _, inside = path.partition("records/")
        if was_there and inside.partition("/")[0] in folders and path.endswith((".yaml", ".md")):
            yield Finding(
                path,
                "",
                "What this file said before could not be read, so nobody has judged what became"
                " of it.",
                "Compare it with the version before, `git log -p`, and see that nothing was lost.",
            )
