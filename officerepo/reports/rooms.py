"""When the rooms of the inventory are taken, by which meeting or visit, the latest first.

A booking whose end is not known counts as an hour. Meetings in places that are not in the inventory
are in the minute book alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.bookings import bookings
from officerepo.index import Index
from officerepo.report import Row, column, words

TITLE = words("Rooms taken", "Ocupación de salas", "会议室使用")
GROUP = "logistics"
KINDS = ("asset", "meeting")
DATED, OWNED = "start", "owner"
SERVES = ("R03", "R52")

columns = (
    column("start", "moment", "From", "Desde", "开始"),
    column("end", "moment", "Until", "Hasta", "结束"),
    column("room", "link", "Room", "Sala", "会议室"),
    column("record", "link", "For", "Para", "用途"),
    column("owner", "link", "Answers for it", "Responde", "承办"),
    column("state", "state", "State", "Estado", "状态"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield (from, until, room, meeting or visit, owner, state)."""
    found = [
        (each.start, each.end, room, each.record.id, index.owner(each.record), each.record.id)
        for room, booked in bookings(index).items()
        for each in booked
    ]
    yield from sorted(found, reverse=True)
