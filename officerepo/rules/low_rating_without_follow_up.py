"""Somebody was not content with an answer, and nothing followed from it.

A rating of 1 or 2 is looked into: a task that comes from the request, or the request itself taken
up again.

Good:
    set REQ-2025-0001 acts.confirm.rating = 2
    set TSK-2025-0004 source = REQ-2025-0001
    set TSK-2025-0004 duty =
Bad:
    set REQ-2025-0001 acts.confirm.rating = 2
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding, Severity
from officerepo.index import Index

SERVES = ("R82",)
KINDS = ("request",)
SEVERITY: Severity = "warning"


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each low rating of a request that leads to nothing."""
    for request in index.of("request"):
        rated = request.last("confirm")
        if rated is None or rated.data.get("rating") not in ("1", "2"):
            continue
        if not any(record.kind in ("task", "study") for record, _ in index.links_to(request.id)):
            yield Finding(
                request.path,
                f"acts[{request.acts.index(rated)}].rating",
                "The answer was rated {rating} on {day}, and nothing followed from it.",
                "Give somebody the task to look into it, with `source: {request}`.",
                values={
                    "rating": str(rated.data["rating"]),
                    "day": rated.at[:10],
                    "request": request.id,
                },
            )
