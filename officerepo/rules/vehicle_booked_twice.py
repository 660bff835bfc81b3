"""Two trips have the same vehicle at the same time.

A vehicle goes one way at a time. A trip that is not back yet has it until the hour it is expected,
or else to the end of the day.

Good:
    set TRIP-2025-0002 out = 2025-03-20T14:00
    set TRIP-2025-0002 expected_back = 2025-03-20T15:30
    set TRIP-2025-0002 back = 2025-03-20T15:00
    set TRIP-2025-0002 acts.dispatch.at = 2025-03-20T12:55
    set TRIP-2025-0002 acts.1.at = 2025-03-20T09:00
    set TRIP-2025-0002 acts.0.at = 2025-03-20T08:00
Bad:
    set TRIP-2025-0002 out = 2025-03-20T13:00
    set TRIP-2025-0002 expected_back = 2025-03-20T15:30
    set TRIP-2025-0002 back = 2025-03-20T15:00
    set TRIP-2025-0002 acts.dispatch.at = 2025-03-20T12:55
    set TRIP-2025-0002 acts.1.at = 2025-03-20T09:00
    set TRIP-2025-0002 acts.0.at = 2025-03-20T08:00
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
    """Yield a finding for each trip that leaves with a vehicle that is still away."""
    by_vehicle: dict[str, list[Record]] = {}
    for trip in standing(index):
        by_vehicle.setdefault(str(trip.data.get("vehicle", "")), []).append(trip)
    for vehicle, trips in by_vehicle.items():
        for trip, other in clashes(trips):
            yield Finding(
                trip.path,
                "vehicle",
                "{vehicle} is away on {other} until {end}.",
                "Take another vehicle, or correct the times of one of the trips.",
                values={
                    "vehicle": vehicle,
                    "other": other.id,
                    "end": span(other)[1].replace("T", " "),
                },
            )
