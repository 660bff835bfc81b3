"""An open task belongs to a post that nobody holds today.

When somebody leaves, what was in their hands passes to somebody; otherwise it lies where nobody
looks.

Good:
    add PER-jribera appointments = {post: POST-HID-01, from: TODAY, type: acting, instrument: Note}
    set PER-lmeandro appointments.0.to = YESTERDAY
    set COPY-2025-0001 holder = PER-jribera
Bad:
    set PER-lmeandro appointments.0.to = YESTERDAY
    set UNIT-HID type = commission
    set COPY-2025-0001 holder = PER-jribera
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding, Severity
from officerepo.index import Index

SERVES = ("R24",)
KINDS = ("task",)
SEVERITY: Severity = "warning"
FINDS_ABSENCE = True


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each open task whose owner post has neither holder nor stand-in."""
    day = today.isoformat()
    for task in index.of("task"):
        owner = index.records.get(index.owner(task))
        if owner is None or not index.is_open(task) or index.authority.holders(owner.id, day):
            continue
        yield Finding(
            task.path,
            "owner",
            "Nobody holds {post} today, and this task is open.",
            "Appoint somebody to the post, or pass the task to another: an act `reassign`.",
            values={"post": owner.id},
        )
