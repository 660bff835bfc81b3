"""An extension was asked for after the date then in force.

A date is moved only before it has passed; otherwise performance is judged on the original date.

Good:
    set TSK-2025-0002 acts.ask_extension.at = 2025-02-13T09:30
Bad:
    set TSK-2025-0002 due = 2025-02-11
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
        due = str(task.data.get("due", ""))
        for number, act in enumerate(task.acts):
            if act.do == "ask_extension" and due and act.at[:10] > due[:10]:
                yield Finding(
                    task.path,
                    f"acts[{number}].at",
                    "More time was asked for on {day}, after {due} had passed.",
                    "Leave the date as it is; the task is late.",
                    values={"day": act.at[:10], "due": due},
                )
            if act.do == "extend" and isinstance(act.data.get("until"), str):
                due = act.data["until"]
