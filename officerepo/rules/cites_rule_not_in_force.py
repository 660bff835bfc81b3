"""A record of this office rests on a regulation that was not in force on the record's day.

Rules apply as in force on the date of the act, not today's: a superseded version stays right for
what was done under it, and wrong for anything new.

Good:
    set TSK-2025-0001 notes = no rule cited
Bad:
    cite-too-early TSK-2025-0001
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record

_RESTING = ("refs.implements", "authority", "article", "criteria")


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each record that implements or applies a rule out of force."""
    force = {r.id: _in_force(r) for r in index.of("regulation") if not r.adopted}
    for record in index.records.values():
        if record.kind == "regulation" or not record.acts or record.adopted:
            continue
        day = record.acts[0].at[:10]
        for link in record.links:
            if link.target in force and link.at.startswith(_RESTING):
                start, end = force[link.target]
                if not start <= day < end:
                    yield Finding(
                        record.path,
                        link.at,
                        "{rule} was not in force on {day}.",
                        "Cite the version in force that day.",
                        values={"rule": link.name, "day": day},
                    )


def _in_force(regulation: Record) -> tuple[str, str]:
    start, end = "9999-12-31", "9999-12-31"
    for act in regulation.acts:
        if act.do == "enter_into_force":
            start = act.at[:10]
        elif act.do in ("supersede", "repeal"):
            end = act.at[:10]
    return start, end
