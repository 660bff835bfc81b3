"""Something new rests on a decision, item, duty or article that was struck.

A part that was withdrawn stays where it was, with day and reason, so that its number means nothing
else. What was made before that day keeps its link.

Good:
    set MTG-2025-001 decisions.D1.struck = {at: 2025-01-31, reason: The marks are done.}
Bad:
    set TSK-2025-0001 source = MTG-2025-001/D3
    set MTG-2025-001 decisions.D1.no_task_reason = it was done on the day
    set MTG-2025-001 decisions.D3.struck.at = 2025-01-07
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from officerepo.domain.plans import in_force
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record, look_up

SERVES = ("R30",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each link to a part that was struck before the record was made."""
    for (target_id, sub, _), links in index.references.items():
        target = index.records.get(target_id) if sub else None
        part = _part(index, target, sub) if target else None
        struck = part.get("struck") if isinstance(part, Mapping) else None
        if not isinstance(struck, dict):
            continue
        day = str(struck.get("at", ""))
        for record, link in links:
            if record.void or link.at.startswith("refs.") or "evidence" in link.at:
                continue
            made = record.acts[0].at[:10] if record.acts else ""
            if made and day < made:
                yield Finding(
                    record.path,
                    link.at,
                    "{part} was struck on {day}.",
                    "Link to what took its place.",
                    values={"part": link.name, "day": day},
                )


def _part(index: Index, record: Record, name: str) -> Any:
    """Return a part of a record as it stands; amendments of a plan strike items too."""
    if record.kind == "plan":
        return next((item.data for item in in_force(record) if item.name == name), None)
    place = index.parts(record).get(name)
    return look_up(record.data, place) if place else None
