"""A vehicle did more kilometres than it can have done in the time it was away.

A figure too many or too few on the odometer hides other journeys. What a vehicle does in a day at
most is a setting, `kilometres_a_day`; every day begun counts whole.

Good:
    set TRIP-2025-0002 odometer.back = 49722
Bad:
    set TRIP-2025-0002 odometer.back = 49723
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.journeys import minutes_between, span, standing
from officerepo.fields import count_in
from officerepo.finding import Finding, Severity
from officerepo.index import Index

SERVES = ("R53",)
KINDS = ("trip",)
SEVERITY: Severity = "warning"
_A_DAY = 1500
_DAY = 24 * 60  # minutes


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each trip that is longer than its days allow."""
    most = index.office.number("kilometres_a_day", _A_DAY)
    for trip in standing(index):
        odometer = trip.data.get("odometer")
        if not isinstance(odometer, dict):
            continue
        driven = count_in(odometer.get("back")) - count_in(odometer.get("out"))
        if driven <= most:
            continue
        start, end = (moment[:10] for moment in span(trip))
        days = max(0, int(minutes_between(start, end))) // _DAY + 1
        if driven > most * days:
            yield Finding(
                trip.path,
                "odometer.back",
                "The trip is {driven} km long and took {days} days; {most} km a day are possible.",
                "Read the odometer again; the setting `kilometres_a_day` says what is possible.",
                values={"driven": str(driven), "days": str(days), "most": str(most)},
            )
