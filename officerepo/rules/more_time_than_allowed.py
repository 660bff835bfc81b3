"""A task was given more time than the decision or letter it comes from allows.

The day stands in what was decided, or in what a superior wrote; a later one in the task would move
it without anybody having said so. More time is asked for, and then granted by an act. Where the day
itself was moved before the task was docketed, the new one counts.

Good:
    set TSK-2025-0001 due = 2025-01-30
    set TSK-2025-0001 acts.claim_done.at = 2025-01-29T14:00
Bad:
    set TSK-2025-0001 due = 2025-02-03
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Link, Record, look_up

SERVES = ("R29", "R30")
KINDS = ("task",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each task whose first day is later than that of its source."""
    for task in index.of("task"):
        due = task.data.get("due")
        if not isinstance(due, str) or not task.acts or task.adopted:
            continue
        if index.kind(task).phase_of(task.state) == "dropped":
            continue
        for link in task.links:
            source = index.records.get(link.target) if link.at == "source" else None
            allowed = _allowed(index, task, source, link) if source else ""
            if allowed and allowed < due:
                yield Finding(
                    task.path,
                    "due",
                    "The task is due on {due}; {source} says {allowed}.",
                    "Write the day of {source}; more time is asked for and granted by acts.",
                    values={"due": due, "source": link.name, "allowed": allowed},
                )


def _allowed(index: Index, task: Record, source: Record, link: Link) -> str:
    """Return the day that a decision or a letter says, when the task was docketed; or nothing."""
    if source.kind == "incoming":
        docketed = task.acts[0].at
        later = (act for act in source.acts if act.at > docketed)
        return index.in_force(source, "due", next(later, None))
    if source.kind != "meeting" or not link.sub:
        return ""
    decision = look_up(source.data, index.parts(source).get(link.sub, ""))
    return str(decision.get("due", "")) if isinstance(decision, dict) else ""
