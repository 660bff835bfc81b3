"""Somebody stands twice in the attendance of a meeting.

Who is there is there once: named again, they would make up a quorum alone, and nobody is present
and away, or a member and a guest, at the same meeting.

Good:
    set MTG-2025-001 attendance.absent = [PER-cremanso]
Bad:
    set MTG-2025-001 attendance.present = [PER-amanantial, PER-hrepresa, PER-hrepresa]
    set MTG-2025-001 attendance.absent = [PER-amanantial]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.membership import ATTENDANCE
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import entries_in

SERVES = ("R52",)
KINDS = ("meeting",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each name in the attendance that stands there already."""
    for meeting in index.of("meeting"):
        attendance = meeting.data.get("attendance")
        if not isinstance(attendance, dict):
            continue
        seen: dict[str, str] = {}
        for place in ATTENDANCE:
            for number, name in enumerate(entries_in(attendance.get(place))):
                if not isinstance(name, str):
                    continue
                if name in seen:
                    yield Finding(
                        meeting.path,
                        f"attendance.{place}[{number}]",
                        "{person} stands under `{place}` and under `{first}` already."
                        if place != seen[name]
                        else "{person} stands twice under `{place}`.",
                        "Name each person once, where they belong.",
                        values={"person": name, "place": place, "first": seen[name]},
                    )
                seen.setdefault(name, place)
