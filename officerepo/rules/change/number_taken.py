"""A new record has a number that the branch has given to another one meanwhile.

Two people who work at the same time both take the next number. Whoever is merged second takes
another one; nothing refers to it yet but what came with it.

Good:
    merged 2025-03-07T09:00
    then
    new REQ-2025-0002 like REQ-2025-0001
Bad:
    merged 2025-03-07T09:00
    then
    new REQ-2025-0002 like REQ-2025-0001
    meanwhile
    new REQ-2025-0002 like REQ-2025-0001
    set REQ-2025-0002 title = Another matter
"""

from __future__ import annotations

from collections.abc import Iterator

from officerepo.finding import Finding
from officerepo.history.change import Change

SERVES = ("R45",)


def check(change: Change) -> Iterator[Finding]:
    """Yield a finding for each new record whose number the branch knows as another one."""
    for name, before, after, _ in change.pairs:
        there = change.tip.records.get(name)
        if before is not None or after is None or there is None or there.blob == after.blob:
            continue
        yield Finding(
            after.path,
            "",
            "The number {id} was taken meanwhile by another record: {title}.",
            "Give yours the next one: `officerepo renumber --onto {branch}`.",
            values={"id": name, "title": there.title, "branch": change.branch},
        )
