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
from datetime import date

from officerepo.domain.bookings import Booking, bookings
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R52",)
KINDS = ("meeting", "reception")


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding at the later of two bookings of a room that overlap."""
    for room_id, booked in bookings(index).items():
        busy: Booking | None = None
        for booking in booked:
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
