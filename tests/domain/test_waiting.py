"""What waits for somebody's word in the sample office, and who could give it."""

from __future__ import annotations

import pytest

from officerepo.domain.waiting import waiting
from tests.rules.edits import Sample

DAY = "2025-03-31"

CLAIMED = """
    set TSK-2025-0001 acts.close =
    set TSK-2025-0001 acts.verify =
"""
VERIFIED = "set TSK-2025-0001 acts.close ="
STARTED = """
    add TSK-2025-0004 acts = {do: accept, at: 2025-03-18T09:00, by: PER-lmeandro}
    add TSK-2025-0004 acts = {do: start, at: 2025-03-18T09:30, by: PER-lmeandro}
"""
ASKED = (
    "add TSK-2025-0004 acts = {do: ask_extension, at: 2025-03-20T09:00, by: PER-lmeandro, "
    "until: 2026-06-30, reason: no lamps in the shops}\n"
)
EXTENDED = (
    "add TSK-2025-0004 acts = "
    "{do: extend, at: 2025-03-21T09:00, by: PER-dcuencas, until: 2026-06-30}\n"
)
SUBMITTED = "set BRF-2025-001 acts.rule ="
APPLIED = """
    set SEAL-2025-0001 acts.file =
    set SEAL-2025-0001 acts.stamp =
    set SEAL-2025-0001 acts.approve =
"""
ANSWERED = """
    set REQ-2025-0001 acts.close =
    set REQ-2025-0001 acts.confirm =
"""
IN_HAND = f"{ANSWERED}    set REQ-2025-0001 acts.answer ="
ASSIGNED = """
    set IN-2025-0001 acts.reply =
    set IN-2025-0001 acts.do =
"""
CHECKED = f"""{ASSIGNED}
    set IN-2025-0001 acts.assign =
    set IN-2025-0001 acts.rule =
"""


def waits(record: str, *edits: str, day: str = DAY) -> list[tuple[str, str, tuple[str, ...]]]:
    """For what a record of the sample waits, since when, and by which posts."""
    sample = Sample(*edits)
    return [
        (each.act.name, each.since, each.posts)
        for each in waiting(sample.index(), day)
        if each.record.id == record
    ]


def test_work_in_hand_and_what_is_done_wait_for_nobody() -> None:
    assert waits("TSK-2025-0001") == []
    assert waits("TSK-2025-0004", STARTED) == []
    assert waits("DOS-220-2025-001") == []  # open, and its closing is an approval
    assert waits("AST-equipment-0001") == []
    assert waits("SL-oficial") == []


@pytest.mark.parametrize(
    ("record", "edits", "expected"),
    [
        ("TSK-2025-0001", CLAIMED, ("verify", "2025-01-29T14:00", ("POST-OFI-02",))),
        ("TSK-2025-0001", VERIFIED, ("close", "2025-01-30T10:00", ("POST-OFI-01",))),
        ("BRF-2025-001", SUBMITTED, ("rule", "2025-03-06T09:00", ("POST-DIR-01",))),
        ("IN-2025-0001", ASSIGNED, ("do", "2025-02-03T13:00", ("POST-HID-01",))),
        ("IN-2025-0001", CHECKED, ("rule", "2025-02-03T10:00", ("POST-DIR-01",))),
        ("REQ-2025-0001", IN_HAND, ("answer", "2025-03-03T09:30", ("POST-OFI-06",))),
        # who was served may confirm it, or the registrar in their name; not who answered
        (
            "REQ-2025-0001",
            ANSWERED,
            ("confirm", "2025-03-05T12:00", ("POST-HID-01", "POST-OFI-03")),
        ),
    ],
)
def test_it_waits_for_those_who_can(
    record: str, edits: str, expected: tuple[str, str, tuple[str, ...]]
) -> None:
    assert waits(record, edits) == [expected]


def test_whose_work_it_is_does_not_judge_it() -> None:
    """The one who may verify tasks owns this one: nobody else has the power."""
    own = "set TSK-2025-0001 owner = POST-OFI-02"
    assert waits("TSK-2025-0001", CLAIMED, own) == [("verify", "2025-01-29T14:00", ())]


def test_who_stands_in_can_and_who_left_cannot() -> None:
    away = "set PER-etorrente appointments.0.to = 2025-03-14"
    assert waits("TSK-2025-0001", CLAIMED, away) == [("verify", "2025-01-29T14:00", ())]
    acting = (
        "add PER-ivadolargo appointments = {post: POST-OFI-02, from: 2025-03-15, to: 2025-04-30, "
        "type: acting, instrument: Order of 14 March 2025}"
    )
    expected = [("verify", "2025-01-29T14:00", ("POST-OFI-02",))]
    assert waits("TSK-2025-0001", CLAIMED, away, acting) == expected
    assert waits("TSK-2025-0001", CLAIMED, away, acting, day="2025-05-02") == [
        ("verify", "2025-01-29T14:00", ())
    ]


def test_more_time_waits_for_those_who_may_give_it_until_they_do() -> None:
    assert waits("TSK-2025-0004", STARTED, ASKED) == [
        ("extend", "2025-03-20T09:00", ("POST-OFI-01",))
    ]
    assert waits("TSK-2025-0004", STARTED, ASKED, EXTENDED) == []
    again = ASKED.replace("2025-03-20", "2025-03-24")
    assert waits("TSK-2025-0004", STARTED, ASKED, EXTENDED, again) == [
        ("extend", "2025-03-24T09:00", ("POST-OFI-01",))
    ]


def test_a_letter_to_be_noted_asks_for_no_answer() -> None:
    assert waits("IN-2025-0001", ASSIGNED, "set IN-2025-0001 handling = inform") == []


def test_what_has_its_day_waits_for_nobody_before_it() -> None:
    """The look back on a settlement is set for a day."""
    settled = "set MED-2025-01 followup_due = 2025-04-15"
    assert waits("MED-2025-01", settled) == []
    (found,) = waits("MED-2025-01", settled, day="2025-04-15")
    assert found[0] == "follow_up"


def test_a_review_without_a_power_is_for_anybody_else() -> None:
    drafted = """
        set WRT-2025-001 acts.publish =
        set WRT-2025-001 acts.approve =
        set WRT-2025-001 acts.review =
    """
    sample = Sample()
    sample.edit(drafted)
    (found,) = (each for each in waiting(sample.index(), DAY) if each.record.kind == "writing")
    assert (found.act.name, found.posts, found.anybody) == ("review", (), True)
