"""How long a vehicle is away, and which trips overlap."""

from __future__ import annotations

import pytest

from officerepo.domain.journeys import clashes, span, standing
from officerepo.record import Record
from tests.rules.edits import Sample


def trip(name: str, out: str, back: str = "", expected: str = "") -> Record:
    return Record(name, "trip", "", "", {"out": out, "back": back, "expected_back": expected})


@pytest.mark.parametrize(
    ("out", "back", "expected", "until"),
    [
        ("2025-03-20T08:00", "", "", "2025-03-20T23:59"),
        ("2025-03-20T08:00", "", "2025-03-20T12:00", "2025-03-20T12:00"),
        ("2025-03-20T08:00", "2025-03-21T13:40:30", "2025-03-20T12:00", "2025-03-21T13:40"),
    ],
)
def test_a_trip_takes_until_it_is_back_or_expected_or_the_end_of_the_day(
    out: str, back: str, expected: str, until: str
) -> None:
    assert span(trip("TRIP-2025-0001", out, back, expected)) == (out, until)


def test_each_trip_clashes_with_the_one_that_is_still_away() -> None:
    long = trip("A", "2025-03-20T08:00", "2025-03-20T18:00")
    short = trip("B", "2025-03-20T09:00", "2025-03-20T10:00")
    inside = trip("C", "2025-03-20T11:00", "2025-03-20T12:00")
    after = trip("D", "2025-03-20T18:00", "2025-03-20T19:00")
    found = [(one.id, other.id) for one, other in clashes([after, inside, short, long])]
    assert found == [("B", "A"), ("C", "A")]


def test_what_is_only_asked_for_or_refused_does_not_stand() -> None:
    sample = Sample()
    for act in ("check", "return", "dispatch", "approve"):
        sample.edit(f"set TRIP-2025-0002 acts.{act} =")
    assert sample.index().records["TRIP-2025-0002"].state == "requested"
    assert [found.id for found in standing(sample.index())] == ["TRIP-2025-0001"]
