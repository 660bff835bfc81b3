"""The day has passed by which something was to be done, and it has not been done.

Every other rule looks at what was recorded; this one sees what never was. Which step is awaited in
which state, and by when, each kind declares under `deadlines`; the portal calls the same things
late. Time that has passed cannot be mended in the file, so this is a warning, and it goes away with
the act that was missing.

Good:
    set TSK-2025-0004 due = 2025-03-31
Bad:
    set TSK-2025-0004 due = 2025-03-28
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.deadlines import awaited, who_answers
from officerepo.finding import Finding, Severity
from officerepo.index import Index

SERVES = (
    *("R09", "R10", "R15", "R17", "R23", "R29", "R33", "R34", "R45", "R50", "R52", "R53", "R54"),
    *("R56", "R63", "R65", "R69", "R78", "R79", "R82", "R97"),
)
SEVERITY: Severity = "warning"
FINDS_ABSENCE = True


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each record whose next step was due before today."""
    day = today.isoformat()
    for kind in index.office.kinds.values():
        for record in index.of(kind.name) if kind.deadlines else ():
            found = awaited(index, record)
            if found is None or found.day >= day:
                continue
            deadline = found.deadline
            by = next((name for name in deadline.by if name.partition(".")[0] in record.data), "")
            yield Finding(
                record.path,
                by or f"acts[{len(record.acts) - 1}].at",
                deadline.message.get("en", next(iter(deadline.message.values()), "")),
                deadline.hint.get("en", next(iter(deadline.hint.values()), "")),
                values={
                    "day": found.day,
                    "owner": who_answers(index, record, deadline.owner, day),
                },
            )
