"""A meeting was chaired by somebody from another unit, who stands neither above it nor beside it.

Whoever chairs a meeting approves its minutes, and with them its decisions. So the chair holds a
post of the unit, of one above it or of the leadership on that day; the office may chair meetings
of other units, those of the leadership excepted.

Good:
    new MTG-2025-003 like MTG-2025-002
    set MTG-2025-003 unit = UNIT-HID
    set MTG-2025-003 chair = PER-dcuencas
    set MTG-2025-003 attendance.present = [PER-dcuencas, PER-hrepresa]
    set MTG-2025-003 previous_minutes =
    set MTG-2025-003 acts.hold.by = PER-dcuencas
Bad:
    set MTG-2025-002 chair = PER-lmeandro
    set MTG-2025-002 attendance.present = [PER-lmeandro, PER-hrepresa]
    set MTG-2025-002 acts.hold.by = PER-lmeandro
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R52",)
KINDS = ("meeting",)
_LEADERS, _HOSTS = ("leadership",), ("leadership", "office")
_MIXED = ("commission", "external")  # their members come from anywhere


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each chair who holds no post near enough to the meeting's unit."""
    for meeting in index.of("meeting"):
        unit = index.records.get(str(meeting.data.get("unit", "")))
        chair = index.records.get(str(meeting.data.get("chair", "")))
        day = str(meeting.data.get("starts", ""))[:10]
        if meeting.adopted or meeting.void or not day or chair is None or chair.kind != "person":
            continue
        if unit is None or unit.kind != "unit" or unit.data.get("type") in _MIXED:
            continue
        near = _above(index, unit.id)
        types = _LEADERS if unit.data.get("type") == "leadership" else _HOSTS
        for holding in index.authority.holdings(chair.id, day):
            post = index.records.get(holding.post)
            own = index.records.get(str(post.data.get("unit", ""))) if post else None
            if own is not None and (own.id in near or own.data.get("type") in types):
                break
        else:
            yield Finding(
                meeting.path,
                "chair",
                "{person} held no post of {unit} or above it on {day}, and chaired its meeting.",
                "Name the person who chaired it, or correct the unit.",
                values={"person": chair.id, "unit": unit.id, "day": day},
            )


def _above(index: Index, unit: str) -> set[str]:
    """Return a unit and all units above it."""
    found: set[str] = set()
    while unit in index.records and unit not in found:
        found.add(unit)
        unit = str(index.records[unit].data.get("parent", ""))
    return found
