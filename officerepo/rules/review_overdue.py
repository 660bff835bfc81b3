"""A regulation in force has passed the date of its review.

Rules that no longer fit are abandoned in time; the review date makes somebody look.

Good:
    set REG-seals-v1 notes = reviewed
Bad:
    overdue regulation
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding, Severity
from officerepo.index import Index

SEVERITY: Severity = "warning"


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each regulation in force whose `review_by` lies before today."""
    day = today.isoformat()
    for regulation in index.of("regulation"):
        review = regulation.data.get("review_by")
        if regulation.state == "in_force" and isinstance(review, str) and review < day:
            yield Finding(
                regulation.path,
                "review_by",
                "The regulation was to be reviewed by {day}.",
                "Review it: confirm it with a new version, or repeal it.",
                values={"day": review},
            )
