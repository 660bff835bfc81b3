"""A mediation names the same unit twice among its parties.

A quarrel is between two; a unit at odds with itself has a head who settles it.

Good:
    set MED-2025-01 parties = [UNIT-OFI, UNIT-HID]
Bad:
    set MED-2025-01 parties = [UNIT-HID, UNIT-HID]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import entries_in

SERVES = ("R78",)
KINDS = ("mediation",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each unit that stands a second time among the parties."""
    for mediation in index.of("mediation"):
        parties = mediation.data.get("parties")
        seen: set[str] = set()
        for number, party in enumerate(entries_in(parties)):
            if isinstance(party, str) and party in seen:
                yield Finding(
                    mediation.path,
                    f"parties[{number}]",
                    "{unit} stands twice among the parties.",
                    "Name each unit once, and the other side too.",
                    values={"unit": party},
                )
            seen.add(str(party))
