"""A unit was graded excellent while a major task of its own was overdue and not verified.

Whoever leaves a core matter lying is not excellent, however good the rest. It is a warning, for
the delay may be somebody else's: the waiver then says whose.

Good:
    set EVL-2025-hid grade = excellent
    set TSK-2025-0004 major = yes
Bad:
    set EVL-2025-hid grade = excellent
    set TSK-2025-0004 major = yes
    set TSK-2025-0004 due = 2025-03-26
    add TSK-2025-0004 acts =
      {do: suspend, at: 2025-03-28T09:00, by: PER-dcuencas, reason: the lamps are out of stock}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.course import state_at
from officerepo.domain.tally import due_at, in_force_at
from officerepo.fields import is_yes
from officerepo.finding import Finding, Severity
from officerepo.index import Index
from officerepo.record import Record

SERVES = ("R36", "R59")
KINDS = ("evaluation",)
SEVERITY: Severity = "warning"
_DONE = ("verified", "closed", "cancelled", "void", "")


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each excellent unit with an overdue major task on the day it was so."""
    for sheet in index.of("evaluation"):
        decided, unit = sheet.last("decide"), str(sheet.data.get("subject"))
        if decided is None or sheet.void or sheet.data.get("grade") != "excellent":
            continue
        for task in _major(index):
            kind = index.kind(task)
            if (
                _unit(index, task, decided.at) == unit
                and state_at(task, kind, decided.at) not in _DONE
                and "" < due_at(task, kind, decided.at) < decided.at[:10]
            ):
                yield Finding(
                    sheet.path,
                    "grade",
                    "{unit} was graded excellent on {day}, while its major task {task} was "
                    "overdue and not verified.",
                    "Reconsider the grade, or waive the warning and say why it stands.",
                    values={"unit": unit, "day": decided.at[:10], "task": task.id},
                )


def _major(index: Index) -> Iterator[Record]:
    return (t for t in index.of("task") if is_yes(t.data.get("major")))


def _unit(index: Index, task: Record, moment: str) -> str:
    lead = task.data.get("lead_unit")
    owner = index.records.get(in_force_at(task, index.kind(task), "owner", moment))
    return str(lead or (owner.data.get("unit") if owner else ""))
