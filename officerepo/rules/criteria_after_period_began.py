"""An evaluation applies criteria that were not in force on the first day of its period.

Whoever is measured knows by what, beforehand: the criteria are the version of a regulation on
evaluation that was in force when the period began. A later version counts from the next period on.

Good:
    set EVL-2025-hid period.from = 2024-12-20
    new REG-evaluation-v2 like REG-evaluation-v1
    set REG-evaluation-v2 effective = 2025-02-03
    set REG-evaluation-v2 acts.enter_into_force.at = 2025-02-03
    add REG-evaluation-v1 acts =
      {do: supersede, at: 2025-02-03, by: PER-farroyuelo, successor: REG-evaluation-v2}
Bad:
    set EVL-2025-hid period.from = 2024-12-19
    new REG-grades-v1 like REG-evaluation-v1
    set REG-grades-v1 acts = [{do: adopt, at: 2025-03-03, by: PER-farroyuelo, from: Binder 4}]
    new EVL-2025-q1 like EVL-2025-hid
    set EVL-2025-q1 period.to = 2025-03-27
    set EVL-2025-q1 criteria = REG-grades-v1
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.force import is_in_force
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record

SERVES = ("R59", "R77")
KINDS = ("evaluation",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each sheet with other criteria than those of its first day."""
    for sheet in index.of("evaluation"):
        period = sheet.data.get("period")
        criteria = index.records.get(str(sheet.data.get("criteria", "")))
        if sheet.void or sheet.adopted or not isinstance(period, dict) or criteria is None:
            continue
        first = str(period.get("from", ""))
        if criteria.kind == "regulation" and not _applied(criteria, first):
            yield Finding(
                sheet.path,
                "criteria",
                "{criteria} was not in force on {day}, the first day of the period."
                if criteria.data.get("type") == "evaluation"
                else "{criteria} is not a regulation on evaluation.",
                "Write the regulation on evaluation that was in force that day.",
                values={"criteria": criteria.id, "day": first},
            )


def _applied(criteria: Record, day: str) -> bool:
    if criteria.data.get("type") != "evaluation":
        return False
    return is_in_force(criteria, day)
