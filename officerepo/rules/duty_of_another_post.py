"""A task names a duty that belongs to another post than the one that has the task.

The duty says why this post is the one to do it. Where the task passed to another post, the duty of
either will do: of the one that has it, or of the one that had it first.

Good:
    set TSK-2025-0004 duty = POST-HID-01/U1
Bad:
    set TSK-2025-0004 duty = POST-OFI-01/U1
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R10", "R39")
KINDS = ("task",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each task with somebody else's duty."""
    for task in index.of("task"):
        duty = str(task.data.get("duty", ""))
        post = duty.partition("/")[0]
        owners = {str(task.data.get("owner", "")), index.owner(task)} - {""}
        if not post or not owners or post in owners or task.adopted:
            continue
        if index.kind(task).phase_of(task.state) != "dropped":
            yield Finding(
                task.path,
                "duty",
                "{duty} is a duty of {post}, and the task is with {owner}.",
                "Name a duty of {owner}, or give the task to {post}.",
                values={"duty": duty, "post": post, "owner": index.owner(task)},
            )
