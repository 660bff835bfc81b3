"""Figures in texts: when a wrong one is an error, and as of which moment it is counted."""

from __future__ import annotations

import pytest

from officerepo.finding import fill
from tests.rules.edits import Sample

WRONG = "[{text: Four tasks, value: 4, query: tasks.closed}]"
D1 = "MTG-2025-001/D1"
RIGHT = "[{text: Three tasks, value: 3, query: tasks.closed}]"


def judged(*edits: str, also: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """What the rules on figures say of the sample once it was edited: rule and severity."""
    sample = Sample(*edits)
    mine = ("claim-not-as-recorded", "figure-without-source", "count-not-understood", *also)
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
        " [{text: All in time in 2024, value: 100, query: tasks.on-time-rate period=2024}]"
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


@pytest.mark.parametrize(
    ("words", "value", "beside"),
    [
        ("41 tasks were closed", "39", True),
        ("39 of 41 tasks were closed", "39", False),
        ("two tasks in 10 days", "2", False),
        ("tasks closed", "39", False),
        ("tasks closed between 7 and 14 July 2025, see item 4 of PLN-2025-annual", "39", False),
        ("92.4 per cent", "92", False),
        ("se cerraron 41 tareas", "39", True),
        ("共销号41项", "39", True),
        ("销号三十九项，共41项", "39", False),
    ],
)
def test_words_and_figure_say_the_same(words: str, value: str, beside: bool) -> None:
    claims = (
        f'set WRT-2025-001 claims = [{{text: "{words}", value: {value}, refs: [IN-2025-0001]}}]'
    )
    rule = "figure-unlike-its-words"
    assert judged(claims, also=(rule,)) == [(rule, "error")] * beside
    speech = "set WRT-2025-001 type = speech"
    assert judged(claims, speech, also=(rule,)) == [(rule, "warning")] * beside


SOURCE = "figure-not-in-its-source"


@pytest.mark.parametrize(
    ("edits", "value", "refs", "severity"),
    [
        ((), "3", "WRT-2025-001", ""),
        ((), "4", "WRT-2025-001", "error"),
        ((), "4", "IN-2025-0001", ""),
        ((), "4", "TSK-2025-0002", ""),
        ((), "4", "MTG-2025-001/D1", ""),
        ((), "3652", "OUT-2025-0001", ""),
        ((), "11", "OUT-2025-0001", ""),
        ((), "1", "OUT-2025-0001", ""),
        ((), "4", "OUT-2025-0001", "error"),
        ((), "4", "OUT-2025-0002", ""),
        ((), "4", "OUT-2025-0001, WRT-2025-001", "error error"),
        ((), "70", "EVL-2025-hid", ""),
        ((), "71", "EVL-2025-hid", "error"),
        ((), "12", "PLN-2025-annual/I01", ""),
        ((), "14", "PLN-2025-annual/I01", "warning"),
        ((), "14", "PLN-2025-annual", ""),
        (("set MTG-2025-001 decisions.D1.text = All 8 marks for 4.680 euros.",), "4680", D1, ""),
        (("set MTG-2025-001 decisions.D1.text = All 8 marks for 4860.",), "4680", D1, "warning"),
        (("set MTG-2025-001 decisions.D1.text = All 8 marks on nine walls.",), "9", D1, ""),
        (
            (
                (
                    "add PLN-2025-annual acts = {do: amend, at: 2025-02-05, by: PER-amanantial,"
                    ' item: I01, from: "12", to: "14", in: MTG-2025-001/D1}'
                ),
            ),
            "14",
            "PLN-2025-annual/I01",
            "",
        ),
    ],
)
def test_a_figure_stands_in_the_record_that_it_names(
    edits: tuple[str, ...], value: str, refs: str, severity: str
) -> None:
    claims = f"set BRF-2025-001 claims = [{{text: so many, value: {value}, refs: [{refs}]}}]"
    found = judged(*edits, claims, also=(SOURCE,))
    assert found == [(SOURCE, weight) for weight in severity.split()]


def test_a_counted_figure_may_name_papers_beside_its_count() -> None:
    claims = (
        "set BRF-2025-001 claims = [{text: x, value: 3, query: tasks.closed, refs: [EVL-2025-hid]}]"
    )
    assert judged(claims, also=(SOURCE,)) == []


@pytest.mark.parametrize(
    ("words", "query", "severity"),
    [
        ("two", "tasks.closed period=2025-02", ""),
        ("three", "tasks.closed period=2025-01-01..2025-02-28", ""),
        ("three", "tasks.closed period=2025", "warning"),
        ("three", "tasks.closed", "warning"),
        ("three by the middle of 2025-Q1", "tasks.closed period=2025-Q1", ""),
        ("one that is open", "tasks.open", ""),
        ("none open at the end", "tasks.open period=2025-02", ""),
        ("none open before", "tasks.open period=2024", "error"),
        ("none", "tasks.closed period=2024", "error"),
        ("none in 2024", "tasks.closed period=2024-H2", ""),
        ("one", "tasks.docketed period=2025-03", "error"),
        ("one in 2025", "tasks.docketed period=2025-03", "error"),
    ],
)
def test_a_report_counts_its_own_days(words: str, query: str, severity: str) -> None:
    rule = "count-of-another-period"
    claims = f"set WRT-2025-001 claims = [{{text: {words}, value: 0, query: {query}}}]"
    found = judged(claims, also=(rule,))
    assert [weight for name, weight in found if name == rule] == severity.split()


def test_what_counts_to_the_day_of_signing_ends_there() -> None:
    claims = "set WRT-2025-001 claims = [{text: three, value: 3, query: tasks.closed period=2025}]"
    until = "set WRT-2025-001 period.to = 2025-03-12"
    assert judged(claims, until, also=("count-of-another-period",)) == []


@pytest.mark.parametrize(
    ("edits", "figures"),
    [
        ((), ""),
        (("set OUT-2025-0001 claims.0.text = lines",), "11"),
        (
            ("set OUT-2025-0001 claims.0.value = 3651", "set OUT-2025-0001 claims.0.text = x"),
            "3,652; 11",
        ),
        (("set OUT-2025-0001 claims =", "set OUT-2025-0001 doc_type = letter"), ""),
        (("set OUT-2025-0001 claims =",), "3,652; 11"),
    ],
)
def test_a_report_lists_the_figures_of_its_text(edits: tuple[str, ...], figures: str) -> None:
    sample = Sample(*edits)
    found = [found for found in sample.findings() if found.rule == "unlisted-figure"]
    said = [fill(finding.message, finding.values) for finding in found]
    stated = "The text states figures that are not listed: {figures}."
    assert said == ([stated.replace("{figures}", figures)] if figures else [])


def test_a_setting_says_how_many_may_be_excellent_and_when_lessons_are_due() -> None:
    def rules(*edits: str) -> set[str]:
        sample = Sample(*edits)
        return {found.rule for found in sample.findings()}

    excellent = "set EVL-2025-hid grade = excellent"
    assert rules(excellent, "set office excellent_share = 1") == set()
    assert rules(excellent, "set office excellent_share = 0") == {"too-many-excellent"}
    major = "set TSK-2025-0001 major = yes"
    assert rules(major, "set office lessons_after_days = 42") == set()
    assert rules(major, "set office lessons_after_days = 41") == {"major-task-without-lessons"}
