"""The keys of a vehicle were handed out well after the hour at which it had left.

Either it left without being released, or the entry was made from memory. Half an hour of delay is
forgiven: trips leave late.

Good:
    set TRIP-2025-0001 acts.dispatch.at = 2025-03-20T12:35
Bad:
    set TRIP-2025-0001 acts.dispatch.at = 2025-03-20T12:45
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.journeys import minutes_between, span, standing
from officerepo.finding import Finding, Severity
from officerepo.index import Index
from officerepo.record import is_before

SERVES = ("R53",)
KINDS = ("trip",)
SEVERITY: Severity = "warning"
_DELAY = 30  # minutes


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each trip whose keys were handed out after it had left."""
    for trip in standing(index):
        dispatched = trip.last("dispatch")
        if dispatched is None:
            continue
        out, _ = span(trip)
        if is_before(out, dispatched.at) and minutes_between(out, dispatched.at) > _DELAY:
            yield Finding(
                trip.path,
                f"acts[{trip.acts.index(dispatched)}].at",
                "The keys were handed out at {handed}; the vehicle had left at {out}.",
                "Correct the hour, or take the plan back with `change` before a late departure.",
                values={"handed": dispatched.at.replace("T", " "), "out": out.replace("T", " ")},
            )
