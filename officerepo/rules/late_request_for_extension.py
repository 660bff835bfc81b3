"""An extension was asked for, or granted unasked, after the date then in force.

A date is moved only before it has passed; otherwise performance is judged on the original date.
Whoever set it may move it unasked, up to that date. An answer to a request may come later.

Good:
    set TSK-2025-0002 acts.ask_extension.at = 2025-02-13T09:30
Bad:
    set TSK-2025-0002 due = 2025-02-11
    add TSK-2025-0004 acts = {do: extend, at: TODAY, by: PER-dcuencas, until: 2025-06-30}
    set TSK-2025-0004 due = 2025-03-28
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R29",)
KINDS = ("task",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each request for more time that came too late."""
    for task in index.of("task"):
        asked = False
        for number, act in enumerate(task.acts):
            if act.do not in ("ask_extension", "extend"):
                continue
            due = index.in_force(task, "due", act)
            if due and act.at[:10] > due and not (act.do == "extend" and asked):
                yield Finding(
                    task.path,
                    f"acts[{number}].at",
                    "More time was asked for on {day}, after {due} had passed."
                    if act.do == "ask_extension"
                    else "More time was granted unasked on {day}, after {due} had passed.",
                    "Leave the date as it is; the task is late.",
                    values={"day": act.at[:10], "due": due},
                )
            asked = act.do == "ask_extension"
