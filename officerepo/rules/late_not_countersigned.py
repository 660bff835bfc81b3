"""An act was entered late, and nobody with the standing for it has countersigned.

`late` excuses an entry made after its time, so a second person vouches for it: neither who did the
act nor who entered it, but one of the leadership, or somebody with the power seal_supervise or
assign_task on that day. The entry names them, or an act `countersign` of theirs names the entry.

Good:
    set TSK-2025-0004 acts.docket.late = {reason: no network, countersigned_by: PER-dcuencas}
    set TSK-2025-0003 acts.docket.late = {reason: no network}
    add TSK-2025-0003 acts = {do: countersign, at: 2025-03-28, by: PER-dcuencas, of: docket}
Bad:
    set TSK-2025-0004 acts.docket.late = {reason: no network}
    set TSK-2025-0003 acts.docket.late = {reason: no network, countersigned_by: PER-farroyuelo}
    set TSK-2025-0002 acts.docket.late = {reason: no network, countersigned_by: PER-jribera}
    set TSK-2025-0002 acts.docket.entered_by = PER-ivadolargo
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.course import countersignatures
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
            signed = [act.by for act, named in countersignatures(record.acts, number) if named]
            people = [vouching, *signed] if vouching and isinstance(vouching, str) else signed
            others = [who for who in people if who not in (act.by, act.data.get("entered_by"))]
            if not people:
                message = "`{act}` of {day} was entered late, and nobody countersigned it."
            elif not others:
                message = "{person} did or entered `{act}` of {day}, and countersigned it too."
            elif not any(_has_standing(index, who, act.at[:10]) for who in others):
                message = "{person} was not in a position to countersign `{act}` of {day}."
            else:
                continue
            person = (others or people or [""])[-1]
            yield Finding(
                record.path,
                f"acts[{number}].late",
                message,
                "Have a leader or supervisor look at it and countersign: an act `countersign` with "
                "`of: {number}`.",
                values={
                    "act": act.do,
                    "day": act.at[:10],
                    "person": person,
                    "number": str(number + 1),
                },
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
