"""Letters, their tasks and their copies: what the blocks of the rules leave out."""

from __future__ import annotations

import pytest

from tests.rules.edits import Sample

LATER = """
    new TSK-2025-0005 like TSK-2025-0003
    set TSK-2025-0005 parent =
    set TSK-2025-0005 due = 2025-02-21
"""
UNPRINTED = """
    set OUT-2025-0001 print =
    set OUT-2025-0001 acts.print =
"""
ELSEWHERE = "set office office_unit = UNIT-HID\ndrop REQ-2025-0001"


def found(*edits: str) -> list[tuple[str, str]]:
    """What the sample says after some edits: rule and severity."""
    sample = Sample(*edits)
    return [(finding.rule, finding.severity) for finding in sample.findings()]


def test_a_letter_without_a_print_run_is_sealed_as_often_as_it_is_sent_out() -> None:
    assert found(UNPRINTED) == [("more-sealed-than-printed", "error")]
    enough = "set OUT-2025-0001 distribution = [{to: UNIT-DCA, copies: 3}]"
    assert found(UNPRINTED, enough) == []


@pytest.mark.parametrize(
    ("edit", "rules"),
    [
        # taken up after the reply
        ("shift TSK-2025-0005 +20\nset TSK-2025-0005 due = 2025-03-14", []),
        ("shift TSK-2025-0005 +12", ["reply-before-verification"]),
        (
            "set TSK-2025-0005 acts.verify =\nset TSK-2025-0005 acts.close =",
            ["reply-before-verification", "step-overdue"],
        ),
    ],
)
def test_a_reply_waits_for_the_tasks_that_were_there_before_it(edit: str, rules: list[str]) -> None:
    assert [rule for rule, _ in found(LATER, edit)] == rules


def test_a_cancelled_task_holds_up_neither_reply_nor_file() -> None:
    cancelled = """
        set TSK-2025-0005 acts.close =
        set TSK-2025-0005 acts.verify =
        set TSK-2025-0005 acts.claim_done =
        add TSK-2025-0005 acts = {do: cancel, at: 2025-02-18, by: PER-dcuencas, ref: IN-2025-0003,
          reason: the county has the old books}
    """
    filed = "add IN-2025-0001 acts = {do: file, at: 2025-02-21T09:00, by: PER-gpozohondo}"
    assert found(LATER, cancelled, filed) == []
    assert [rule for rule, _ in found(LATER, cancelled.replace("02-18", "02-24"), filed)] == [
        "letter-closed-before-task"
    ]


def test_an_act_that_is_no_approval_may_be_entered_by_whoever_could_do_it() -> None:
    slip = "set SEAL-2025-0001 acts.stamp.entered_by = "
    assert found(slip + "PER-lmeandro") == [("entered-by-bystander", "warning")]
    assert found(slip + "PER-farroyuelo") == []
    assert found(ELSEWHERE, slip + "PER-ivadolargo") == [("entered-by-bystander", "warning")]
    assert found(ELSEWHERE, slip + "PER-hrepresa") == []
    assert found("set office office_unit =", slip + "PER-ivadolargo") == []
    assert found("set SEAL-2025-0001 acts.apply_for.entered_by = PER-lmeandro") == []


def test_the_secretary_enters_what_a_meeting_did() -> None:
    assert found(ELSEWHERE, "set MTG-2025-001 acts.hold.entered_by = PER-hrepresa") == []
    assert found(ELSEWHERE, "set MTG-2025-001 acts.hold.entered_by = PER-jribera") == [
        ("entered-by-bystander", "warning")
    ]
