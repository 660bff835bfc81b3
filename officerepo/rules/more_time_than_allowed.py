"""A task was given more time than the decision or letter it comes from allows.

The day stands in what was decided, or in what a superior wrote; a later one in the task would move
it without anybody having said so. More time is asked for, and then granted by an act. Where the day
itself was moved before the task was docketed, the new one counts; what is docketed after that day
was wanted later.

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
from officerepo.record import Record, entries_in

SERVES = ("R29", "R30")
KINDS = ("task",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each task whose first day is later than that of its source."""
    for task in index.of("task"):
        due, named = task.data.get("due"), str(task.data.get("source", ""))
        name, _, part = named.partition("/")
        source = index.records.get(name)
        if source is None or not isinstance(due, str) or not task.acts or task.adopted:
            continue
        if source.kind == "meeting":
            allowed = _decided(source, part)
        elif source.kind == "incoming":
            allowed = _written(index, source, task.acts[0].at)
        else:
            continue
        if not task.acts[0].at[:10] <= allowed < due:
            continue
        if index.kind(task).phase_of(task.state) != "dropped":
            yield Finding(
                task.path,
                "due",
                "The task is due on {due}; {source} says {allowed}.",
                "Write the day of {source}; more time is asked for and granted by acts.",
                values={"due": due, "source": named, "allowed": allowed},
            )


def _decided(meeting: Record, name: str) -> str:
    """Return the day that a decision says, or nothing."""
    for decision in entries_in(meeting.data.get("decisions")):
        if isinstance(decision, dict) and decision.get("id") == name:
            return str(decision.get("due", ""))
    return ""


def _written(index: Index, letter: Record, moment: str) -> str:
    """Return the day by which a letter was to be dealt with, as it stood at a moment."""
    later = (act for act in letter.acts if act.at > moment)
    return index.in_force(letter, "due", next(later, None))
