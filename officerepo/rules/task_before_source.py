"""A task was docketed before the paper or decision it comes from.

Work follows from something: a meeting that was held, a letter that had come in, a plan.

Good:
    set TSK-2025-0001 acts.docket.at = 2025-01-08T10:00
Bad:
    set TSK-2025-0001 acts.docket.at = 2025-01-07T12:00
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record, is_before

SERVES = ("R16", "R29")
KINDS = ("task",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each task that is older than its source."""
    for task in index.of("task"):
        if not task.acts or task.adopted:
            continue
        for link in task.links:
            if link.at != "source" or (source := index.records.get(link.target)) is None:
                continue
            born = _born(source)
            if born and is_before(task.acts[0].at, born):
                yield Finding(
                    task.path,
                    "acts[0].at",
                    "The task was docketed at {at}; its source {source} is of {born}.",
                    "Correct the date, or name the source it really comes from.",
                    values={"at": task.acts[0].at, "source": link.name, "born": born},
                )


def _born(source: Record) -> str:
    """Return when a source came into the world: when a meeting was held, else its first act."""
    if source.kind == "meeting":
        held = source.last("hold")
        starts = source.data.get("starts", "")
        return held.at if held else str(starts)
    return source.acts[0].at if source.acts else ""
