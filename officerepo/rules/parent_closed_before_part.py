"""A task was closed while a part of it was still open.

A divided task is done when all its parts are closed or cancelled.

Good:
    set TSK-2025-0003 acts.close.at = 2025-02-19T11:30
Bad:
    set TSK-2025-0003 acts.close.at = 2025-02-19T12:10
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import is_before

SERVES = ("R16", "R23")
KINDS = ("task",)
_ENDED = ("closed", "cancelled", "void")


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each part that outlived the closing of its parent."""
    for part in index.of("task"):
        parent = index.records.get(str(part.data.get("parent", "")))
        closed = parent.last("close") if parent else None
        if parent is None or closed is None or parent.state != "closed" or parent.adopted:
            continue
        ended = next((a for s in _ENDED if (a := index.reaching(part, s))), None)
        if part.state in _ENDED and ended and not is_before(closed.at, ended.at):
            continue
        if part.adopted:
            continue
        yield Finding(
            parent.path,
            f"acts[{parent.acts.index(closed)}].at",
            "The task was closed at {at}; its part {part} was still open.",
            "Close or cancel the part first.",
            values={"at": closed.at, "part": part.id},
        )
