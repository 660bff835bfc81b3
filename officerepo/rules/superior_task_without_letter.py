"""A task from a superior does not come from a superior's letter, or does not say that it does.

Tasks from above are taken seriously and finished in time; the letter that set them says what and
until when. A part of such a task may name another source; its parent has the letter. And what such
a letter asks for is the superior's task: only the superior moves its date.

Good:
    set TSK-2025-0003 source = PLN-2025-annual/I01
    set IN-2025-0001 sender = County Water Office
    set IN-2025-0003 sender = County Water Office
Bad:
    set TSK-2025-0004 origin = superior
    new TSK-2025-0005 like TSK-2025-0003
    set TSK-2025-0005 origin = department
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.superiors import is_from_superior, letter_of, own_letter
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R29",)
KINDS = ("task",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each superior's task without a letter of its own or of its parent."""
    for task in index.of("task"):
        if task.void or task.adopted:
            continue
        own = own_letter(index, task)
        if task.data.get("origin") != "superior":
            if own is not None and is_from_superior(index, own):
                yield Finding(
                    task.path,
                    "origin",
                    "The task rests on {letter} of a superior, and its origin says otherwise.",
                    "Write `origin: superior`, or name what else asks for it as `source`.",
                    values={"letter": own.id},
                )
            continue
        letter = letter_of(index, task)
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
