"""Records as they were at the end of a day: by their acts, and what fields say as it is now."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.withheld import Withheld
from tests.reports.rows import demo, of, rows
from tests.rules.edits import Sample

TASK = "TSK-2025-0001"


def sample(*edits: str) -> Index:
    return Sample(*edits).index()


@pytest.mark.parametrize(
    ("day", "state", "acts"),
    [
        ("2025-01-08", "assigned", 2),
        ("2025-01-09", "accepted", 3),
        ("2025-01-28", "in_progress", 4),
        ("2025-01-29", "done_claimed", 5),
        ("2025-01-30", "closed", 7),
    ],
)
def test_a_state_is_that_to_which_the_acts_of_then_had_led(day: str, state: str, acts: int) -> None:
    task = sample().as_of(day).records[TASK]
    assert (task.state, len(task.acts), len(task.data["acts"])) == (state, acts, acts)


def test_a_record_is_absent_before_its_first_act() -> None:
    before = sample().as_of("2025-01-07")
    assert TASK not in before.records
    assert before.authority.holders("POST-HID-01", "2025-01-07")


def test_due_dates_and_links_are_those_of_then() -> None:
    """On 22 January the superior agreed by IN-2025-0009 that the task is due on the 31st."""
    index = demo()
    for day, due, linked in (
        ("2025-01-21", "2025-01-28", False),
        ("2025-01-22", "2025-01-31", True),
    ):
        then = index.as_of(day)
        task = then.records["TSK-2025-0008"]
        assert then.due(task) == due
        assert any(link.target == "IN-2025-0009" for link in task.links) == linked
        assert any(record is task for record, _ in then.links_to("IN-2025-0009")) == linked


def test_what_follows_a_later_act_is_left_out_with_it() -> None:
    out_of_order = sample(f"set {TASK} acts.start.at = 2025-02-20T09:00")
    task = out_of_order.as_of("2025-01-31").records[TASK]
    assert (task.state, [act.do for act in task.acts]) == (
        "accepted",
        ["docket", "assign", "accept"],
    )


def test_where_nothing_follows_the_index_is_itself() -> None:
    index = demo()
    assert index.as_of("2025-12-31") is index
    assert index.as_of("2025-12-30") is not index


def test_reports_of_a_past_day_do_not_know_what_came_later() -> None:
    """Counted in the files: by 31 March five stamps of March, one refusal, seven letters out."""
    then = demo().as_of("2025-03-31")
    (march, *_) = rows("seal-uses-by-month", index=then)
    assert of([march], "month", "applied", "impressions", "refused") == [("2025-03", "5", "7", "1")]
    # The office meeting of 3 April has its minutes by now; on 31 March it had decided nothing.
    taken = {row["date"] for row in rows("decisions", index=then)}
    assert max(taken) <= "2025-03-31"
    assert any(
        row["date"] == "2025-04-03" for row in rows("decisions", index=demo(), day="2025-04-03")
    )


def test_a_trip_that_is_not_over_has_no_kilometres_yet() -> None:
    """TRIP-2025-0009 was approved on 15 July and came back on the 17th, at 61,909 km."""
    names = "back", "odometer_back", "distance"
    for day, figures in (
        ("2025-07-15", ("", "", "")),
        ("2025-07-17", ("2025-07-17T13:05", "61909", "50")),
    ):
        then = demo().as_of(day)
        found = rows("vehicle-log", index=then, day=day)
        assert of([r for r in found if r["record"] == "TRIP-2025-0009"], *names) == [figures]
        car = next(
            r for r in rows("vehicles", index=then, day=day) if r["record"] == "AST-vehicle-0001"
        )
        assert (car["odometer"], car["next"]) == (
            figures[1] or "61859",
            "" if figures[1] else "TRIP-2025-0009",
        )


def test_a_finding_in_a_later_record_makes_no_number_missing_before_it() -> None:
    index = demo()
    later = index.records["OUT-2025-0045"]
    finding = Finding(later.path, "title", "It is odd.", "Mend it.")
    index = Index(index.office, index.records, [finding], index.files)
    then = index.as_of("2025-06-30")
    assert then.findings == ()
    assert not then.unread
    torn = replace(finding, path="records/letters-out/2025/OUT-2025-0046.md")
    told = Index(index.office, index.records, [torn], index.files).as_of("2025-06-30")
    assert told.unread == {"OUT-2025-0046"}


def test_an_index_is_what_it_was_made_with() -> None:
    """What it tells of withheld records goes along with it to every other day."""
    told = Withheld(turns={"RTN-leadership-meeting": ("2025-02",)})
    index = replace(demo(), elsewhere=frozenset({"OUT-2025-0046"}), withheld=told)
    then = index.as_of("2025-06-30")
    assert then is not index
    assert (then.withheld, then.elsewhere) == (told, index.elsewhere)
    for name in ("office", "records", "elsewhere", "withheld"):
        with pytest.raises(FrozenInstanceError):
            setattr(index, name, getattr(then, name))
