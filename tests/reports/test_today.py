"""What waits, what is late, what is told: rows over the sample and the demo office."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reports.rows import Row, demo, of, rows

CLAIMED = """
    set TSK-2025-0001 acts.close =
    set TSK-2025-0001 acts.verify =
"""
CIRCULAR = """
    new OUT-2025-0003 like OUT-2025-0001
    shift OUT-2025-0003 +14
    set OUT-2025-0003 doc_type = circular
    set OUT-2025-0003 direction = down
    set OUT-2025-0003 to = [UNIT-HID, POST-OFI-07, UNIT-DCA]
    set OUT-2025-0003 reply_to =
    set OUT-2025-0003 ack_required = received
"""
CONFIRMED = """
    new ACK-OUT-2025-0003-UNIT-HID like ACK-REG-duties-v1-PER-hrepresa
    set ACK-OUT-2025-0003-UNIT-HID of = OUT-2025-0003
    set ACK-OUT-2025-0003-UNIT-HID who = UNIT-HID
    set ACK-OUT-2025-0003-UNIT-HID level = received
    set ACK-OUT-2025-0003-UNIT-HID acts.acknowledge.at = 2025-03-07T09:00
"""


def without_draft(name: str, *edits: str, **wishes: Any) -> list[Row]:
    """The rows but that of the sample's letter that is still a draft."""
    return [row for row in rows(name, *edits, **wishes) if row["record"] != "OUT-2025-0002"]


def test_what_waits_is_told_with_the_days_it_has_waited() -> None:
    """29 January was a Wednesday; up to Friday 7 February there are seven worked days."""
    (row,) = rows("awaiting", CLAIMED, day="2025-02-07", period="2025-01")
    assert row == {
        "record": "TSK-2025-0001",
        "next": "Verified",
        "state": "TSK-2025-0001",
        "posts": ["POST-OFI-02"],
        "remark": "",
        "since": "2025-01-29T14:00",
        "workdays": "7",
    }


def test_what_waits_can_be_asked_for_by_the_unit_that_can_act() -> None:
    assert of(without_draft("awaiting", CLAIMED, unit="UNIT-OFI"), "record") == [("TSK-2025-0001",)]
    assert rows("awaiting", CLAIMED, unit="UNIT-HID") == []


def test_where_nobody_can_act_it_says_so() -> None:
    own = "set TSK-2025-0001 owner = POST-OFI-02"
    task, minutes = without_draft("awaiting", CLAIMED, own)
    assert (task["posts"], task["remark"][:10]) == ([], "Nobody can")
    assert (minutes["record"], minutes["posts"], minutes["remark"]) == (
        *("MTG-2025-002", ["POST-DIR-01"]),
        "",
    )


def test_the_demo_office_waits_for_the_approval_of_its_next_plan() -> None:
    found = of(rows("awaiting", index=demo(), day="2025-12-31"), "record", "next", "posts")
    assert found == [("PLN-2026-annual", "Approved", ["POST-DIR-01"])]


def test_what_is_late_says_what_is_to_be_done() -> None:
    late = without_draft("overdue", "set TSK-2025-0004 due = 2025-03-28")
    assert of(late, "due", "days_late", "record", "waits_for") == [
        ("2025-03-28", "3", "TSK-2025-0004", ["POST-HID-01"])
    ]
    assert late[0]["step"] == "to be done"
    assert late[0]["to_do"].startswith("Urge the post")


def test_what_is_due_in_a_week_is_not_late() -> None:
    soon = without_draft("overdue", "set TSK-2025-0004 due = 2025-04-07")
    assert of(soon, "due", "days_late") == [("2025-04-07", "")]
    assert without_draft("overdue", "set TSK-2025-0004 due = 2025-04-08") == []


def test_a_task_that_was_reported_done_waits_for_whoever_can_verify_it() -> None:
    """Reported on 29 January: ten worked days later it was to be verified and closed."""
    (late,) = without_draft("overdue", CLAIMED)
    assert late["to_do"].startswith("Have somebody else verify it")
    assert of([late], "due", "record", "step", "waits_for") == [
        ("2025-02-12", "TSK-2025-0001", "to be verified and closed", ["POST-OFI-02"])
    ]


def test_a_suspended_task_waits_for_whoever_can_resume_it() -> None:
    """Twenty worked days after its day, 3 March, it is to be looked at again."""
    suspended = """
        set TSK-2025-0004 due = 2025-03-03
        add TSK-2025-0004 acts =
          {do: suspend, at: 2025-02-28T09:00, by: PER-dcuencas, reason: the lamps are out of stock}
    """
    (row,) = without_draft("overdue", suspended)
    assert of([row], "due", "days_late", "step", "waits_for") == [
        ("2025-03-31", "", "to be resumed or cancelled", ["POST-OFI-01"])
    ]


MONTHLY = "set RTN-leadership-meeting valid = {from: 2025-01-01}"


def test_a_missed_turn_is_late_until_a_later_one_is_kept() -> None:
    """The leadership met in January and February, and in no month after that."""

    def turns(day: str, *edits: str) -> list[tuple[Any, ...]]:
        found = without_draft("overdue", MONTHLY, *edits, day=day)
        found = [row for row in found if row["record"] == "RTN-leadership-meeting"]
        return of(found, "due", "days_late", "step", "waits_for")

    owner = ["POST-DIR-01"]
    assert turns("2025-03-23") == []
    assert turns("2025-03-24") == [("2025-03-31", "", "2025-03: to be done", owner)]
    assert turns("2025-03-31") == [("2025-03-31", "", "2025-03: to be done", owner)]
    missed = ("2025-03-31", "8", "2025-03: not done", owner)
    assert turns("2025-04-08") == [missed]
    assert turns("2025-05-01") == [
        ("2025-03-31", "31", "2025-03: not done", owner),
        ("2025-04-30", "1", "2025-04: not done", owner),
    ]
    again = "new MTG-2025-003 like MTG-2025-002\nshift MTG-2025-003 +70"  # 15 April
    assert turns("2025-05-01", *again.split("\n")) == []


@pytest.mark.parametrize(
    ("edits", "waits"),
    [
        ((), False),
        (("set IN-2025-0001 acts.reply =",), True),
        (("set IN-2025-0001 acts.reply =", "set IN-2025-0001 handling = inform"), False),
        (("set IN-2025-0001 acts.reply =", "set IN-2025-0001 sender = UNIT-HID"), False),
    ],
)
def test_letters_without_reply_are_counted_alike_everywhere(
    edits: tuple[str, ...], waits: bool
) -> None:
    found = rows("letters-without-reply", *edits)
    assert of(found, "record", "due", "late", "owner") == (
        [("IN-2025-0001", "2025-02-21", "yes", "UNIT-HID")] if waits else []
    )
    assert sum(int(row["we_owe"]) for row in rows("correspondence", *edits)) == len(found)
    letters = [
        row for row in rows("services", *edits) if row["service"] == "Letters to be answered"
    ]
    assert sum(int(row["waiting"]) for row in letters) == len(found)


def test_a_confirmation_is_owed_by_each_addressee_in_the_house() -> None:
    """Issued on 6 March, a Thursday, with five worked days: due on the 13th."""
    names = "due", "days_late", "record", "waits_for"
    assert of(without_draft("overdue", CIRCULAR), *names) == [
        ("2025-03-13", "18", "OUT-2025-0003", ["POST-OFI-07", "UNIT-HID"]),
    ]
    assert of(without_draft("overdue", CIRCULAR, CONFIRMED), *names) == [
        ("2025-03-13", "18", "OUT-2025-0003", ["POST-OFI-07"]),
    ]
    assert without_draft("overdue", CIRCULAR, day="2025-03-05") == []


def test_news_are_what_was_published_and_the_commendations() -> None:
    found = of(rows("news", index=demo(), day="2025-12-31"), "day", "what", "record")
    assert found[:3] == [
        ("2025-12-19", "Staff story", "WRT-2025-011"),
        ("2025-12-18", "Commendation", "MTG-2025-025"),
        ("2025-11-04", "News", "WRT-2025-009"),
    ]
    assert len(found) == 7
    withdrawn = (
        "set WRT-2025-001 type = news\n"
        "add WRT-2025-001 acts = "
        "{do: withdraw, at: 2025-03-20T09:00, by: PER-dcuencas, reason: the lamps were wrong}"
    )
    assert of(rows("news", "set WRT-2025-001 type = news"), "record") == [("WRT-2025-001",)]
    assert rows("news", withdrawn) == []
