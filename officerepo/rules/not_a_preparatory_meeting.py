"""A meeting says it was prepared in one that prepares nothing, or that came after it.

Preparatory meetings and meetings of the office prepare others.

Good:
    set MTG-2025-001 type = preparatory
    set MTG-2025-002 prepared_by = MTG-2025-001
    set RTN-leadership-meeting valid.from = 2025-02-01
Bad:
    set MTG-2025-002 prepared_by = MTG-2025-001
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import is_before

SERVES = ("R19",)
KINDS = ("meeting",)
_PREPARE = ("preparatory", "office")


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each meeting that names the wrong one as its preparation."""
    for meeting in index.of("meeting"):
        prepared = index.records.get(str(meeting.data.get("prepared_by", "")))
        if prepared is None or prepared.kind != "meeting":
            continue
        starts, before = (str(m.data.get("starts", "")) for m in (meeting, prepared))
        if prepared.data.get("type") not in _PREPARE:
            message = "{prepared} is neither a preparatory meeting nor one of the office."
        elif not is_before(before, starts):
            message = "{prepared} was not held before this meeting."
        else:
            continue
        hint = "Name the preparatory meeting, or correct its type."
        values = {"prepared": prepared.id}
        yield Finding(meeting.path, "prepared_by", message, hint, values=values)
