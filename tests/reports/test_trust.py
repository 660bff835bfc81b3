"""Reports of trust: what was late, corrected, voided, waived, countersigned, left out."""

from __future__ import annotations

from datetime import date

from tests.reports.rows import of
from tests.reports.year import rows
from tests.rules.edits import Sample

DAY = date(2025, 3, 31)


def test_a_late_entry_names_who_vouched_for_it() -> None:
    found = rows("late-entries")
    assert of(found, "at", "month", "record", "by", "post", "entered_by", "countersigned") == [
        (
            "2025-06-03T12:20",
            "2025-06",
            "SEAL-2025-0020",
            "PER-qestuario",
            ["POST-PER-01"],
            "PER-farroyuelo",
            ["PER-cremanso"],
        ),
        (
            "2025-06-03T10:40",
            "2025-06",
            "SEAL-2025-0019",
            "PER-lmeandro",
            ["POST-HID-01"],
            "PER-farroyuelo",
            ["PER-cremanso"],
        ),
    ]


def test_a_correction_keeps_both_values() -> None:
    index = Sample(
        """add TSK-2025-0003 acts = {do: correct, at: 2025-03-27T09:00, by: PER-farroyuelo,
          field: done_when, was: [a, b], is: "", reason: slip}""",
        """add TSK-2025-0003 acts = {do: countersign, at: 2025-03-28T09:00, by: PER-dcuencas,
          of: correct, text: seen}""",
    ).index()
    mine = [row for row in rows("corrections", index, DAY) if row["record"] == "TSK-2025-0003"]
    assert of(mine, "what", "field", "of", "was", "is", "reason", "by") == [
        ("Countersigned", "", "Corrected", "", "", "seen", "PER-dcuencas"),
        ("Corrected", "done_when", "", "a, b", "", "slip", "PER-farroyuelo"),
    ]


def test_void_numbers_stay_in_sight() -> None:
    assert of(rows("voids"), "at", "record", "register", "by") == [
        ("2025-04-04T13:10", "OUT-2025-0018", "Exit register", "PER-farroyuelo"),
        ("2025-01-16T10:05", "IN-2025-0006", "Entry register", "PER-farroyuelo"),
    ]


def test_a_waiver_that_ended_comes_last() -> None:
    names = ("record", "rule", "until", "holds")
    odometer = ("TRIP-2025-0014", "odometer-gap", "2026-10-20")
    lessons = ("TSK-2025-0014", "major-task-without-lessons", "2026-06-30")
    assert of(rows("waivers"), *names) == [(*lessons, "yes"), (*odometer, "yes")]
    later = rows("waivers", today=date(2026, 7, 1))
    assert of(later, *names) == [(*odometer, "yes"), (*lessons, "no")]


def test_one_person_in_two_parts_is_listed_where_a_control_is_set() -> None:
    doubled = "set SEAL-2025-0001 acts.apply_for.by = PER-dcuencas"
    control = (
        "set office compensating_control = {for: four-eyes, by_power: approve_plan, within_days: 5}"
    )
    assert rows("compensating-controls", Sample(doubled).index(), DAY) == []
    waiting = rows("compensating-controls", Sample(doubled, control).index(), DAY)
    assert [row["record"] for row in waiting] == ["SEAL-2025-0001"] * len(waiting)
    assert {(row["also"], row["power"]) for row in waiting} == {("Applied for", "Approve plans")}
    assert {row["countersigned"] for row in waiting} == {""}


def test_a_number_that_is_missing_is_a_gap() -> None:
    assert rows("number-gaps") == []
    found = rows("number-gaps", Sample("drop SEAL-2025-0002").index(), DAY)
    assert of(found, "register", "first", "last", "numbers") == [
        ("Seal register", "SEAL-2025-0002", "SEAL-2025-0002", "1")
    ]
