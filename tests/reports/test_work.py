"""Decisions, plans, units, services: rows over the sample and the demo office, counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from officerepo.domain.routines import turns_told
from officerepo.index import Index
from officerepo.record import by_id
from officerepo.reports import reports
from officerepo.withheld import Withheld
from tests.reports.rows import demo, of, rows
from tests.rules.edits import Sample

YEAR_END = "2025-12-31"


def test_a_meeting_that_was_called_off_has_decided_nothing() -> None:
    index = demo()
    meeting = replace(index.records["MTG-2025-017"], state="cancelled")
    called_off = Index(index.office, {**index.records, meeting.id: meeting})
    for each, number in ((index, 4), (called_off, 0)):
        found = rows("decisions", index=each, day=YEAR_END)
        assert sum(row["number"].startswith(meeting.id) for row in found) == number


def test_the_register_of_decisions_says_what_followed() -> None:
    first, second, third = (r for r in rows("decisions") if r["number"].startswith("MTG-2025-001"))
    assert first["text"] == "The marks at the bridge are repainted."
    assert first["followed"] == ["TSK-2025-0001"]
    assert (second["followed"], second["no_task"]) == ([], "The town hall closes it.")
    assert (third["number"], third["struck"]) == ("MTG-2025-001/D3", "2025-01-09")


def test_a_decision_names_what_changed_it_later() -> None:
    found = {row["number"]: row for row in rows("decisions", index=demo(), day=YEAR_END)}
    assert len(found) == 67
    changed = found["MTG-2025-007/D2"]
    assert changed["changed_by"] == ["MTG-2025-012"]
    assert (changed["changed"], changed["superseded"]) == ("2025-04-03", "")
    assert changed["followed"] == ["TSK-2025-0023"]
    before = {row["number"]: row for row in rows("decisions", index=demo(), day="2025-04-02")}
    assert (before["MTG-2025-007/D2"]["changed_by"], before["MTG-2025-007/D2"]["changed"]) == (
        [],
        "",
    )


def test_a_decision_is_late_until_its_task_is_closed() -> None:
    """Of the three decisions one was struck and one needs no task."""
    names = "quarter", "body", "taken", "to_carry_out", "with_task", "done", "late", "rate"
    assert of(rows("decisions-follow-through"), *names) == [
        ("2025-01", "UNIT-DIR", "2", "1", "1", "1", "0", "100")
    ]
    open_again = "set TSK-2025-0001 acts.close ="
    (row,) = rows("decisions-follow-through", open_again)
    assert (row["done"], row["late"], row["rate"]) == ("0", "1", "0")
    (row,) = rows("decisions-follow-through", open_again, day="2025-01-31")
    assert (row["in_hand"], row["late"]) == ("1", "0")
    (row,) = rows("decisions-follow-through", "set TSK-2025-0001 source = IN-2025-0001")
    assert (row["with_task"], row["done"], row["late"]) == ("0", "0", "1")


def test_a_superseded_decision_waits_for_nobody() -> None:
    """It was taken; it counts as one to be carried out only where it was, before or after."""
    later = "set MTG-2025-002 refs = {supersedes: [MTG-2025-001/D1]}"
    names = "taken", "to_carry_out", "done", "in_hand", "late"
    open_again = "set TSK-2025-0001 acts.close ="
    for edits, day, figures in (
        ([open_again, later], "2025-02-04", ("2", "1", "0", "1", "0")),  # reported done in time
        ([open_again, later], "2025-02-05", ("2", "0", "0", "0", "0")),
        ([later], "2025-03-31", ("2", "1", "1", "0", "0")),
    ):
        found = rows("decisions-follow-through", *edits, day=day)
        assert of(found, *names) == [figures]


@pytest.mark.parametrize(
    ("day", "quarter", "body", "in_hand", "late"),
    [
        # TSK-2025-0043 of MTG-2025-017/D3 (12 September) was extended to 17 October; three others run.
        ("2025-09-30", "2025-07", "UNIT-DIR", "4", "0"),
        # TSK-2025-0019 of MTG-2025-008/D1 (19 March) was done and verified in time, not closed yet.
        ("2025-03-20", "2025-01", "UNIT-OFI", "1", "0"),
    ],
)
def test_a_decision_is_late_when_one_of_its_tasks_is(
    day: str, quarter: str, body: str, in_hand: str, late: str
) -> None:
    found = rows("decisions-follow-through", index=demo().as_of(day), day=day)
    (row,) = (row for row in found if (row["quarter"], row["body"]) == (quarter, body))
    assert (row["in_hand"], row["late"]) == (in_hand, late)


def test_a_decision_whose_task_is_behind_is_late_before_its_own_day() -> None:
    early = "set TSK-2025-0001 due = 2025-01-20", "set TSK-2025-0001 acts.claim_done ="
    undone = "set TSK-2025-0001 acts.verify =", "set TSK-2025-0001 acts.close ="
    (row,) = rows("decisions-follow-through", *early, *undone, day="2025-01-25")
    assert (row["in_hand"], row["late"]) == ("0", "1")


@pytest.mark.parametrize(
    ("edits", "day", "standing"),
    [
        ("", "2025-03-31", "in_hand"),
        ("", "2025-07-01", "late"),  # due on 30 June
        ("set TSK-2025-0004 due = 2025-03-28", "2025-03-31", "late"),
        ("set TSK-2025-0004 source = IN-2025-0001", "2025-03-31", "open"),
    ],
)
def test_an_item_of_a_plan_stands_as_its_tasks_do(edits: str, day: str, standing: str) -> None:
    (row,) = rows("objectives", *filter(None, [edits]), day=day)
    assert (row["item"], row["standing"]) == ("PLN-2025-annual/I01", standing)


def test_an_item_is_done_when_all_its_tasks_are_closed() -> None:
    moved = "set TSK-2025-0001 source = PLN-2025-annual/I01"
    away = "set TSK-2025-0004 source = IN-2025-0001"
    (row,) = rows("objectives", moved, away)
    assert (row["standing"], row["tasks"]) == ("done", ["TSK-2025-0001"])
    (row,) = rows("objectives", moved)
    assert (row["standing"], row["tasks"]) == ("in_hand", ["TSK-2025-0001", "TSK-2025-0004"])


REVIEW = (
    "add PLN-2025-annual acts = {do: review, at: 2025-12-16T12:40, by: PER-etorrente, "
    "outcome: half of it"
)
CLOSED_TASK = (
    "set TSK-2025-0001 source = PLN-2025-annual/I01",
    "set TSK-2025-0004 source = IN-2025-0001",
)


@pytest.mark.parametrize(
    ("results", "standing", "figure", "said"),
    [
        (
            ", results: [{item: I01, result: in_part, figure: '4'}]}",
            "in_part",
            "4",
            "0 of 1 reached, 1 in part",
        ),
        (", results: [{item: I01, result: missed}]}", "missed", "", "0 of 1 reached, 1 missed"),
        (", results: [{item: I01, result: reached}]}", "reached", "", "1 of 1 reached"),
        (", results: [{item: I02, result: reached}]}", "reviewed", "", "1 of 1 by the review"),
        ("}", "reviewed", "", "1 of 1 by the review"),
    ],
)
def test_after_the_review_an_item_stands_as_it_says_whatever_its_tasks_say(
    results: str, standing: str, figure: str, said: str
) -> None:
    edits = *CLOSED_TASK, REVIEW + results
    (row,) = rows("objectives", *edits, day="2025-12-31")
    assert (row["standing"], row["figure"]) == (standing, figure)
    (row,) = rows("plans-progress", *edits, day="2025-12-31")
    assert row["summary"] == said


def test_progress_counts_items_by_the_objective_they_serve() -> None:
    """The minutes of the review: ten of twelve reached, I03 in part, I10 missed."""
    found = rows("plans-progress", index=demo(), day=YEAR_END)
    annual = [row for row in found if row["plan"] == "PLN-2025-annual"]
    assert of(annual, "objective", "items", "done", "in_part", "missed", "reviewed") == [
        ("PLN-2024-development/I01", "3", "2", "1", "0", "0"),  # I01, I02 and I03
        ("PLN-2024-development/I02", "2", "2", "0", "0", "0"),
        ("PLN-2024-development/I03", "2", "2", "0", "0", "0"),  # I06 and I07
        ("PLN-2024-development/I04", "2", "2", "0", "0", "0"),  # I08 and I09
        ("PLN-2024-development/I05", "2", "1", "0", "1", "0"),  # I10 and I12
        ("PLN-2024-development/I06", "1", "1", "0", "0", "0"),  # I11
    ]
    assert annual[0]["summary"] == "2 of 3 reached, 1 in part"
    half = [row for row in found if row["plan"] == "PLN-2025-half-year"]
    assert sum(int(row["done"]) for row in half) == 4
    assert sum(int(row["missed"]) for row in half) == 2  # the auditor's date and the permit
    assert annual[0]["about"] == "A level network without gaps"
    (whole,) = (row for row in found if row["plan"] == "PLN-2024-development")
    assert (whole["objective"], whole["items"], whole["in_hand"]) == ("", "6", "6")


def test_plans_show_what_was_looked_at_while_they_ran() -> None:
    found = rows("mid-period-inspections", index=demo(), day=YEAR_END, unit="UNIT-DIR")
    annual = [row for row in found if row["plan"] == "PLN-2025-annual"]
    amended = next(row for row in annual if row["item"])
    assert of([amended], "day", "record", "item", "from", "to") == [
        ("2025-07-14", "MTG-2025-017/D2", "PLN-2025-annual/I07", "2", "1")
    ]
    assert ("2025-07-10", "MTG-2025-017") in of(annual, "day", "record")
    assert "MTG-2025-001" not in [row["record"] for row in annual]  # it approved the plan


def test_a_plan_that_nobody_looked_at_says_so_after_half_of_its_period() -> None:
    assert rows("mid-period-inspections", day="2025-07-02") == []
    (row,) = rows("mid-period-inspections", day="2025-07-03")
    assert (row["plan"], row["what"][:11]) == ("PLN-2025-annual", "Nothing yet")


def test_tasks_by_month_are_those_of_the_files() -> None:
    found = of(rows("tasks-on-time", index=demo(), day=YEAR_END), "month", "docketed", "closed")
    assert found[:2] == [("2025-12", "2", "6"), ("2025-11", "3", "4")]
    assert found[-2:] == [("2025-02", "6", "2"), ("2025-01", "10", "7")]
    assert sum(int(closed) for _, _, closed in found) == 57


def test_a_task_that_came_late_is_told_apart() -> None:
    """Reported done on 29 January and closed on the 30th, it was due on the 31st."""
    late = "set TSK-2025-0001 due = 2025-01-28"
    (row,) = rows("tasks-on-time", late, period="2025-01")
    assert (row["closed"], row["on_time"], row["late"], row["rate"]) == ("1", "0", "1", "0")
    (row,) = rows("tasks-on-time", period="2025-01")
    assert (row["closed"], row["on_time"], row["late"], row["rate"]) == ("1", "1", "0", "100")


def test_letters_by_month_are_those_of_the_files() -> None:
    found = rows("letters-by-month", index=demo(), day=YEAR_END)
    assert of(found[:1], "month", "in", "out", "answered") == [("2025-12", "3", "3", "2")]
    assert of(found[-1:], "month", "in", "out", "answered") == [("2025-01", "10", "8", "4")]
    assert sum(int(row["in"]) for row in found) == 48


def test_tasks_of_superiors_are_counted_apart() -> None:
    (row,) = rows("tasks-on-time", period="2025-02")
    assert (row["closed"], row["superior"], row["superior_on_time"]) == ("2", "2", "2")
    late = "set TSK-2025-0003 due = 2025-02-07"
    (row,) = rows("tasks-on-time", late, period="2025-02")
    assert (row["closed"], row["superior"], row["superior_on_time"]) == ("2", "2", "1")


def test_letters_are_listed_by_those_outside() -> None:
    """Three came from the superior, of which one is void and one was answered."""
    found = {row["with"]: row for row in rows("correspondence")}
    superior = found["UNIT-DCA"]
    names = "in", "out", "we_owe", "they_owe", "last"
    assert of([superior], *names) == [("2", "1", "0", "0", "2025-02-20")]
    assert "Town hall" not in found  # the letter to it is still a draft
    unanswered = "set IN-2025-0001 acts.reply =\nset IN-2025-0001 acts.do ="
    owing = {row["with"]: row for row in rows("correspondence", unanswered)}
    assert owing["UNIT-DCA"]["we_owe"] == "1"
    asked = "set OUT-2025-0001 doc_type = request-up\nset IN-2025-0001 acts.reply ="
    owing = {row["with"]: row for row in rows("correspondence", asked)}
    assert owing["UNIT-DCA"]["they_owe"] == "1"


def test_units_are_rolled_up_month_by_month() -> None:
    """Gauging closed one task in January and two in February, when its letter came in."""
    names = "month", "docketed", "closed", "on_time", "open", "letters_in"
    found = rows("department-rollup", unit="UNIT-HID")
    assert of(found, *names) == [
        ("2025-03", "1", "0", "0", "1", "0"),
        ("2025-02", "2", "2", "2", "0", "1"),
        ("2025-01", "1", "1", "1", "0", "0"),
    ]
    february = rows("department-rollup", period="2025-02")
    assert {row["unit"] for row in february} == {"UNIT-DIR", "UNIT-HID"}


def test_the_figures_of_a_period_stand_beside_those_before_it() -> None:
    found = {r["query"]: r for r in rows("summary-skeleton", period="2025-Q1")}
    assert found["tasks.closed period=2025-Q1"]["value"] == "3"
    assert found["tasks.closed period=2025-Q1"]["before"] == "0"
    half = {r["query"]: r for r in rows("summary-skeleton", index=demo(), day=YEAR_END)}
    closed = half["tasks.closed period=2025-H2"]
    assert (closed["value"], closed["before"]) == ("23", "34")


def test_services_are_measured_in_worked_days() -> None:
    """Asked on Monday 3 March, promised for Friday, answered on Wednesday."""
    (row,) = (row for row in rows("services") if row["service"] == "Service")
    names = "done", "waiting", "promised", "actual", "worst", "kept"
    assert of([row], *names) == [("1", "0", "4", "2", "2", "100")]
    late = "set REQ-2025-0001 promised_by = 2025-03-04"
    (row,) = (row for row in rows("services", late) if row["service"] == "Service")
    assert of([row], *names) == [("1", "0", "1", "2", "2", "0")]


def test_letters_and_tasks_of_a_unit_are_counted_by_month() -> None:
    """Counted in the files: letters that Gauging deals with or sends, tasks that its posts have."""
    given: dict[str, Any] = {
        "index": demo(),
        "day": YEAR_END,
        "period": "2025-Q1",
        "unit": "UNIT-HID",
    }
    letters = rows("letters-by-month", **given)
    assert of(letters, "month", "in", "out", "answered") == [
        ("2025-03", "3", "1", "1"),
        ("2025-02", "0", "1", "0"),
        ("2025-01", "2", "0", "2"),
    ]
    tasks = rows("tasks-on-time", **given)
    assert of(tasks, "month", "docketed", "closed", "on_time", "returned") == [
        ("2025-03", "1", "1", "1", "0"),
        ("2025-02", "2", "0", "0", "0"),
        ("2025-01", "2", "2", "2", "1"),
    ]


def test_a_unit_counts_what_lies_below_it() -> None:
    """Two letters of January and two of February are still with no unit."""
    given: dict[str, Any] = {"index": demo(), "day": YEAR_END, "period": "2025-Q1"}
    whole = rows("letters-by-month", **given)
    below = rows("letters-by-month", **given, unit="UNIT-DIR")
    assert [int(a["in"]) - int(b["in"]) for a, b in zip(whole, below, strict=True)] == [0, 2, 2]
    assert [row["out"] for row in whole] == [row["out"] for row in below]


def test_what_is_overdue_and_unanswered_was_not_kept() -> None:
    """One was answered in time, one never; until its day, Friday 7 March, that is no failure."""
    names = "done", "waiting", "kept"
    unanswered = "new REQ-2025-0002 like REQ-2025-0001", "set REQ-2025-0002 acts.answer ="
    for day, kept in (("2025-03-31", "50"), ("2025-03-08", "50"), ("2025-03-07", "100")):
        (row,) = (r for r in rows("services", *unanswered, day=day) if r["service"] == "Service")
        assert of([row], *names) == [("1", "1", kept)]
    unwritten = demo().as_of("2025-12-29")  # the summary of 2025 was approved on the 30th
    routines = {r["promised_in"]: r for r in rows("services", index=unwritten, day="2026-06-30")}
    # That of 2025 is overdue, that of 2026 has begun.
    assert of([routines["RTN-annual-summary"]], *names) == [("0", "2", "0")]


def test_services_leave_out_routines_that_nothing_can_show() -> None:
    """Without minutes nobody knows whether there was a meeting; checks and lists say nothing."""
    office = demo().office
    without = replace(office, kinds={n: k for n, k in office.kinds.items() if n != "meeting"})
    kept = [record for record in demo().records.values() if record.kind != "meeting"]
    by_meetings = {
        "RTN-annual-review",
        "RTN-commendation",
        "RTN-half-year-meeting",
        "RTN-mid-year-inspection",
        "RTN-service-training",
    }
    for index, told in ((demo(), by_meetings), (Index(without, by_id(kept)), set())):
        found = {row["promised_in"] for row in rows("services", index=index, day="2026-06-30")}
        assert "RTN-seal-inspection" in found
        assert found & by_meetings == told


def test_a_letter_is_kept_by_the_day_to_which_its_sender_extended_it() -> None:
    """Answered on 20 February: too late for the 18th, in time for the 21st."""
    before = "set IN-2025-0001 due = 2025-02-18"
    extended = (
        "add IN-2025-0001 acts = {do: extend, at: 2025-02-17T09:00, by: PER-amanantial, "
        "until: 2025-02-21, reason: The gauge froze, granted_by: UNIT-DCA}"
    )
    for edits, promised, kept in (((before,), "11", "0"), ((before, extended), "14", "100")):
        (row,) = (r for r in rows("services", *edits) if r["service"] == "Letters to be answered")
        assert of([row], "done", "promised", "actual", "kept") == [("1", promised, "13", kept)]


def test_turns_that_withheld_records_show_are_done_on_unknown_days() -> None:
    """Of the leadership's meetings, that of 8 January can be seen and that of February cannot."""
    whole, day = Sample().index(), "2025-03-31"
    shown = Index(whole.office, by_id(r for r in whole.records.values() if r.id != "MTG-2025-002"))
    names = "done", "waiting", "promised", "actual", "worst", "kept"

    def figures(index: Index) -> list[tuple[Any, ...]]:
        found = rows("services", index=index, day=day)
        return of([r for r in found if r["promised_in"] == "RTN-leadership-meeting"], *names)

    assert figures(shown) == [("1", "1", "20.5", "4", "4", "50")]
    withheld = Withheld(turns=turns_told(whole, shown, date.fromisoformat(day)))
    assert figures(replace(shown, withheld=withheld)) == [("2", "0", "21", "4", "4", "")]


def test_headings_of_services_name_the_unit_of_their_figures() -> None:
    titles = {c.name: c.title for c in reports()["services"].columns}
    for name in ("promised", "actual", "worst"):
        units = {"en": "Working days", "es": "Días hábiles", "zh": "工作日"}
        assert all(unit in titles[name][code] for code, unit in units.items())


def test_ratings_are_shown_from_three_answers_on() -> None:
    """By quarter 4, 5, 3 and 5; 4, 5, 3 and 4; 4, 5 and 3; in the last one only two."""
    assert rows("satisfaction") == []
    found = rows("satisfaction", index=demo(), day=YEAR_END)
    assert of(found, "quarter", "service", "answers", "mean", "low") == [
        ("2025-07", "All services together", "3", "4.0", "0"),
        ("2025-04", "All services together", "4", "4.0", "0"),
        ("2025-01", "All services together", "4", "4.3", "0"),
    ]


def rated(*services: str) -> list[str]:
    """Edits that make a request of each service, all rated four in one quarter."""
    found = []
    for number, service in enumerate(services, 2):
        name = f"REQ-2025-{number:04d}"
        found.append(f"new {name} like REQ-2025-0001\nset {name} type = {service}")
    return found


def test_no_answer_can_be_told_by_subtraction() -> None:
    """Three of one service and one of another: the sum would tell that one."""
    names = "service", "answers"
    assert of(rows("satisfaction", *rated("service", "service", "matter")), *names) == [
        ("Service", "3")
    ]
    assert of(rows("satisfaction", *rated("service", "service")), *names) == [
        ("Service", "3"),
        ("All services together", "3"),
    ]


def graded(*grades: str) -> list[str]:
    """Edits that give the sample's evaluation and copies of it these grades."""
    found = [f"set EVL-2025-hid grade = {grades[0]}"]
    for number, grade in enumerate(grades[1:]):
        name = f"EVL-2025-more{number}"
        found.append(f"new {name} like EVL-2025-hid\nset {name} grade = {grade}")
    return found


def test_grades_are_shown_in_groups_that_hide_everybody() -> None:
    four = ("excellent", "satisfactory", "satisfactory", "satisfactory")
    assert rows("evaluation-grades", *graded(*four)) == []
    (row,) = rows("evaluation-grades", *graded(*four, "fair"))
    names = "group", "number", "excellent", "satisfactory", "fair", "unsatisfactory"
    assert of([row], *names) == [("Units", "5", "1", "3", "1", "0")]
    assert rows("evaluation-grades", *graded(*["satisfactory"] * 5)) == []


def test_the_balance_names_qualities_and_no_people() -> None:
    found = {r["shown_by"]: r for r in rows("hearts-and-diligences", index=demo(), day=YEAR_END)}
    assert found["Studies in the field"]["before"] == "2"
    assert found["Requests answered by the day promised"]["value"] == "6"
    assert found["Conflicts settled"]["before"] == "1"
    assert [r["quality"] for r in found.values()][:2] == ["Warm heart", "Warm heart"]


def test_the_burden_of_paper_is_counted() -> None:
    found = {r["what"]: r["before"] for r in rows("formalism", index=demo(), day=YEAR_END)}
    assert found["Meetings held"] == "15"
    assert found["Meetings that decided nothing"] == "0"
    assert found["Tasks reminded of more than once"] == "2"
    undecided = "set MTG-2025-001 decisions ="
    now = {r["what"]: r["value"] for r in rows("formalism", undecided)}
    assert (now["Meetings held"], now["Meetings that decided nothing"]) == ("2", "2")
