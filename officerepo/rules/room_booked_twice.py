"""Two meetings or receptions are in the same room at the same time.

A room that stands in the inventory serves one of them. One whose end is not known yet counts as an
hour long.

Good:
    set MTG-2025-002 place = AST-room-0001
    set MTG-2025-001 place = AST-room-0001
Bad:
    new RCP-2025-002 like RCP-2025-001
    set RCP-2025-002 letter = IN-2025-0001
    set RCP-2025-002 programme.0.time = 2025-03-20T11:30
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record

SERVES = ("R52",)
KINDS = ("meeting", "reception")


class _Booking(NamedTuple):
    start: str
    end: str
    record: Record
    at: str


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding at the later of two bookings of a room that overlap."""
    rooms: dict[str, list[_Booking]] = {}
    for place, booking in _bookings(index):
        room = index.records.get(place)
        if room is not None and room.kind == "asset":
            rooms.setdefault(place, []).append(booking)
    for room_id, bookings in rooms.items():
        bookings.sort(key=lambda booking: (booking.start, booking.record.id, booking.at))
        busy: _Booking | None = None
        for booking in bookings:
            if busy and booking.start < busy.end and booking.record.id != busy.record.id:
                yield Finding(
                    booking.record.path,
                    booking.at,
                    "{room} is taken by {other} from {start} until {end}.",
                    "Choose another room or time for one of them.",
                    values={
                        "room": room_id,
                        "other": busy.record.id,
                        "start": busy.start.replace("T", " "),
                        "end": busy.end.replace("T", " "),
                    },
                )
            if busy is None or booking.end > busy.end:
                busy = booking


def _bookings(index: Index) -> Iterator[tuple[str, _Booking]]:
    """Yield the place of each meeting and of each point of a visit, with its time."""
    for meeting in index.of("meeting"):
        start, end = meeting.data.get("starts"), meeting.data.get("ends")
        if _stands(index, meeting) and (times := _times(start, end)):
            yield str(meeting.data.get("place")), _Booking(*times, meeting, "place")
    for reception in index.of("reception"):
        programme = reception.data.get("programme")
        if not isinstance(programme, list) or not _stands(index, reception):
            continue
        for number, item in enumerate(programme):
            if isinstance(item, dict) and (times := _times(item.get("time"), item.get("until"))):
                at = f"programme[{number}].place"
                yield str(item.get("place")), _Booking(*times, reception, at)


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
