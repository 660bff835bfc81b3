"""When vehicles and drivers are away: how long a trip takes, and which trips overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from officerepo.fields import integer
from officerepo.index import Index
from officerepo.record import Record


def standing(index: Index) -> list[Record]:
    """Return the trips that take place: approved, under way or over; adopted ones left out."""
    return [
        trip
        for trip in index.of("trip")
        if not trip.adopted
        and trip.state != "requested"
        and index.kind(trip).phase_of(trip.state) != "dropped"
    ]


def span(trip: Record) -> tuple[str, str]:
    """Return when a trip leaves and is back, to the minute.

    Until it is back, the return is the one expected; else the end of the day of departure.
    """
    out = str(trip.data.get("out", ""))
    back = str(trip.data.get("back") or trip.data.get("expected_back") or out[:10])
    start = out[:16] if len(out) > 10 else f"{out}T00:00"
    return start, back[:16] if len(back) > 10 else f"{back}T23:59"


def is_back(trip: Record, day: str) -> bool:
    """Whether a trip was over by the end of a day (ISO date)."""
    return "" < str(trip.data.get("back") or "")[:10] <= day


def distance(trip: Record) -> int | None:
    """Return the kilometres of a trip by its odometer; None where it does not say both figures."""
    odometer = trip.data.get("odometer")
    said = odometer if isinstance(odometer, dict) else {}
    try:
        return max(0, integer(str(said.get("back"))) - integer(str(said.get("out"))))
    except ValueError:
        return None


def minutes_between(start: str, end: str) -> float:
    """Return the minutes from one moment to another; 0 where one of them is none."""
    try:
        return (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds() / 60
    except (ValueError, TypeError):
        return 0  # has its own finding


def clashes(trips: Iterable[Record]) -> Iterator[tuple[Record, Record]]:
    """Yield each trip that leaves while an earlier one is still out, with that one."""
    busy: Record | None = None
    for trip in sorted(trips, key=lambda trip: (span(trip), trip.id)):
        start, end = span(trip)
        if busy is not None and start < span(busy)[1]:
            yield trip, busy
        if busy is None or end > span(busy)[1]:
            busy = trip
