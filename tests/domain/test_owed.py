"""What is owed beyond the steps of kinds: items of plans, reviews of rules, disposals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from officerepo.check import check
from officerepo.domain.matters import open_matters
from officerepo.domain.owed import is_late, owed_of
from officerepo.domain.plans import done_told
from officerepo.index import Index
from officerepo.record import by_id
from officerepo.withheld import Withheld
from tests.reports.rows import demo, of, rows
from tests.rules.edits import Sample

CLOSED = """
    set TSK-2025-0001 source = PLN-2025-annual/I01
    set TSK-2025-0004 source = IN-2025-0001
"""
BOX = """
    new DOS-145-2014-002 like DOS-145-2014-001
    set DOS-145-2014-002 acts.destroy =
    set DOS-145-2014-002 span.from = 2013-03-03
    set DOS-145-2014-002 span.to = 2014-03-30
"""
"""A dossier whose ten years are up on 31 March 2024."""


def index_of(*edits: str) -> Index:
    sample = Sample()
    for edit in edits:
        sample.edit(edit)
    return sample.index()


def owed(record: str, day: str, *edits: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """The day, the step and the posts of all that is owed of a record of the sample."""
    index = index_of(*edits)
    found = owed_of(index, index.records[record], date.fromisoformat(day))
    return [(each.day, each.step["en"], each.who) for each in found]


def test_what_was_late_in_march_and_whose_it_was() -> None:
    """Two boxes of 2014, reagents and sensors: nobody was charged with any of them."""
    late = [
        row
        for row in rows("overdue", index=demo().as_of("2025-03-12"), day="2025-03-12")
        if row["days_late"]
    ]
    assert of(late, "due", "record", "step", "waits_for") == [
        ("2021-12-31", "DOS-145-2014-001", "disposal due", ["POST-OFI-04"]),
        ("2022-01-01", "DOS-145-2014-002", "disposal due", ["POST-OFI-04"]),
        ("2025-02-14", "PLN-2025-supply", "I01: to be reached", ["POST-OFI-06"]),
        ("2025-02-28", "PLN-2025-half-year", "I02: to be reached", ["POST-HID-01"]),
    ]
    standing = of(
        rows("objectives", index=demo().as_of("2025-03-12"), day="2025-03-12"), "item", "standing"
    )
    assert [item for item, how in standing if how == "late"] == [
        "PLN-2025-supply/I01",
        "PLN-2025-half-year/I02",
    ]


@pytest.mark.parametrize(
    ("edits", "day", "waits"),
    [
        ("", "2025-06-30", True),
        (CLOSED, "2025-06-30", False),  # the only task made of it is closed
        (
            "set PLN-2025-annual acts.start =\nset PLN-2025-annual acts.approve =",
            "2025-06-30",
            False,
        ),
        ("set PLN-2025-annual items.0.struck = {at: 2025-01-02, reason: no}", "2025-06-30", False),
        ("", "2024-03-31", False),  # more than a year ahead
    ],
)
def test_an_item_of_a_plan_is_owed_by_its_post_until_it_is_done(
    edits: str, day: str, waits: bool
) -> None:
    found = [each for each in owed("PLN-2025-annual", day, edits) if each[1].startswith("I01")]
    assert found == ([("2025-06-30", "I01: to be reached", ("POST-HID-01",))] if waits else [])


def test_an_item_stands_on_the_page_of_its_post_once_it_is_due_soon() -> None:
    """The plan itself stays with the office, which the unit's head answers for."""

    def whose(day: str) -> dict[str, list[tuple[str, str]]]:
        found = open_matters(index_of(), day)
        return {
            post: [
                (matter.due, matter.part)
                for matter in found.get(post, ())
                if matter.record.id == "PLN-2025-annual"
            ]
            for post in ("POST-HID-01", "POST-OFI-01")
        }

    review = [("2026-02-11", "")]  # thirty worked days after the year
    assert whose("2025-06-22") == {"POST-HID-01": [], "POST-OFI-01": review}
    item = [("2025-06-30", "I01")]
    assert whose("2025-06-23") == {"POST-HID-01": item, "POST-OFI-01": review}
    assert whose("2025-07-01") == {"POST-HID-01": item, "POST-OFI-01": review}


def test_an_item_done_by_withheld_tasks_is_not_called_late() -> None:
    whole, day = index_of(CLOSED), date(2025, 7, 1)
    hidden = {"TSK-2025-0001"}
    shown = Index(whole.office, by_id(r for r in whole.records.values() if r.id not in hidden))
    told = replace(shown, withheld=Withheld(done=done_told(whole, shown)))
    plan = whole.records["PLN-2025-annual"]
    assert [is_late(each, plan, day) for each in (whole, shown, told)] == [False, True, False]


REVIEWED = (
    "add REG-seals-v1 acts = "
    "{do: review, at: 2026-02-27, by: PER-dcuencas, result: stays, next_review: 2027-03-01}"
)


@pytest.mark.parametrize(
    ("edits", "due"),
    [
        ("", ["2026-03-01"]),
        (REVIEWED, ["2027-03-01"]),
        ("add REG-seals-v1 acts = {do: repeal, at: 2026-02-27, by: PER-amanantial}", []),
    ],
)
def test_a_rule_in_force_is_owed_its_review_by_who_answers_for_it(
    edits: str, due: list[str]
) -> None:
    found = owed("REG-seals-v1", "2026-03-02", edits)
    assert found == [(day, "to be reviewed", ("POST-OFI-01",)) for day in due]


@pytest.mark.parametrize(
    ("edits", "day", "late"),
    [
        ("", "2025-03-31", False),
        ("", "2025-04-01", True),
        ("set DOS-145-2014-002 hold = a claim about wages", "2025-04-01", False),
    ],
)
def test_a_disposal_is_late_when_the_check_warns_of_it(edits: str, day: str, late: bool) -> None:
    index, today = index_of(BOX, edits), date.fromisoformat(day)
    assert is_late(index, index.records["DOS-145-2014-002"], today) is late
    warned = {f.rule for f in check(index, today).findings if "DOS-145-2014-002" in f.path}
    assert ("disposal-overdue" in warned) is late


def test_a_step_that_no_field_gives_to_anybody_waits_for_whoever_came_so_far() -> None:
    planned = [f"set STD-2025-01 acts.{act} =" for act in ("take_up", "report", "do")]
    found = owed("STD-2025-01", "2025-03-12", *planned)
    assert found == [("2025-03-12", "to be carried out", ("POST-OFI-07",))]
