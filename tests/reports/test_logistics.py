"""Reports of logistics: vehicles, rooms, supplies, things, guests, copies."""

from __future__ import annotations

from datetime import date

from tests.reports.rows import demo, of
from tests.reports.year import rows
from tests.rules.edits import Sample

VAN, CAR = "AST-vehicle-0001", "AST-vehicle-0002"
LABELS, PAPER = "AST-consumable-0001", "AST-consumable-0002"


def test_a_trip_shows_its_distance_and_who_approved_it() -> None:
    found = rows("vehicle-log")
    assert [row["record"] for row in found] == [f"TRIP-2025-{n:04}" for n in range(16, 0, -1)]
    first = found[-1]
    assert (first["odometer_out"], first["odometer_back"], first["distance"]) == (
        "61204",
        "61389",
        "185",
    )
    assert (first["driver"], first["approved_by"], first["fuel"]) == (
        "PER-tnivel",
        "PER-dcuencas",
        "21.6",
    )


def test_a_vehicle_adds_up_its_year() -> None:
    # The van from 61204 to 62385 km, 41 of them in no trip; the car to the coast twice.
    assert of(rows("vehicles"), "record", "odometer", "trips", "distance", "next") == [
        (VAN, "62385", "14", str(62385 - 61204 - 41), ""),
        (CAR, "38978", "2", str(134 + 134), ""),
    ]


def test_the_next_trip_of_a_vehicle_is_the_first_that_is_approved() -> None:
    trip = demo().records["TRIP-2025-0001"]
    assert trip.state == "checked"
    index = Sample(
        "set TRIP-2025-0002 acts.dispatch =",
        "set TRIP-2025-0002 acts.return =",
        "set TRIP-2025-0002 acts.check =",
        "set TRIP-2025-0002 back =",
        "set TRIP-2025-0002 odometer =",
    ).index()
    out = index.records["TRIP-2025-0002"].data["out"]
    day = date.fromisoformat(out[:10])
    assert of(rows("vehicles", index, day), "next", "next_out") == [("TRIP-2025-0002", out)]
    after = date.fromordinal(day.toordinal() + 1)
    assert of(rows("vehicles", index, after), "next") == [("",)]


def test_a_room_is_taken_by_meetings_and_by_points_of_a_visit() -> None:
    mine = [row for row in rows("rooms") if row["record"] == "RCP-2025-001"]
    assert of(mine, "start", "end", "room") == [
        ("2025-03-20T14:30", "2025-03-20T16:00", "AST-room-0001"),
        ("2025-03-20T09:30", "2025-03-20T10:00", "AST-room-0001"),
    ]


def test_a_supply_shows_what_is_left_and_what_moved() -> None:
    assert of(rows("stock"), "record", "stock", "short", "received", "issued", "counted") == [
        (LABELS, "8", "no", str(8 + 12 + 8), str(3 + 2 + 3 + 3 + 2 + 2 + 2), "2025-12-19"),
        (PAPER, "30", "no", str(22 + 30 + 30), str(8 + 8 + 5 + 8 + 9 + 6 + 8), "2025-12-19"),
    ]
    low = rows("stock", today=date(2025, 9, 5))
    assert of(low, "record", "stock", "short")[0] == (LABELS, "2", "yes")


def test_movements_say_what_was_left() -> None:
    mine = [row for row in rows("stock-movements") if row["record"] == LABELS]
    assert len(mine) == 14
    assert of(mine, "what", "qty", "stock", "party")[:4] == [
        ("Counted", "8", "8", ""),
        ("Issued", "2", "8", "UNIT-LAB"),
        ("Restocked", "8", "10", ""),
        ("Stock adjusted", "-3", "2", ""),
    ]


def test_a_thing_shows_where_it_is_and_who_has_it() -> None:
    found = {row["record"]: row for row in rows("inventory")}
    assert len(found) == 7
    laptop = found["AST-equipment-0032"]
    assert (laptop["keeper"], laptop["since"]) == ("PER-ocanales", "2025-09-30")
    assert laptop["location"] == "Room 1.11"
    assert found["AST-equipment-0033"]["keeper"] == "POST-HID-02"
    assert found[VAN]["keeper"] == ""


def test_guests_are_counted_over_their_groups() -> None:
    first = rows("reception-list")[-1]
    assert (first["record"], first["arrives"]) == ("RCP-2025-001", "2025-03-20T09:30")
    assert (first["bodies"], first["guests"], first["companions"]) == (["UNIT-DCA"], "6", "2")
    assert (first["estimate"], first["actual"]) == ("78.00", "74.60")


def test_copies_that_are_out_come_first() -> None:
    assert of(rows("copies"), "record", "of", "copy_no", "holder", "since") == [
        ("COPY-2025-0007", "OUT-2025-0008", "2", "PER-ocanales", "2025-09-30"),
        ("COPY-2025-0001", "OUT-2025-0008", "1", "PER-ucharco", "2025-02-04"),
        ("COPY-2025-0005", "OUT-2025-0008", "", "UNIT-JSY", "2025-06-10"),
    ]
