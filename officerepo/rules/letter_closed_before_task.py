"""A letter to be acted on was closed while a task that came from it was still open.

The letter is what the task answers for. Until everything it set in motion has been closed or
cancelled it stays open, and does not go to the files. A task taken up later does not reopen it.

Good:
    add IN-2025-0001 acts = {do: file, at: 2025-02-21T09:00, by: PER-gpozohondo}
Bad:
    new TSK-2025-0005 like TSK-2025-0003
    set TSK-2025-0005 parent =
    add TSK-2025-0005 acts =
      {do: reopen, at: 2025-02-20T16:00, by: PER-dcuencas, reason: a book is missing}
    set TSK-2025-0005 due = 2025-03-31
    set IN-2025-0001 due = 2025-03-31
    add IN-2025-0001 acts = {do: file, at: 2025-02-21T09:00, by: PER-gpozohondo}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.course import state_at
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R16", "R23", "R29")
KINDS = ("incoming",)
_CLOSING = ("no_reply", "file")
_ENDED = ("closed", "cancelled", "void")


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each task that was open when its letter was closed."""
    for letter in index.of("incoming"):
        if letter.adopted or letter.void or letter.data.get("handling") != "act":
            continue
        number = next((n for n, act in enumerate(letter.acts) if act.do in _CLOSING), None)
        if number is None:
            continue
        closed = letter.acts[number]
        for task, link in index.links_to(letter.id):
            if task.kind != "task" or link.at != "source" or task.adopted:
                continue
            state = state_at(task, index.kind(task), closed.at)
            if state and state not in _ENDED:
                yield Finding(
                    letter.path,
                    f"acts[{number}].at",
                    "The letter was closed on {day}; its task {task} was still open.",
                    "Close or cancel the task first, or correct the day.",
                    values={"day": closed.at[:10], "task": task.id},
                )
