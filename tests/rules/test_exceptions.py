"""What looks like a fault and is none, each beside the fault that it could be taken for."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.rules.edits import Sample

SIGNED = dedent("""
    set OUT-2025-0002 to = [The public, UNIT-DCA]
    set OUT-2025-0002 distribution = [{to: UNIT-DCA, copies: 1}]
    set OUT-2025-0002 direction = public
    set OUT-2025-0002 doc_type = notice
    add OUT-2025-0002 acts = {do: review, at: 2025-03-03T10:00, by: PER-dcuencas}
    add OUT-2025-0002 acts = {do: approve, at: 2025-03-03T12:00, by: PER-amanantial, digest: auto}
""")
REPAIRED = dedent("""
    add AST-vehicle-0001 acts =
      {do: maintain, at: 2025-03-21T09:00, by: PER-ivadolargo, reason: brakes}
    add AST-vehicle-0001 acts = {do: restore, at: 2025-03-24T09:00, by: PER-ivadolargo}
""")
RELEASED = dedent("""
    add COPY-2025-0001 acts =
      {do: release, at: 2025-03-10T09:00, by: PER-gpozohondo, reason: it stays there}
""")
HEAD = dedent("""
    set OUT-2025-0001 to = [UNIT-HID]
    set OUT-2025-0001 distribution = [{to: POST-HID-01, copies: 2}]
    set OUT-2025-0001 doc_type = letter
    set OUT-2025-0001 direction = down
""")
OTHER_PAPER = "set OUT-2025-0001 reply_to = IN-2025-0003\n"


def found(*edits: str) -> set[tuple[str, str]]:
    """What the sample says after some edits: rule and severity."""
    sample = Sample(*edits)
    return {(finding.rule, finding.severity) for finding in sample.findings()}


@pytest.mark.parametrize(
    ("rule", "right", "wrong"),
    [
        (
            "superior-not-addressed-upwards",
            SIGNED,
            SIGNED.replace("[The public, UNIT-DCA]", "[UNIT-DCA]"),
        ),
        (
            "superior-not-addressed-upwards",
            SIGNED,
            SIGNED + "set POST-DIR-01 versions.0.powers = [approve_out]",
        ),
        (
            "reply-to-another-letter",
            OTHER_PAPER + "set OUT-2025-0001 refs = {replies_to: [IN-2025-0001]}",
            OTHER_PAPER + "set OUT-2025-0001 refs = {replies_to: [IN-2025-0002]}",
        ),
        ("addressee-without-copy", HEAD, HEAD.replace("to: POST-HID-01", "to: POST-OFI-01")),
        (
            "odometer-gap",
            REPAIRED + "set TRIP-2025-0002 odometer = {out: 48232, back: 48260}",
            REPAIRED + "set TRIP-2025-0002 odometer = {out: 48322, back: 48360}",
        ),
        (
            "odometer-gap",
            REPAIRED + "set TRIP-2025-0002 odometer = {out: 48232, back: 48260}",
            REPAIRED.replace("2025-03-2", "2025-03-1")
            + "set TRIP-2025-0002 odometer = {out: 48232, back: 48260}",
        ),
        (
            "controlled-copy-left-behind",
            RELEASED + "set COPY-2025-0001 holder = UNIT-DCA",
            RELEASED + "set COPY-2025-0001 holder = PER-lmeandro",
        ),
        (
            "controlled-copy-left-behind",
            RELEASED + "set COPY-2025-0001 holder = UNIT-DCA",
            RELEASED
            + "set COPY-2025-0001 holder = UNIT-DCA\n"
            + "set COPY-2025-0001 mode = consultation",
        ),
    ],
)
def test_an_exception_ends_where_the_fault_begins(rule: str, right: str, wrong: str) -> None:
    assert rule not in {name for name, _ in found(right)}
    assert rule in {name for name, _ in found(wrong)}


def test_a_secretary_who_is_no_member_is_in_attendance() -> None:
    secretary = "set MTG-2025-001 secretary = PER-farroyuelo"
    attending = "set MTG-2025-001 attendance.in_attendance = [PER-farroyuelo]"
    assert "secretary-not-present" in {rule for rule, _ in found(secretary)}
    assert "secretary-not-present" not in {rule for rule, _ in found(secretary, attending)}


def test_a_visit_that_cost_nothing_has_no_invoice() -> None:
    papers = "set RCP-2025-001 acts.settle.papers = [approval, list, letter]"
    nothing = "set RCP-2025-001 actual = 0.00"
    assert ("settled-without-papers", "error") in found(papers)
    assert "settled-without-papers" not in {rule for rule, _ in found(papers, nothing)}
    unlisted = papers.replace(", list", "")
    assert ("settled-without-papers", "error") in found(unlisted, nothing)


def test_a_paper_that_is_dated_ahead_keeps_its_date() -> None:
    ahead = "set IN-2025-0003 dated = 2025-03-30"
    waived = """
        add POST-DIR-01 versions.0.powers = register
        set IN-2025-0003 waive = [{rule: dated-after-presentation, because: the stamp says so,
          by: PER-amanantial, until: 2025-12-31}]
    """
    assert found(ahead) == {("dated-after-presentation", "warning")}
    assert found(ahead, waived) == set()


def test_another_driver_takes_the_keys_after_a_new_approval() -> None:
    plan = """
        set TRIP-2025-0002 acts.check =
        set TRIP-2025-0002 acts.return =
        set TRIP-2025-0002 driver = PER-jribera
        add TRIP-2025-0002 acts =
          {do: change, at: 2025-03-27T08:00, by: PER-ivadolargo, reason: the driver fell ill}
    """
    approved = """
        add TRIP-2025-0002 acts =
          {do: approve, at: 2025-03-27T08:10, by: PER-bcaudales, digest: auto}
        set TRIP-2025-0002 out = 2025-03-27T08:30
    """
    away = """
        add TRIP-2025-0002 acts = {do: dispatch, at: 2025-03-27T08:20, by: PER-ivadolargo}
        add TRIP-2025-0002 acts = {do: return, at: 2025-03-27T11:35, by: PER-jribera}
        add TRIP-2025-0002 acts = {do: check, at: 2025-03-27T12:00, by: PER-bcaudales}
    """
    assert found(plan, approved, away) == set()
    assert ("skipped-state", "error") in found(plan, away)


def test_nobody_is_told_to_mark_a_held_dossier_destroyed() -> None:
    undone = "set DOS-145-2014-001 acts.destroy ="
    hold = "set DOS-145-2014-001 hold = a wage claim of March 2025"
    assert "disposal-not-carried-over" in {rule for rule, _ in found(undone)}
    rules = {rule for rule, _ in found(undone, hold)}
    assert "destroyed-despite-hold" in rules
    assert "disposal-not-carried-over" not in rules
