"""When rooms of the inventory are taken: by meetings, and by points of the programme of a visit.

One whose end is not known counts as an hour long; one whose time of day is not known, not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from officerepo.index import Index
from officerepo.record import Record


class Booking(NamedTuple):
    """A room is taken from one minute to another by a record; `at` is the field that says so."""

    start: str
    end: str
    record: Record
    at: str


def bookings(index: Index) -> Mapping[str, list[Booking]]:
    """Return by room what takes place in it, in the order of time; nothing that was given up."""
    rooms: dict[str, list[Booking]] = {}
    for place, booking in _bookings(index):
        room = index.records.get(place)
        if room is not None and room.kind == "asset":
            rooms.setdefault(place, []).append(booking)
    for booked in rooms.values():
        booked.sort(key=lambda booking: (booking.start, booking.record.id, booking.at))
    return rooms


def _bookings(index: Index) -> Iterator[tuple[str, Booking]]:
    """Yield the place of each meeting and of each point of a visit, with its time."""
    for meeting in index.of("meeting"):
        start, end = meeting.data.get("starts"), meeting.data.get("ends")
        if _stands(index, meeting) and (times := _times(start, end)):
            yield str(meeting.data.get("place")), Booking(*times, meeting, "place")
    for reception in index.of("reception"):
        programme = reception.data.get("programme")
        if not isinstance(programme, list) or not _stands(index, reception):
            continue
        for number, item in enumerate(programme):
            if isinstance(item, dict) and (times := _times(item.get("time"), item.get("until"))):
                at = f"programme[{number}].place"
                yield str(item.get("place")), Booking(*times, reception, at)


def _stands(index: Index, record: Record) -> bool:
    return not record.adopted and index.kind(record).phase_of(record.state) != "dropped"


def _times(start: object, end: object) -> tuple[str, str] | None:
    """Return start and end to the minute; None when the time of day is not known."""
    if not isinstance(start, str) or len(start) < 16:
        return None
    if isinstance(end, str) and len(end) >= 16 and end > start:
        return start[:16], end[:16]
    try:
        hour_later = datetime.fromisoformat(start[:16]) + timedelta(hours=1)
    except (ValueError, OverflowError):
        return None  # has its own finding
    return start[:16], hour_later.isoformat(timespec="minutes")
