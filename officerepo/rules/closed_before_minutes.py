"""A task was closed before the minutes with its decision were approved.

A decision may be acted upon at once, but what it said is settled only when the minutes are
approved; until then the task may be done and verified, not closed.

Good:
    set MTG-2025-001 acts.approve.at = 2025-01-30
    set MTG-2025-001 acts.file.at = 2025-01-31
Bad:
    set MTG-2025-001 acts.approve.at = 2025-01-31
    set MTG-2025-001 acts.file.at = 2025-01-31
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import is_before

SERVES = ("R02", "R30")
KINDS = ("task",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each task closed without or before the approval of its minutes."""
    for task in index.of("task"):
        closed = task.last("close")
        if closed is None or task.state != "closed":
            continue
        for link in task.links:
            meeting = index.records.get(link.target)
            if link.at != "source" or meeting is None or meeting.kind != "meeting":
                continue
            approved = meeting.last("approve")
            if meeting.adopted or (approved and not is_before(closed.at, approved.at)):
                continue
            yield Finding(
                task.path,
                f"acts[{task.acts.index(closed)}].at",
                "The task was closed on {day}; the minutes of {meeting} were not approved then.",
                "Have the minutes approved first.",
                values={"day": closed.at[:10], "meeting": meeting.id},
            )
