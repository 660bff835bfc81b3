"""A task from a superior does not come from a superior's letter.

Tasks from above are taken seriously and finished in time; the letter that set them says what and
until when. A part of such a task may name another source; its parent has the letter.

Good:
    set TSK-2025-0003 source = PLN-2025-annual/I01
    set IN-2025-0001 sender = County Water Office
Bad:
    set TSK-2025-0004 origin = superior
    set UNIT-DCA level = peer
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record

SERVES = ("R29",)
KINDS = ("task",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each superior's task without a letter of its own or of its parent."""
    for task in index.of("task"):
        if task.data.get("origin") != "superior" or task.void or task.adopted:
            continue
        letter = _letter(index, task, 0)
        sender = index.records.get(str(letter.data.get("sender", ""))) if letter else None
        if letter is None:
            yield Finding(
                task.path,
                "source",
                "The task comes from a superior, but its source is no incoming letter.",
                "Write the number of the letter (IN-…) as `source`, or correct `origin`.",
            )
        elif sender is not None and sender.data.get("level") != "superior":
            yield Finding(
                task.path,
                "origin",
                "The task comes from a superior, but {letter} was sent by {sender}, which is none.",
                "Correct `origin`, or the level of {sender}.",
                values={"letter": letter.id, "sender": sender.id},
            )


def _letter(index: Index, task: Record, depth: int) -> Record | None:
    source = index.records.get(str(task.data.get("source", "")).split("/")[0])
    if source is not None and source.kind == "incoming":
        return source
    parent = index.records.get(str(task.data.get("parent", "")))
    return _letter(index, parent, depth + 1) if parent is not None and depth < 10 else None
