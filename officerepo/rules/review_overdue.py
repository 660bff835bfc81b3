"""A regulation in force has passed the date of its review.

Rules that no longer fit are abandoned in time; the review date makes somebody look. A review that
was held names the next date.

Good:
    drop OUT-2025-0002
    add COPY-2025-0001 acts = {do: return, at: 2025-06-02, by: PER-gpozohondo}
    add EVL-2025-hid acts = {do: finish, at: 2025-04-14T09:00, by: PER-farroyuelo}
    add PLN-2025-annual acts = {do: review, at: 2026-01-12, by: PER-etorrente, outcome: done}
    add PLN-2025-annual acts = {do: close, at: 2026-01-13, by: PER-amanantial}
    add REG-seals-v1 acts =
      {do: review, at: 2026-02-27, by: PER-dcuencas, result: stays, next_review: 2027-03-01}
    today 2026-03-02
Bad:
    drop OUT-2025-0002
    add COPY-2025-0001 acts = {do: return, at: 2025-06-02, by: PER-gpozohondo}
    add EVL-2025-hid acts = {do: finish, at: 2025-04-14T09:00, by: PER-farroyuelo}
    add PLN-2025-annual acts = {do: review, at: 2026-01-12, by: PER-etorrente, outcome: done}
    add PLN-2025-annual acts = {do: close, at: 2026-01-13, by: PER-amanantial}
    today 2026-03-02
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.force import review_day
from officerepo.finding import Finding, Severity
from officerepo.index import Index

SERVES = ("R76",)
KINDS = ("regulation",)
SEVERITY: Severity = "warning"
FINDS_ABSENCE = True


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each regulation in force whose review lies before today."""
    day = today.isoformat()
    for regulation in index.of("regulation"):
        if regulation.state != "in_force":
            continue
        due = review_day(regulation)
        if due and due < day:
            yield Finding(
                regulation.path,
                "review_by",
                "The regulation was to be reviewed by {day}.",
                "Review it: record the review with its next date, or repeal the regulation.",
                values={"day": due},
            )
