"""A superior's date was moved, and no letter of the superior says so.

A date is moved by the one who set it. When that is a superior, the office records the extension
with the letter that grants it among the act's evidence: a letter of that superior which came after
the request, or without a request after the task itself.

Good:
    set TSK-2025-0002 acts.extend.evidence = [IN-2025-0003, Telephone note]
Bad:
    set TSK-2025-0002 acts.extend.evidence = [Telephone note, IN-2025-0001]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.superiors import answers, is_set_by_superior
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import entries_in

SERVES = ("R29",)
KINDS = ("task",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each extension of a superior's task without an incoming letter."""
    for task in index.of("task"):
        if task.void or task.adopted or not is_set_by_superior(index, task):
            continue
        since = task.acts[0].at if task.acts else ""
        for number, act in enumerate(task.acts):
            if act.do == "ask_extension":
                since = act.at
            if act.do != "extend":
                continue
            evidence = act.data.get("evidence")
            cited = entries_in(evidence)
            if not any(answers(index, name, task, since, act.at) for name in cited):
                yield Finding(
                    task.path,
                    f"acts[{number}]",
                    "The date of a superior's task was moved without a letter that grants it.",
                    "Name the superior's answer (IN-…) under `evidence` of the act; it came after"
                    " more time was asked for.",
                )
