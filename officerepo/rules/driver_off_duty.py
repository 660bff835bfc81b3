"""The driver of a trip holds no post on the day of departure.

Vehicles of the house are driven by its staff; whoever has left or not yet come does not drive them.

Good:
    set TRIP-2025-0001 driver = PER-amanantial
    set TRIP-2025-0001 acts.return.by = PER-amanantial
Bad:
    set POST-OFI-07 headcount = 2
    new PER-guest like PER-jribera
    set PER-guest appointments.0.to = 2025-03-19
    set TRIP-2025-0001 driver = PER-guest
    set TRIP-2025-0001 acts.return.by = PER-ivadolargo
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.journeys import span, standing
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R53",)
KINDS = ("trip",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each trip whose driver had no appointment when it left."""
    for trip in standing(index):
        driver = index.records.get(str(trip.data.get("driver", "")))
        day = span(trip)[0][:10]
        if driver is None or driver.kind != "person" or index.authority.holdings(driver.id, day):
            continue
        yield Finding(
            trip.path,
            "driver",
            "{driver} holds no post on {day}, the day of the trip.",
            "Name the person who really drives, or correct the day.",
            values={"driver": driver.id, "day": day},
        )
