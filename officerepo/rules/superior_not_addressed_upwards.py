"""A letter to a superior is not marked as one that goes up.

What goes to a superior is signed at the top; the direction says so, and the power to approve
depends on it.

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

SERVES = ("R11",)
KINDS = ("outgoing",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each letter to a superior that goes in another direction."""
    for letter in index.of("outgoing"):
        addressed = letter.data.get("to")
        if letter.adopted or letter.void or letter.data.get("direction") in (None, "up"):
            continue
        for name in addressed if isinstance(addressed, list) else ():
            unit = index.records.get(name) if isinstance(name, str) else None
            if unit is not None and unit.kind == "unit" and unit.data.get("level") == "superior":
                yield Finding(
                    letter.path,
                    "direction",
                    "The letter goes to {unit}, a superior, and its direction is not `up`.",
                    "Write `direction: up`, and have it approved by somebody with `approve_up`.",
                    values={"unit": unit.id},
                )
