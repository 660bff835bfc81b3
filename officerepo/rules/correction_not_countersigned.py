"""A field that an approval covers was corrected, and nobody with the power to approve agreed.

A slip found afterwards is put right by an act `correct` of whoever keeps the register. What had
been approved was approved by somebody else: they, or another with the same power, countersign the
correction within the days of grace for entering acts of that kind.

Good:
    set SEAL-2025-0001 purpose = report to the county office
    add SEAL-2025-0001 acts = {do: correct, at: 2025-03-03, by: PER-farroyuelo, field: purpose,
      was: report to the county, is: report to the county office, reason: the name}
    add SEAL-2025-0001 acts = {do: countersign, at: 2025-03-04, by: PER-dcuencas, of: correct}
Bad:
    set SEAL-2025-0001 purpose = report to the county office
    add SEAL-2025-0001 acts = {do: correct, at: 2025-03-03, by: PER-farroyuelo, field: purpose,
      was: report to the county, is: report to the county office, reason: the name}
    add SEAL-2025-0001 acts = {do: countersign, at: 2025-03-04, by: PER-hrepresa}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.approval import approvals_in_force, is_covered
from officerepo.course import countersignatures
from officerepo.domain.entitlement import entitled, wanted_powers
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import STEP, Act, Record

SERVES = ("R62",)
SOME_WARN = True


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each correction of approved words that only one person stands for."""
    for record in index.records.values():
        if record.last("correct") is None:
            continue
        kind = index.kind(record)
        approvals = approvals_in_force(record, kind)
        for number, act in enumerate(record.acts):
            before = [approval for approval in approvals if approval < number]
            if act.do != "correct" or not before:
                continue
            steps = STEP.findall(str(act.data.get("field", "")))
            if not steps or not is_covered(kind, steps[0]):
                continue
            if _is_agreed(index, record, number, max(before)):
                continue
            waited = index.office.calendar.workdays_between(act.at, today.isoformat())
            yield Finding(
                record.path,
                f"acts[{number}]",
                "`{field}` was corrected on {day} after `{act}`, and nobody countersigned it.",
                "Have it countersigned by somebody who could do `{act}`: an act `countersign` with "
                "`of: {number}`.",
                severity="error" if waited > index.office.grace(kind.name) else "warning",
                values={
                    "field": str(act.data.get("field")),
                    "day": act.at[:10],
                    "act": record.acts[max(before)].do,
                    "number": str(number + 1),
                },
            )


def _is_agreed(index: Index, record: Record, correction: int, approval: int) -> bool:
    corrected = record.acts[correction]
    own = (corrected.by, corrected.data.get("entered_by"))
    return any(
        act.by not in own and _could_approve(index, record, record.acts[approval], act)
        for act, _ in countersignatures(record.acts, correction)
    )


def _could_approve(index: Index, record: Record, approval: Act, act: Act) -> bool:
    spec, day = index.kind(record).acts[approval.do], act.at[:10]
    powers = wanted_powers(index, spec, record) or ()
    held = index.authority.powers(act.by, day)
    return not held.keys().isdisjoint(powers) or (
        act.by in entitled(index, spec.who, record, day, approval)
    )
