"""Somebody was not content with an answer, and nothing followed from it.

A rating of 1 or 2 is looked into. What counts is any later record that names the request: a task,
a meeting that speaks of it, a briefing, a mediation, a study. A record that was there before, and
the dossier in which the request is filed, are no answer.

Good:
    set REQ-2025-0001 acts.confirm.rating = 2
    set BRF-2025-001 refs = {cites: [REQ-2025-0001]}
    shift BRF-2025-001 +5
Bad:
    set REQ-2025-0001 acts.confirm.rating = 2
    set TSK-2025-0001 refs = {cites: [REQ-2025-0001]}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding, Severity
from officerepo.index import Index
from officerepo.record import is_before

SERVES = ("R82",)
KINDS = ("request",)
SEVERITY: Severity = "warning"
FINDS_ABSENCE = True
_KEEPING = ("dossier", "disposal", "copy")  # they keep the request, whatever came of it


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each low rating of a request that leads to nothing."""
    for request in index.of("request"):
        rated = request.last("confirm")
        if rated is None or rated.data.get("rating") not in ("1", "2"):
            continue
        if not any(
            record.kind not in _KEEPING
            and record.acts
            and not record.void
            and not is_before(record.acts[0].at, rated.at[:10])
            for record, _ in index.links_to(request.id)
        ):
            yield Finding(
                request.path,
                f"acts[{request.acts.index(rated)}].rating",
                "The answer was rated {rating} on {day}, and nothing followed from it.",
                "Give somebody the task to look into it, or name {request} where it is dealt with.",
                values={
                    "rating": str(rated.data["rating"]),
                    "day": rated.at[:10],
                    "request": request.id,
                },
            )
