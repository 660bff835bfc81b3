"""A task that a post set itself belongs to none of its duties.

Work is divided among posts, and what nobody asked for is done because it is somebody's duty. The
duty stands under `duty`, unless the source is itself a duty. Tasks that others set need no such
line, nor does the work of a post whose duties are not written down.

Good:
    set TSK-2025-0004 origin = department
    set TSK-2025-0004 duty =
Bad:
    set TSK-2025-0004 duty =
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding, Severity
from officerepo.index import Index

SERVES = ("R10", "R39")
KINDS = ("task",)
SEVERITY: Severity = "warning"


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each task of a post's own making that names no duty."""
    for task in index.of("task"):
        data = task.data
        if data.get("origin") != "own" or data.get("duty") or not task.acts or task.adopted:
            continue
        source = index.records.get(str(data.get("source", "")).partition("/")[0])
        if source is not None and source.kind == "post":
            continue
        if index.kind(task).phase_of(task.state) == "dropped":
            continue
        owner = str(data.get("owner", ""))
        version = index.authority.version(owner, task.acts[0].at[:10])
        if version and version.get("duties"):
            yield Finding(
                task.path,
                "owner",
                "{owner} set itself this task, and it names no duty of the post.",
                "Write the duty it belongs to under `duty`, or correct the origin.",
                values={"owner": owner},
            )
