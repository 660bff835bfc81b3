"""What is awaited of a record, by which day, and who answers for it."""

from __future__ import annotations

from datetime import date

import pytest

from officerepo.domain.deadlines import awaited, who_answers
from officerepo.domain.owed import is_late
from tests.rules.edits import Sample

TRIP = """
    set TRIP-2025-0002 acts.check =
    set TRIP-2025-0002 acts.return =
    set TRIP-2025-0002 odometer =
    set TRIP-2025-0002 back =
"""

PROPOSED = "{do: propose, at: 2025-03-10T09:00, by: PER-dcuencas}"
NOTIFIED = "set CND-2025-01 acts.take_effect =\n"
APPEALABLE = "set CND-2025-01 acts.notify.appeal_until = 2025-03-25"
CONFIRMED = "ACK-REG-duties-v1-PER-hrepresa"
ASKED = f"set {CONFIRMED} question = From which day?\n"
ANSWERED = (
    f"add {CONFIRMED} acts = "
    "{do: answer, at: 2025-03-03, by: PER-dcuencas, text: from the first of the month}"
)


def waits(record: str, *edits: str) -> tuple[str, str]:
    """The name of the deadline that runs for a record of the sample, and its last day."""
    sample = Sample(*edits)
    index = sample.index()
    found = awaited(index, index.records[record])
    return (found.deadline.name, found.day) if found else ("", "")


@pytest.mark.parametrize(
    ("record", "edits", "expected"),
    [
        ("TSK-2025-0004", "", ("due", "2026-05-29")),
        # one who has reported is not late; the second look has ten working days
        (
            "TSK-2025-0001",
            "set TSK-2025-0001 acts.close =\nset TSK-2025-0001 acts.verify =",
            ("second-look", "2025-02-12"),
        ),
        (
            "TSK-2025-0001",
            "set TSK-2025-0001 followup_due = 2025-03-03",
            ("look-back", "2025-03-03"),
        ),
        (
            "TSK-2025-0001",
            (
                "set TSK-2025-0001 followup_due = 2025-03-03\n"
                "add TSK-2025-0001 acts = "
                "{do: follow_up, at: 2025-03-03, by: PER-etorrente, remarks: it lasts}"
            ),
            ("", ""),
        ),
        ("MED-2025-01", "", ("look-back", "2026-03-06")),
        ("TRIP-2025-0002", "set TRIP-2025-0002 acts.check =", ("confirmation", "2025-04-03")),
        ("TRIP-2025-0002", TRIP, ("return", "2025-03-28")),
        (
            "TRIP-2025-0002",
            TRIP + "    set TRIP-2025-0002 expected_back = 2025-04-01",
            ("return", "2025-04-02"),
        ),
        ("OUT-2025-0002", "", ("next-step", "2025-03-31")),
        # a correction is no step
        (
            "OUT-2025-0002",
            (
                "add OUT-2025-0002 acts = {do: correct, at: 2025-03-28, by: PER-farroyuelo, "
                "field: unit, was: '', is: UNIT-OFI, reason: forgotten}"
            ),
            ("next-step", "2025-03-31"),
        ),
        ("IN-2025-0003", "", ("", "")),
        (
            "CND-2025-01",
            f"set CND-2025-01 acts = [{PROPOSED}]",
            ("first-step", "2025-04-07"),
        ),
        ("CND-2025-01", "", ("", "")),
        ("CND-2025-01", NOTIFIED, ("effect", "2025-04-07")),
        ("CND-2025-01", NOTIFIED + APPEALABLE, ("appeal-over", "2025-04-08")),
        (
            "REG-conduct-v1",
            "set REG-conduct-v1 acts.enter_into_force =",
            ("entry-into-force", "2024-03-05"),
        ),
        ("AST-equipment-0001", "set AST-equipment-0001 acts.restore =", ("repair", "2025-04-07")),
        ("EVL-2025-hid", "", ("review", "2025-04-25")),
        ("EVL-2025-hid", "set EVL-2025-hid acts.notify =", ("notice", "2025-04-10")),
        ("PLN-2025-annual", "", ("review", "2026-02-11")),
        ("PLN-2025-annual", "set PLN-2025-annual acts.start =", ("start", "2025-02-13")),
        ("WRT-2025-001", "set WRT-2025-001 acts.publish =", ("next-step", "2025-04-23")),
        ("DISP-2025-01", "set DISP-2025-01 acts.execute =", ("execution", "2025-04-16")),
        # only who asked waits for an answer, and only until it came
        (CONFIRMED, "", ("", "")),
        (CONFIRMED, ASKED, ("answer", "2025-01-24")),
        (CONFIRMED, ASKED + ANSWERED, ("", "")),
        ("COPY-2025-0001", "", ("still-there", "2025-12-31")),
        ("COPY-2025-0001", "set COPY-2025-0001 mode = extract", ("", "")),
        (
            "COPY-2025-0001",
            "set COPY-2025-0001 acts.issue =\nset COPY-2025-0001 acts.approve =",
            ("decision", "2025-01-21"),
        ),
        (
            "COPY-2025-0001",
            (
                "add COPY-2025-0001 acts = "
                "{do: lose, at: 2025-03-03, by: PER-gpozohondo, reason: left in the boat}"
            ),
            ("loss", "2025-03-31"),
        ),
    ],
)
def test_what_a_record_waits_for(record: str, edits: str, expected: tuple[str, str]) -> None:
    assert waits(record, edits) == expected


def test_an_extension_moves_the_day() -> None:
    edits = (
        "add TSK-2025-0004 acts = {do: accept, at: 2025-03-18, by: PER-lmeandro}",
        "add TSK-2025-0004 acts = {do: extend, at: 2025-03-19, by: PER-dcuencas, until: 2026-06-30}",
    )
    assert waits("TSK-2025-0004", *edits) == ("due", "2026-06-30")


def test_the_last_day_is_in_time() -> None:
    index = Sample().index()
    record = index.records["OUT-2025-0002"]
    assert not is_late(index, record, date(2025, 3, 31))
    assert is_late(index, record, date(2025, 4, 1))


def test_posts_answer_and_not_people() -> None:
    index = Sample().index()
    trip, task = index.records["TRIP-2025-0002"], index.records["TSK-2025-0004"]
    assert who_answers(index, trip, "driver", "2025-03-31") == ["POST-HID-01"]
    assert who_answers(index, task, "owner", "2025-03-31") == "POST-HID-01"
    assert who_answers(index, task, "", "2025-03-31") == ""
