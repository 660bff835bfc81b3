"""A trip leaves with something that is no vehicle, or with one that is not in service that day.

A vehicle under repair stays in the workshop, and one that is written off does not leave again.

Good:
    add AST-vehicle-0001 acts =
      {do: maintain, at: 2025-03-28T09:00, by: PER-ivadolargo, reason: brakes}
Bad:
    add AST-vehicle-0001 acts =
      {do: maintain, at: 2025-03-26T09:00, by: PER-ivadolargo, reason: brakes}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.course import state_at
from officerepo.domain.journeys import span, standing
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record

SERVES = ("R53",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each trip whose vehicle could not be used when it left."""
    for trip in standing(index):
        vehicle = index.records.get(str(trip.data.get("vehicle", "")))
        if vehicle is None or vehicle.kind != "asset":
            continue
        values = {"vehicle": vehicle.id, "day": span(trip)[0][:10]}
        if vehicle.data.get("class") != "vehicle":
            message = "{vehicle} is not a vehicle."
        elif _state_at(index, vehicle, span(trip)[0]) != "in_service":
            message = "{vehicle} is not in service on {day}."
        else:
            continue
        hint = "Write the number of the vehicle that really goes, or correct the day."
        yield Finding(trip.path, "vehicle", message, hint, values=values)


def _state_at(index: Index, vehicle: Record, moment: str) -> str:
    """Return the state of a vehicle at a moment; one that was adopted was there before."""
    kind = index.kind(vehicle)
    return state_at(vehicle, kind, moment) or (kind.adopted_as if vehicle.adopted else "")
