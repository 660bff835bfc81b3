"""Figures in texts: when a wrong one is an error, and as of which moment it is counted."""

from __future__ import annotations

import pytest

from officerepo.finding import fill
from tests.rules.edits import Sample

WRONG = "[{text: Four tasks, value: 4, query: tasks.closed}]"
RIGHT = "[{text: Three tasks, value: 3, query: tasks.closed}]"


def judged(*edits: str) -> list[tuple[str, str]]:
    """What the rules on figures say of the sample once it was edited: rule and severity."""
    sample = Sample()
    for edit in edits:
        sample.edit(edit)
    mine = ("claim-not-as-recorded", "figure-without-source", "count-not-understood")
    return [(found.rule, found.severity) for found in sample.findings() if found.rule in mine]


@pytest.mark.parametrize(
    ("edits", "severity"),
    [
        ((), "error"),
        (("set WRT-2025-001 type = situation",), "error"),
        (("set WRT-2025-001 type = speech",), "warning"),
        (("set WRT-2025-001 acts.publish =", "set WRT-2025-001 acts.approve ="), "warning"),
        (
            (
                "set WRT-2025-001 acts.publish =",
                (
                    "add WRT-2025-001 acts ="
                    " {do: redraft, at: 2025-03-13, by: PER-etorrente, reason: the figures}"
                ),
            ),
            "warning",
        ),
    ],
)
def test_a_wrong_figure_is_an_error_in_a_settled_report(
    edits: tuple[str, ...], severity: str
) -> None:
    claims = f"set WRT-2025-001 claims = {WRONG}"
    assert judged(claims, *edits) == [("claim-not-as-recorded", severity)]
    nothing = "set WRT-2025-001 claims = [{text: Four tasks, value: 4}]"
    assert judged(nothing, *edits) == [("figure-without-source", severity)]


def test_a_briefing_is_settled_when_it_is_submitted() -> None:
    claims = f"set BRF-2025-001 claims = {WRONG}"
    assert judged(claims) == [("claim-not-as-recorded", "error")]
    draft = ("set BRF-2025-001 acts.rule =", "set BRF-2025-001 acts.submit =")
    assert judged(claims, *draft) == [("claim-not-as-recorded", "warning")]


@pytest.mark.parametrize(("doc_type", "severity"), [("report-up", "error"), ("letter", "warning")])
def test_a_report_to_a_superior_binds_and_a_letter_warns(doc_type: str, severity: str) -> None:
    edits = (
        f"set OUT-2025-0001 doc_type = {doc_type}",
        "set OUT-2025-0001 claims = [{text: One task, value: 1, query: tasks.closed}]",
    )
    assert judged(*edits) == [("claim-not-as-recorded", severity)]


def test_a_settled_text_is_counted_as_of_its_moment_and_a_draft_as_of_today() -> None:
    claims = f"set WRT-2025-001 claims = {RIGHT}"
    reopened = (
        "add TSK-2025-0001 acts = {do: reopen, at: 2025-03-12T%s, by: PER-dcuencas, reason: ivy}"
    )
    assert judged(claims) == []
    assert judged(claims, reopened % "12:01") == []
    assert judged(claims, reopened % "11:59") == [("claim-not-as-recorded", "error")]
    draft = ("set WRT-2025-001 acts.publish =", "set WRT-2025-001 acts.approve =")
    assert judged(claims, *draft, reopened % "12:01") == [("claim-not-as-recorded", "warning")]


def test_the_figures_of_a_void_or_adopted_text_are_left_alone() -> None:
    claims = f"set WRT-2025-001 claims = {WRONG}"
    void = (
        "set WRT-2025-001 acts.publish =",
        "add WRT-2025-001 acts = {do: void, at: 2025-03-13, by: PER-farroyuelo, reason: twice}",
    )
    assert judged(claims, *void) == []
    adopted = (
        "set WRT-2025-001 acts = [{do: adopt, at: 2025-03-03, by: PER-farroyuelo, from: a folder}]"
    )
    assert judged(claims, adopted) == []


def test_a_per_cent_of_nothing_is_no_figure() -> None:
    sample = Sample()
    sample.edit(
        "set WRT-2025-001 claims ="
        " [{text: All in time, value: 100, query: tasks.on-time-rate period=2024}]"
    )
    [found] = sample.findings()
    said = fill(found.message, found.values)
    assert said == "It says 100; there was nothing to count in the records of 2025-03-12."


def test_an_evaluation_says_in_figures_what_was_counted() -> None:
    edits = (
        "set EVL-2025-hid items.E2.query = tasks.on-time-rate unit=UNIT-HID",
        "set EVL-2025-hid items.E2.evidence =",
    )
    assert judged(*edits, 'set EVL-2025-hid items.E2.actual = "100"') == []
    assert judged(*edits) == [("claim-not-as-recorded", "error")]


def test_a_setting_says_how_many_may_be_excellent_and_when_lessons_are_due() -> None:
    def rules(*edits: str) -> set[str]:
        sample = Sample()
        for edit in edits:
            sample.edit(edit)
        return {found.rule for found in sample.findings()}

    excellent = "set EVL-2025-hid grade = excellent"
    assert rules(excellent, "set office excellent_share = 1") == set()
    assert rules(excellent, "set office excellent_share = 0") == {"too-many-excellent"}
    major = "set TSK-2025-0001 major = yes"
    assert rules(major, "set office lessons_after_days = 42") == set()
    assert rules(major, "set office lessons_after_days = 41") == {"major-task-without-lessons"}
