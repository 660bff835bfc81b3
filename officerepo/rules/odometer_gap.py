"""The odometer shows another figure at departure than when the vehicle came back.

The log is a chain: what lies between two entries is a trip that nobody entered, or a slip of the
pen. A trip that did happen cannot be undone, so this is a warning. The few kilometres of a test
drive, between being sent for repair and back in service, are the workshop's.

Good:
    set TRIP-2025-0002 odometer = {out: 48222, back: 48300}
Bad:
    set TRIP-2025-0002 odometer = {out: 48232, back: 48260}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from officerepo.domain.journeys import span, standing
from officerepo.fields import count_in
from officerepo.finding import Finding, Severity
from officerepo.index import Index
from officerepo.record import Record, is_before

SERVES = ("R53",)
SEVERITY: Severity = "warning"
_TEST_DRIVE = 50  # kilometres


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each trip whose first figure is not the last one of the trip before."""
    by_vehicle: dict[str, list[Record]] = {}
    for trip in standing(index):
        if isinstance(trip.data.get("odometer"), dict):
            by_vehicle.setdefault(str(trip.data.get("vehicle", "")), []).append(trip)
    for vehicle, trips in by_vehicle.items():
        trips.sort(key=lambda trip: (span(trip), trip.id))
        for before, trip in pairwise(trips):
            came, left = str(before.data["odometer"].get("back", "")), trip.data["odometer"]
            if came and str(left.get("out", "")) != came:
                driven = count_in(left.get("out")) - count_in(came)
                if 0 < driven <= _TEST_DRIVE and _in_workshop(index, vehicle, before, trip):
                    continue
                yield Finding(
                    trip.path,
                    "odometer.out",
                    "{vehicle} left with {left} km; it had come back from {before} with {came} km.",
                    "Read the odometer again, or enter the trip that is missing.",
                    values={
                        "vehicle": vehicle,
                        "left": str(left.get("out", "")),
                        "before": before.id,
                        "came": came,
                    },
                )


def _in_workshop(index: Index, vehicle: str, before: Record, trip: Record) -> bool:
    """Whether a vehicle was sent for repair and came back between two of its trips."""
    asset = index.records.get(vehicle)
    since, until = span(before)[1], span(trip)[0]
    acts = asset.acts if asset else ()
    sent = [act.at for act in acts if act.do == "maintain" and not is_before(act.at, since)]
    back = [act.at for act in acts if act.do == "restore" and not is_before(until, act.at)]
    return bool(sent and back) and not is_before(max(back), min(sent))
