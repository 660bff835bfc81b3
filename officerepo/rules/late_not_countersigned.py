"""An act was entered late, and nobody with the standing for it has countersigned.

`late` excuses an entry made after its time, so a second person vouches for it: neither who did the
act nor who entered it, but one of the leadership, or somebody with the power seal_supervise or
assign_task on that day.

Good:
    set TSK-2025-0004 acts.docket.late = {reason: no network, countersigned_by: PER-dcuencas}
Bad:
    set TSK-2025-0004 acts.docket.late = {reason: no network}
    set TSK-2025-0003 acts.docket.late = {reason: no network, countersigned_by: PER-farroyuelo}
    set TSK-2025-0002 acts.docket.late = {reason: no network, countersigned_by: PER-jribera}
    set TSK-2025-0002 acts.docket.entered_by = PER-ivadolargo
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R62",)
_POWERS = ("seal_supervise", "assign_task")


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each late entry that no second person of standing vouches for."""
    for record in index.records.values():
        for number, act in enumerate(record.acts):
            late = act.data.get("late")
            if not isinstance(late, dict):
                continue
            vouching = late.get("countersigned_by")
            if not vouching or not isinstance(vouching, str):
                message = "`{act}` of {day} was entered late, and nobody countersigned it."
            elif vouching in (act.by, act.data.get("entered_by")):
                message = "{person} did or entered `{act}` of {day}, and countersigned it too."
            elif not _has_standing(index, vouching, act.at[:10]):
                message = "{person} was not in a position to countersign `{act}` of {day}."
            else:
                continue
            yield Finding(
                record.path,
                f"acts[{number}].late",
                message,
                "Have a leader or supervisor look at it, and write who as `countersigned_by`.",
                values={"act": act.do, "day": act.at[:10], "person": str(vouching)},
            )


def _has_standing(index: Index, person: str, day: str) -> bool:
    if not index.authority.powers(person, day).keys().isdisjoint(_POWERS):
        return True
    for holding in index.authority.holdings(person, day):
        post = index.records.get(holding.post)
        unit = index.records.get(str(post.data.get("unit", ""))) if post else None
        if unit is not None and unit.data.get("type") == "leadership":
            return True
    return False
