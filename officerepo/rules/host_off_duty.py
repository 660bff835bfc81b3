"""The host of a reception holds no post on the day of the visit.

Guests are received in the name of the institution; the one who receives them is on its staff that
day, not gone or not yet come.

Good:
    set RCP-2025-001 host = PER-amanantial
    set RCP-2025-001 acts.hold.by = PER-amanantial
Bad:
    set POST-OFI-07 headcount = 2
    new PER-guest like PER-jribera
    set PER-guest appointments.0.to = 2025-03-19
    set RCP-2025-001 host = PER-guest
    set RCP-2025-001 acts.hold.by = PER-farroyuelo
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R15",)
KINDS = ("reception",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each reception whose host had no appointment when the guests came."""
    for reception in index.of("reception"):
        host = index.records.get(str(reception.data.get("host", "")))
        day = str(reception.data.get("arrives", ""))[:10]
        if host is None or host.kind != "person" or reception.adopted or not day:
            continue
        if index.kind(reception).phase_of(reception.state) == "dropped":
            continue
        if not index.authority.holdings(host.id, day):
            yield Finding(
                reception.path,
                "host",
                "{host} holds no post on {day}, the day of the visit.",
                "Name a host who is in post that day, or correct the day.",
                values={"host": host.id, "day": day},
            )
