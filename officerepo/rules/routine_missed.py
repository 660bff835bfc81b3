"""A duty that comes back was not kept in one of its periods.

Nobody ticks routines off: the records that a routine names show that it was done, and a period
without one stands out. What was missed cannot be done in its time any more, so this is a warning.

Good:
    set RTN-leadership-meeting valid.to = 2025-12-31
Bad:
    drop OUT-2025-0002
    set RTN-leadership-meeting valid.to = 2025-12-31
    today 2025-04-01
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.routines import MOST_MISSED, is_provable, turns
from officerepo.finding import Finding, Severity
from officerepo.index import Index

SERVES = ("R12", "R13", "R14", "R58", "R60", "R80", "R97")
KINDS = ("routine",)
SEVERITY: Severity = "warning"
FINDS_ABSENCE = True


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each routine with periods that are over and were not kept."""
    for routine in index.of("routine"):
        if not is_provable(index, routine):
            continue  # nothing can show it: has its own finding
        missed = [t.period.name for t in turns(index, routine, today) if t.outcome == "missed"]
        if missed:
            yield Finding(
                routine.path,
                "satisfied_by",
                "Nothing shows that it was done in {periods}.",
                "Do it now and enter the record, or say in notes why it was left out.",
                values={"periods": ["…"] * (len(missed) > MOST_MISSED) + missed[-MOST_MISSED:]},
            )
