"""Rules of visits, trips, things and routines: the cases that their docstrings do not show."""

from __future__ import annotations

import pytest

from tests.rules.edits import found

# -- visits ---------------------------------------------------------------------------------------

FOUR = "set RCP-2025-001 companions = [PER-dcuencas, PER-hrepresa, PER-etorrente, PER-jribera]"


@pytest.mark.parametrize(
    ("guests", "allowed"), [("3", False), ("10", False), ("11", False), ("12", True)]
)
def test_beyond_ten_guests_there_is_one_companion_for_three(guests: str, allowed: bool) -> None:
    said = found(FOUR, f"set RCP-2025-001 guests.0.count = {guests}")
    assert ("too-many-companions" not in said) is allowed


def test_the_office_may_set_another_ratio() -> None:
    ratio = "set office companions = {up_to_guests: 5, at_most: 4, then_one_for: 2}"
    assert found(FOUR, ratio) == {}
    assert found(FOUR, ratio, "set RCP-2025-001 guests.0.count = 8") == {}
    strict = ratio.replace("at_most: 4", "at_most: 1")
    assert list(found(FOUR, strict)) == ["too-many-companions"]


def test_a_letter_that_was_sent_back_announces_nothing() -> None:
    said = found(
        "new IN-2025-0004 like IN-2025-0003",
        "set IN-2025-0004 acts.file =",
        "add IN-2025-0004 acts = {do: return, at: 2025-03-12T09:00, by: PER-farroyuelo, reason: not ours}",
        "set RCP-2025-001 letter = IN-2025-0004",
    )
    assert said == {
        "reception-on-unregistered-letter": (
            "IN-2025-0004, which announced the reception of 2025-03-12, was returned."
        )
    }


@pytest.mark.parametrize(
    ("starts", "taken"),
    [("2025-03-20T11:59", True), ("2025-03-20T12:00", False), ("2025-03-20T08:30", False)],
)
def test_a_meeting_and_a_visit_share_a_room_only_one_after_the_other(
    starts: str, taken: bool
) -> None:
    said = found(
        "new MTG-2025-003 like MTG-2025-002",
        f"set MTG-2025-003 starts = {starts}",
        "set MTG-2025-003 ends =",
        "set MTG-2025-003 place = AST-room-0001",
        "set MTG-2025-003 agenda =",
        "set MTG-2025-003 attendance =",
        "set MTG-2025-003 quorum =",
        "set MTG-2025-003 acts = [{do: call, at: 2025-03-17T09:00, by: PER-farroyuelo}]",
    )
    assert ("room-booked-twice" in said) is taken
    assert set(said) <= {"room-booked-twice", "step-overdue"}


def test_the_office_may_ask_for_papers_earlier() -> None:
    paper = "set MTG-2025-002 agenda.0.papers = [IN-2025-0001]"
    assert found(paper) == {}
    early = "set office papers_before_days = 3"
    assert list(found(paper, early)) == ["papers-filed-late"]


# -- trips ----------------------------------------------------------------------------------------


def test_a_room_is_no_vehicle() -> None:
    said = found("set TRIP-2025-0002 vehicle = AST-room-0001")
    assert said == {"vehicle-not-available": "AST-room-0001 is not a vehicle."}


def test_a_vehicle_taken_over_from_before_was_in_service_before() -> None:
    adopted = (
        "set AST-vehicle-0001 acts = "
        "[{do: adopt, at: 2025-03-28T09:00, by: PER-farroyuelo, from: Inventory, dated: 2019-05-14}]"
    )
    assert found(adopted) == {}


# -- things ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (
            "add AST-equipment-0001 acts = {do: issue, at: TODAY, by: PER-ivadolargo, to: PER-hrepresa}",
            "It was issued on 2025-03-31, while PER-jribera had it.",
        ),
        (
            "add AST-vehicle-0001 acts = {do: return, at: TODAY, by: PER-ivadolargo, from: PER-hrepresa}",
            "PER-hrepresa gave it away on 2025-03-31; nobody had it then.",
        ),
    ],
)
def test_a_thing_is_given_by_who_has_it(edit: str, message: str) -> None:
    assert found(edit) == {"broken-keeping": message}


def test_a_shortage_cannot_be_larger_than_the_stock() -> None:
    said = found("set AST-consumable-0001 acts.adjust.qty = -13")
    assert said["stock-below-zero"] == "13 were taken out on 2025-03-03; there were 12."


def test_who_leaves_gives_back_the_seal_and_passes_on_requests() -> None:
    left = "set PER-hrepresa appointments.0.to = TODAY"
    assert "SL-oficial (Official seal)" in found(left)["kept-after-leaving"]
    asked = "set REQ-2025-0001 acts = [{do: receive, at: 2025-03-27T09:00, by: PER-ivadolargo}]"
    asked += "\nset REQ-2025-0001 promised_by = 2025-04-04"
    left = "set PER-ivadolargo appointments.0.to = TODAY"
    assert list(found(asked, left)) == ["kept-after-leaving"]
    assert found(left) == {}
    assert found(asked, left.replace("TODAY", "TOMORROW")) == {}


def test_who_changes_posts_keeps_what_was_given() -> None:
    assert (
        found(
            "set POST-OFI-05 headcount = 2",
            "set POST-OFI-05 versions.0.powers = ['custody_seal:SL-oficial', draft_out]",
            "set PER-jribera appointments.0.to = YESTERDAY",
            "add PER-jribera appointments = {post: POST-OFI-05, from: TODAY, type: titular, instrument: Note}",
        )
        == {}
    )


# -- routines -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("satisfied_by", "message"),
    [
        ("{kind: meetings}", "No records of the kind `meetings` are kept here."),
        ("{kind: meeting, act: held}", "There is no act `held` in records of the kind meeting."),
        (
            "{kind: meeting, where: type ==}",
            "`type ==` is not a formula such as type == 'training'.",
        ),
        ("{kind: meeting, where: typ}", "There is no field `typ` in records of the kind meeting."),
    ],
)
def test_a_routine_asks_for_what_there_is(satisfied_by: str, message: str) -> None:
    said = found(
        f"set RTN-leadership-meeting satisfied_by = {satisfied_by}",
        "set RTN-leadership-meeting valid = {from: 2025-03-01}",
    )
    assert said == {"routine-without-proof": message}


def test_a_routine_forgotten_for_years_names_the_last_periods() -> None:
    said = found("set RTN-leadership-meeting valid.from = 2023-01-01")
    assert said == {
        "routine-missed": "Nothing shows that it was done in …, "
        "2024-07, 2024-08, 2024-09, 2024-10, 2024-11 and 2024-12."
    }
