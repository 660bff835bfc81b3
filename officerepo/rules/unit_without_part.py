"""A superior's task was divided, and a unit that takes part in it has no part of its own.

What several units carry through together is lost where one of them has nothing with its name on it.
Each unit that the task names under `lead_unit` and `with` answers for a part, that is a task with
this one as `parent`; the unit of the owner may work in the task itself.

Good:
    set TSK-2025-0002 with = [UNIT-OFI]
    set TSK-2025-0003 lead_unit = UNIT-OFI
Bad:
    set TSK-2025-0002 with = [UNIT-OFI]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record

SERVES = ("R16", "R24", "R29")
KINDS = ("task",)
FINDS_ABSENCE = True


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each unit of a divided superior's task that has no part in it."""
    for task in index.of("task"):
        if task.data.get("origin") != "superior" or task.adopted or task.last("start") is None:
            continue
        parts = [
            part
            for part, link in index.links_to(task.id)
            if part.kind == "task" and link.at == "parent" and not part.void
        ]
        if not parts or task.state in ("cancelled", "void"):
            continue
        covered = {_unit_of_owner(index, task)}
        for part in parts:
            covered |= {_unit_of_owner(index, part), str(part.data.get("lead_unit", ""))}
        for link in task.links:
            named = index.records.get(link.target)
            if named is None or named.kind != "unit" or named.id in covered:
                continue
            if link.at == "lead_unit" or link.at.startswith("with["):
                yield Finding(
                    task.path,
                    link.at,
                    "{unit} takes part in the task, and none of its parts is the unit's.",
                    "Give a post of {unit} a task of its own, with {task} as `parent`.",
                    values={"unit": named.id, "task": task.id},
                )


def _unit_of_owner(index: Index, task: Record) -> str:
    post = index.records.get(index.owner(task))
    return str(post.data.get("unit", "")) if post else ""
