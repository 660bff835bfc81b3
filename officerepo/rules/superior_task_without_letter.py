"""A task from a superior names no incoming paper as its source.

Tasks from above are taken seriously and finished in time; the paper that set them says what and
until when. It has to come from a superior unit.

Good:
    set TSK-2025-0001 notes = own task
Bad:
    set TSK-2025-0001 origin = superior
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each superior's task without a letter of its own or of its parent."""
    for task in index.of("task"):
        if task.data.get("origin") != "superior" or task.void or task.adopted:
            continue
        if not _from_letter(index, task, 0):
            yield Finding(
                task.path,
                "source",
                "The task comes from a superior, but its source is no incoming letter.",
                "Write the number of the letter (IN-…) as `source`.",
            )


def _from_letter(index: Index, task: Record, depth: int) -> bool:
    source = index.records.get(str(task.data.get("source", "")).split("/")[0])
    if source is not None and source.kind == "incoming":
        return True
    parent = index.records.get(str(task.data.get("parent", "")))
    return parent is not None and depth < 10 and _from_letter(index, parent, depth + 1)
