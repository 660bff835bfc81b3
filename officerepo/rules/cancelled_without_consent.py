"""A superior's task was cancelled, and no letter of the superior says so.

A task is dropped by the one who set it. When that is a superior, the act names the letter that
takes the task back under `ref`.

Good:
    set TSK-2025-0002 acts.3 =
      {do: cancel, at: 2025-02-13T11:00, by: PER-dcuencas, ref: IN-2025-0003, reason: taken back}
    set TSK-2025-0002 acts.8 =
    set TSK-2025-0002 acts.7 =
    set TSK-2025-0002 acts.6 =
    set TSK-2025-0002 acts.5 =
    set TSK-2025-0002 acts.4 =
Bad:
    set TSK-2025-0002 acts.3 = {do: cancel, at: 2025-02-13T11:00, by: PER-dcuencas,
      ref: MTG-2025-001/D1, reason: too much work}
    set TSK-2025-0002 acts.8 =
    set TSK-2025-0002 acts.7 =
    set TSK-2025-0002 acts.6 =
    set TSK-2025-0002 acts.5 =
    set TSK-2025-0002 acts.4 =
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.superiors import answers, is_set_by_superior
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R29",)
KINDS = ("task",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each superior's task that was given up without the superior."""
    for task in index.of("task"):
        act = task.last("cancel")
        if act is None or task.adopted or not is_set_by_superior(index, task):
            continue
        if not answers(index, act.data.get("ref"), task, task.acts[0].at, act.at):
            yield Finding(
                task.path,
                f"acts[{task.acts.index(act)}].ref",
                "A superior's task was cancelled, and {ref} is no letter with which the superior"
                " took it back.",
                "Name that letter (IN-…) under `ref`, or take the act out and finish the task.",
                values={"ref": str(act.data.get("ref") or "—")},
            )
