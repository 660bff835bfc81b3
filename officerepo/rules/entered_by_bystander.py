"""An act was entered for somebody else by a person whom it does not concern.

Leaders decide on paper and by word of mouth, and somebody writes it down. That is the work of the
office, of whoever keeps the register, and of the secretary for what a meeting decided; other steps
than approvals may be entered by anybody who could have taken them.

Good:
    set SEAL-2025-0001 acts.apply_for.entered_by = PER-farroyuelo
    set PLN-2025-annual acts.approve.at = 2025-01-08
    set PLN-2025-annual acts.start.at = 2025-01-08
    set PLN-2025-annual acts.approve.how = meeting
    set PLN-2025-annual acts.approve.in = MTG-2025-001/D1
    set PLN-2025-annual acts.approve.entered_by = PER-hrepresa
Bad:
    set SEAL-2025-0001 acts.approve.how = paper
    set SEAL-2025-0001 acts.approve.evidence = [Slip 4]
    set SEAL-2025-0001 acts.approve.entered_by = PER-lmeandro
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.authority import ANY_POST
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Act, Record

SERVES = ("R94",)
SOME_WARN = True
_REGISTER = "register"


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each approval, and a warning for each other act, entered by others."""
    for record in index.records.values():
        for number, act in enumerate(record.acts):
            scribe = act.data.get("entered_by")
            if not isinstance(scribe, str) or scribe not in index.records or scribe == act.by:
                continue
            spec = index.kind(record).acts[act.do]
            wanted = {_REGISTER, *(() if spec.approval else map(_name, spec.powers))}
            if not (spec.approval or spec.powers or spec.who):
                wanted.add(ANY_POST)
            held = index.authority.powers(scribe, act.at[:10])
            if not wanted.isdisjoint(map(_name, held)):
                continue
            if _is_of_the_office(index, scribe, act.at[:10]):
                continue
            if scribe in _secretaries(index, record, act):
                continue
            yield Finding(
                record.path,
                f"acts[{number}].entered_by",
                "{person} entered `{act}` for {by} on {day}, and neither works in the office "
                "nor keeps the register.",
                "Have it entered by somebody of the office; "
                "what a meeting decided, also by its secretary.",
                severity="error" if spec.approval else "warning",
                values={
                    "person": scribe,
                    "act": act.do,
                    "by": act.by,
                    "day": act.at[:10],
                },
            )


def _name(power: str) -> str:
    """Return the name of a power without what it is limited to."""
    return power.partition(":")[0]


def _is_of_the_office(index: Index, person: str, day: str) -> bool:
    """Whether somebody held a post in the office: in `office_unit`, else in a unit of that type."""
    office = index.office.settings.get("office_unit")
    for holding in index.authority.holdings(person, day):
        post = index.records.get(holding.post)
        unit = index.records.get(str(post.data.get("unit", ""))) if post else None
        if unit and (unit.id == office if office else unit.data.get("type") == "office"):
            return True
    return False


def _secretaries(index: Index, record: Record, act: Act) -> set[str]:
    """Return who took the minutes of the meeting that an act names, or that the record is."""
    named = index.records.get(str(act.data.get("in", "")).partition("/")[0])
    meetings = (found for found in (record, named) if found and found.kind == "meeting")
    return {str(meeting.data.get("secretary")) for meeting in meetings}
