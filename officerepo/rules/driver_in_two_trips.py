"""One driver is on two trips at the same time.

Nobody drives two vehicles; one of the two entries names the wrong driver or the wrong hour.

Good:
    new AST-vehicle-0002 like AST-vehicle-0001
    new TRIP-2025-0003 like TRIP-2025-0002
    set TRIP-2025-0003 vehicle = AST-vehicle-0002
    set TRIP-2025-0003 driver = PER-jribera
    set TRIP-2025-0003 acts.return.by = PER-jribera
Bad:
    new AST-vehicle-0002 like AST-vehicle-0001
    new TRIP-2025-0003 like TRIP-2025-0002
    set TRIP-2025-0003 vehicle = AST-vehicle-0002
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.journeys import clashes, span, standing
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record

SERVES = ("R53",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each trip whose driver is still away with another vehicle."""
    by_driver: dict[str, list[Record]] = {}
    for trip in standing(index):
        by_driver.setdefault(str(trip.data.get("driver", "")), []).append(trip)
    for driver, trips in by_driver.items():
        for trip, other in clashes(trips):
            if trip.data.get("vehicle") == other.data.get("vehicle"):
                continue  # the vehicle's own finding
            yield Finding(
                trip.path,
                "driver",
                "{driver} is driving on {other} until {end}.",
                "Name the person who really drives, or correct the times.",
                values={
                    "driver": driver,
                    "other": other.id,
                    "end": span(other)[1].replace("T", " "),
                },
            )
