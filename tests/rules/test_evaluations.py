"""Evaluation sheets held against plans and duties: each way in which they may part."""

from __future__ import annotations

import pytest

from officerepo.finding import fill
from tests.rules.edits import Sample

ITEM = "set EVL-2025-hid items.E1."


def said(*edits: str) -> list[str]:
    """What is said of the sheets of the sample once it was edited."""
    sample = Sample(*edits)
    return [
        fill(found.message, found.values)
        for found in sample.findings()
        if "/evaluations/" in found.path
    ]


@pytest.mark.parametrize(
    ("edits", "message"),
    [
        (
            (f"{ITEM}duty = POST-HID-01/U1",),
            "Item E1 names both a plan item and a duty.",
        ),
        ((f"{ITEM}plan_item =",), "Item E1 names neither a plan item nor a duty."),
        (
            (f"{ITEM}plan_item =", f"{ITEM}duty = POST-OFI-01/U1"),
            "POST-OFI-01/U1 is not a duty of UNIT-HID in this period.",
        ),
        (
            ("set PLN-2025-annual items.I01.owner_post = POST-OFI-01",),
            "PLN-2025-annual/I01 is no item of an approved plan for which UNIT-HID answers.",
        ),
        (
            ("set PLN-2025-annual type = development",),
            "PLN-2025-annual/I01 is no item of an approved plan for which UNIT-HID answers.",
        ),
        ((f'{ITEM}target = "11"',), "The target of item E1 is 11; on 2025-03-26 the plan said 12."),
        (
            (
                "set PLN-2025-annual items.I01.due = 2025-03-28",
                f"{ITEM}plan_item =",
                f"{ITEM}duty = POST-HID-01/U1",
            ),
            "PLN-2025-annual/I01 fell due on 2025-03-28, and the sheet leaves it out.",
        ),
    ],
)
def test_a_sheet_measures_what_was_agreed(edits: tuple[str, ...], message: str) -> None:
    assert said(*edits) == [message]


@pytest.mark.parametrize(
    ("amended", "target", "message"),
    [
        ('at: 2025-02-05, from: "12", to: "10"', "12", "is 12; on 2025-03-26 the plan said 10."),
        ('at: 2025-02-05, from: "12", to: "10"', "10", ""),
        ('at: 2025-02-05, to: "10"', "12", "is 12; on 2025-03-26 the plan said 10."),
        ('at: 2025-03-26, from: "12", to: "10"', "12", "is 12; on 2025-03-26 the plan said 10."),
        ('at: 2025-03-27, from: "12", to: "10"', "12", ""),
        ('at: 2025-03-27, from: "12", to: "10"', "10", "is 10; on 2025-03-26 the plan said 12."),
        ("at: 2025-02-05, change: due, from: 2025-06-30, to: 2025-05-30", "12", ""),
        ("at: 2025-02-05, change: text, to: all that can be reached on foot", "12", ""),
    ],
)
def test_the_target_is_the_one_that_the_plan_had_when_it_was_assessed(
    amended: str, target: str, message: str
) -> None:
    amend = f"do: amend, {amended}, by: PER-amanantial, item: I01, in: MTG-2025-001/D1"
    found = said(f"add PLN-2025-annual acts = {{{amend}}}", f'{ITEM}target = "{target}"')
    assert found == ([f"The target of item E1 {message}"] if message else [])


def test_a_person_answers_for_the_posts_held_in_the_period() -> None:
    person = "set EVL-2025-hid subject = PER-lmeandro"
    assert said(person) == []
    left = "set PER-lmeandro appointments.0.to = 2024-12-31"
    assert len([words for words in said(person, left) if "PER-lmeandro answers" in words]) == 1


def test_what_fell_due_after_the_period_may_be_left_out() -> None:
    assert said(f"{ITEM}plan_item =", f"{ITEM}duty = POST-HID-01/U1") == []


@pytest.mark.parametrize(
    ("by", "message"),
    [
        ("PER-dcuencas", "PER-dcuencas did `decide` on 2025-03-27, and `assess` too."),
        ("PER-lmeandro", "PER-lmeandro did `decide` on 2025-03-27, and is `subject`."),
    ],
)
def test_nobody_decides_on_what_they_proposed_or_on_themselves(by: str, message: str) -> None:
    power = "set POST-HID-01 versions.0.powers = [evaluate]"
    assert said(power, f"set EVL-2025-hid acts.decide.by = {by}") == [message]


def test_whoever_assessed_does_not_review() -> None:
    review = (
        "add EVL-2025-hid acts ="
        " {do: review, at: 2025-03-28T12:00, by: PER-dcuencas, outcome: it stands}"
    )
    assert said(review) == ["PER-dcuencas did `review` on 2025-03-28, and `assess` too."]


@pytest.mark.parametrize(
    ("subject", "query", "own"),
    [
        ("UNIT-HID", "tasks.returned unit=UNIT-HID", True),
        ("UNIT-HID", "tasks.returned unit=UNIT-OFI", False),
        ("UNIT-HID", "tasks.returned owner=POST-HID-01", True),
        ("UNIT-HID", "tasks.returned owner=POST-OFI-01", False),
        ("UNIT-HID", "tasks.returned", True),
        ("UNIT-HID", "letters.out to=UNIT-OFI period=2025-01", True),
        ("PER-lmeandro", "tasks.returned unit=UNIT-HID", True),
        ("PER-lmeandro", "tasks.returned unit=UNIT-OFI", False),
        ("PER-lmeandro", "tasks.returned owner=POST-OFI-01", False),
    ],
)
def test_a_result_is_the_subjects_own(subject: str, query: str, own: bool) -> None:
    sample = Sample()
    sample.edit(f"set EVL-2025-hid subject = {subject}")
    sample.edit(f"set EVL-2025-hid items.E2.query = {query}")
    assert ("measured-by-others-work" in {f.rule for f in sample.findings()}) is not own


def test_a_unit_is_measured_by_the_units_below_it_too() -> None:
    sample = Sample()
    sample.edit("new UNIT-GAU like UNIT-HID")
    sample.edit("set UNIT-GAU parent = UNIT-HID")
    sample.edit("set EVL-2025-hid items.E2.query = tasks.returned unit=UNIT-GAU")
    assert "measured-by-others-work" not in {found.rule for found in sample.findings()}


@pytest.mark.parametrize(("sheets", "allowed"), [(1, 1), (5, 1), (6, 2), (10, 2), (11, 3)])
def test_the_share_of_excellent_sheets_is_rounded_up(sheets: int, allowed: int) -> None:
    sample = Sample()
    sample.edit("set EVL-2025-hid grade = excellent")
    for number in range(2, sheets + 1):
        sample.edit(f"new UNIT-X{number} like UNIT-HID")
        sample.edit(f"new EVL-2025-x{number} like EVL-2025-hid")
        sample.edit(f"set EVL-2025-x{number} subject = UNIT-X{number}")
    found = [found for found in sample.findings() if found.rule == "too-many-excellent"]
    assert len(found) == sheets - allowed
    assert all(finding.values["allowed"] == str(allowed) for finding in found)
