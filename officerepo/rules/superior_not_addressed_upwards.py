"""A letter to a superior is not marked as one that goes up, or not signed as one.

What goes to a superior is signed at the top; the direction says so, and the power to approve
depends on it. A letter to the public, or to several of whom one is a superior, keeps its own
direction: it is only signed by somebody who may sign what goes up.

Good:
    set OUT-2025-0002 to = [UNIT-DCA]
    set OUT-2025-0002 direction = up
Bad:
    set OUT-2025-0002 to = [UNIT-DCA]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record, entries_in

SERVES = ("R11",)
KINDS = ("outgoing",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each letter to a superior that goes in another direction unsigned."""
    for letter in index.of("outgoing"):
        if letter.adopted or letter.void or letter.data.get("direction") in (None, "up"):
            continue
        names = entries_in(letter.data.get("to"))
        superiors = [unit for name in names if (unit := _superior(index, name))]
        if len(superiors) < len(names):
            yield from _signed_below(index, letter, superiors)
        else:
            for unit in superiors:
                yield Finding(
                    letter.path,
                    "direction",
                    "The letter goes to {unit}, a superior, and its direction is not `up`.",
                    "Write `direction: up`, and have it approved by somebody with `approve_up`.",
                    values={"unit": unit.id},
                )


def _superior(index: Index, name: object) -> Record | None:
    unit = index.records.get(name) if isinstance(name, str) else None
    is_one = unit is not None and unit.kind == "unit" and unit.data.get("level") == "superior"
    return unit if is_one else None


def _signed_below(index: Index, letter: Record, superiors: list[Record]) -> Iterator[Finding]:
    """Yield a finding for each superior, among others, whose letter lacks that signature."""
    approval = letter.last("approve")
    if approval is None or "approve_up" in index.authority.powers(approval.by, approval.at[:10]):
        return
    for unit in superiors:
        yield Finding(
            letter.path,
            f"acts[{letter.acts.index(approval)}].by",
            "The letter goes to {unit}, a superior, among others, and {person} could not approve "
            "what goes up.",
            "Have it approved by somebody with `approve_up`, or write to {unit} separately.",
            values={"unit": unit.id, "person": approval.by},
        )
