"""The periods of routines, and what the records show about each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from officerepo.domain.routines import owed_turns, periods, turns, turns_told
from officerepo.index import Index
from officerepo.record import Record, by_id
from officerepo.resources import package_file
from officerepo.rules import duty_without_routine, seal_not_inspected
from officerepo.source import parse
from officerepo.withheld import Withheld
from officerepo.workdays import Calendar
from tests.rules.edits import Sample

CALENDAR = Calendar(holidays={date(2025, 1, 1): "New Year", date(2025, 1, 6): "Epiphany"})


def test_no_worked_day_lies_beyond_the_calendar() -> None:
    assert CALENDAR.add(date(2025, 1, 3), 1) == date(2025, 1, 7)
    for calendar in (CALENDAR, Calendar(weekend=frozenset(range(7)))):
        assert calendar.add(date(9999, 12, 30), 5) == date.max


def routine(**data: Any) -> Record:
    return Record("RTN-x", "routine", "", "", {"valid": {"from": "2025-01-20"}, **data})


def cut(today: str, **data: Any) -> list[tuple[str, str, str, str]]:
    found = periods(routine(**data), CALENDAR, date.fromisoformat(today))
    return [(p.name, str(p.start), str(p.end), str(p.due)) for p in found]


@pytest.mark.parametrize(
    ("every", "period"),
    [
        ("week", ("2025-W04", "2025-01-20", "2025-01-26", "2025-01-26")),
        ("month", ("2025-01", "2025-01-01", "2025-01-31", "2025-01-31")),
        ("quarter", ("2025-Q1", "2025-01-01", "2025-03-31", "2025-03-31")),
        ("half-year", ("2025-H1", "2025-01-01", "2025-06-30", "2025-06-30")),
        ("year", ("2025", "2025-01-01", "2025-12-31", "2025-12-31")),
    ],
)
def test_the_period_in_which_the_first_day_lies_is_the_first(
    every: str, period: tuple[str, str, str, str]
) -> None:
    assert cut("2025-01-20", every=every) == [period]


def test_periods_go_on_until_today_or_the_last_one() -> None:
    names = [name for name, *_ in cut("2025-12-01", every="quarter")]
    assert names == ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]
    valid = {"from": "2025-01-20", "to": "2025-07-01"}
    names = [name for name, *_ in cut("2025-12-01", every="quarter", valid=valid)]
    assert names == ["2025-Q1", "2025-Q2", "2025-Q3"]
    assert [n for n, *_ in cut("2026-01-05", every="week", valid={"from": "2025-12-22"})] == [
        "2025-W52",
        "2026-W01",
        "2026-W02",
    ]


@pytest.mark.parametrize(
    ("on", "offset", "due"),
    [
        ("last", "0", "2025-01-31"),
        ("last", "2", "2025-02-04"),
        ("last", "-1", "2025-01-30"),
        ("first", "0", "2025-01-01"),
        ("first", "3", "2025-01-07"),  # neither weekend nor Epiphany counts
        ("first", "-1", "2024-12-31"),
    ],
)
def test_the_due_day_is_counted_in_working_days(on: str, offset: str, due: str) -> None:
    assert cut("2025-01-20", every="month", on=on, due_offset=offset)[0][3] == due


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"every": "day"},
        {"every": "month", "valid": {"from": "soon"}},
        {"every": "month", "valid": "2025-01-01"},
    ],
)
def test_a_routine_that_does_not_say_when_has_no_periods(data: dict[str, Any]) -> None:
    assert cut("2025-06-30", **data) == []


@pytest.mark.parametrize("every", ["week", "month", "quarter", "half-year", "year"])
def test_the_ends_of_the_calendar_are_no_trouble(every: str) -> None:
    first = cut("0001-01-09", every=every, valid={"from": "0001-01-01"}, due_offset="-9")
    assert first[0][1] == "0001-01-01"
    assert cut("9999-12-31", every=every, valid={"from": "9999-12-31"}, due_offset="9") == []


# -- what the records show ------------------------------------------------------------------------

PLAIN = "set RTN-leadership-meeting valid = {from: 2025-01-01}"


def outcomes(day: str, *edits: str) -> list[tuple[str, str, str]]:
    sample = Sample()
    for edit in (PLAIN, *edits):
        sample.edit(edit)
    index = sample.index()
    found = turns(index, index.records["RTN-leadership-meeting"], date.fromisoformat(day))
    return [(turn.period.name, turn.outcome, turn.proof) for turn in found]


def test_each_period_is_done_due_or_missed() -> None:
    kept = [("2025-01", "done", "MTG-2025-001"), ("2025-02", "done", "MTG-2025-002")]
    assert outcomes("2025-03-31") == [*kept, ("2025-03", "due", "")]
    assert outcomes("2025-04-01") == [*kept, ("2025-03", "missed", ""), ("2025-04", "due", "")]


def test_it_says_by_whom_and_when() -> None:
    sample = Sample()
    sample.edit(PLAIN)
    index = sample.index()
    turn = turns(index, index.records["RTN-leadership-meeting"], date(2025, 1, 31))[0]
    assert (turn.by, turn.day) == ("PER-amanantial", "2025-01-08")


def test_one_record_counts_for_one_period() -> None:
    half = "set RTN-leadership-meeting satisfied_by.where = len(agenda) > 5"
    assert [outcome for _, outcome, _ in outcomes("2025-02-28", half)] == ["missed", "due"]
    once = "set MTG-2025-002 type = staff"
    late = "set RTN-leadership-meeting due_offset = 10"
    assert outcomes("2025-02-28", once, late) == [
        ("2025-01", "done", "MTG-2025-001"),
        ("2025-02", "due", ""),
    ]


def test_done_after_the_due_day_is_late() -> None:
    early = "set RTN-leadership-meeting on = first"
    assert outcomes("2025-01-31", early) == [("2025-01", "late", "MTG-2025-001")]


def test_without_an_act_the_day_of_the_record_counts() -> None:
    plain = "set RTN-leadership-meeting satisfied_by = {kind: meeting}"
    assert [proof for *_, proof in outcomes("2025-02-28", plain)] == [
        "MTG-2025-001",
        "MTG-2025-002",
    ]


@pytest.mark.parametrize(
    ("period", "outcome"),
    [
        ("{from: 2025-01-01, to: 2025-12-31}", "done"),
        ("{from: 2024-01-01, to: 2024-12-31}", "due"),
    ],
)
def test_a_record_that_names_its_period_counts_for_that_one(period: str, outcome: str) -> None:
    found = outcomes(
        "2025-03-31",
        "set RTN-leadership-meeting every = year",
        "set RTN-leadership-meeting satisfied_by = {kind: plan, act: approve}",
        f"set PLN-2025-annual period = {period}",
    )
    assert [(name, what) for name, what, _ in found] == [("2025", outcome)]


@pytest.mark.parametrize(
    ("span", "outcome"),
    [
        ("{from: 2025-01-01, to: 2025-12-31}", "done"),
        ("{from: 2025-01-01, to: 2025-12-30}", "done"),  # written on the last worked day but one
        ("{from: 2025-01-02, to: 2025-12-30}", "done"),  # New Year is not worked
        ("{from: 2025-01-01, to: 2025-12-29}", "due"),
        ("{from: 2025-01-03, to: 2025-12-31}", "due"),
        ("{from: 2025-01-01, to: 2026-01-01}", "due"),
        ("{from: 2024-12-31, to: 2025-12-31}", "due"),
        ("{from: 2025-07-01, to: 2025-12-31}", "due"),  # that of the half-year is not of the year
        ("{from: 2025-01-01, to: soon}", "due"),
    ],
)
def test_days_of_a_record_are_a_period_but_for_its_last_day(span: str, outcome: str) -> None:
    found = outcomes(
        "2025-03-31",
        "set RTN-leadership-meeting every = year",
        "set RTN-leadership-meeting satisfied_by = {kind: plan, act: approve}",
        f"set PLN-2025-annual period = {span}",
    )
    assert [what for _, what, _ in found] == [outcome]


def test_what_is_due_before_the_period_ends_may_tell_of_the_days_up_to_there() -> None:
    """Five worked days before 31 December, a Wednesday, is the 24th."""
    for last, outcome in (("2025-12-23", "done"), ("2025-12-22", "due")):
        found = outcomes(
            "2025-03-31",
            "set RTN-leadership-meeting every = year",
            "set RTN-leadership-meeting due_offset = -5",
            "set RTN-leadership-meeting satisfied_by = {kind: plan, act: approve}",
            f"set PLN-2025-annual period = {{from: 2025-01-01, to: {last}}}",
        )
        assert [what for _, what, _ in found] == [outcome]


def test_at_most_six_missed_turns_are_owed_and_all_that_are_to_come() -> None:
    sample = Sample()
    sample.edit(PLAIN)
    sample.edit("set RTN-leadership-meeting every = week")
    index, today = sample.index(), date(2025, 12, 31)
    found = owed_turns(index, index.records["RTN-leadership-meeting"], today, date(2026, 1, 11))
    assert [turn.period.name for turn in found] == [
        *("2025-W47", "2025-W48", "2025-W49", "2025-W50", "2025-W51", "2025-W52"),
        *("2026-W01", "2026-W02"),
    ]


def test_a_turn_that_withheld_records_show_is_done_without_saying_by_what() -> None:
    sample = Sample()
    sample.edit(PLAIN)
    whole = sample.index()
    shown = Index(whole.office, by_id(r for r in whole.records.values() if r.id != "MTG-2025-002"))
    routine, today = whole.records["RTN-leadership-meeting"], date(2025, 3, 31)
    assert [turn.outcome for turn in turns(shown, routine, today)][1] == "missed"
    told = turns_told(whole, shown, today)
    assert told == {"RTN-leadership-meeting": ("2025-02",)}
    found = turns(replace(shown, withheld=Withheld(turns=told)), routine, today)
    assert [(turn.outcome, turn.proof, turn.by) for turn in found][:2] == [
        ("done", "MTG-2025-001", "PER-amanantial"),
        ("done", "", ""),
    ]


def test_what_was_dropped_or_cannot_be_asked_shows_nothing() -> None:
    odd = "set RTN-leadership-meeting satisfied_by = {kind: meeting, where: type ==, act: hold}"
    assert [outcome for _, outcome, _ in outcomes("2025-01-31", odd)] == ["due"]
    seals = "set RTN-leadership-meeting satisfied_by = {kind: seal-use, act: apply_for}"
    assert [proof for *_, proof in outcomes("2025-03-31", seals)] == [
        "",
        "SEAL-2025-0001",
        "SEAL-2025-0002",
    ]


# -- duties that no routine asks for ----------------------------------------------------------------


def missing(today: str, *edits: str) -> list[tuple[str, str]]:
    """The half-year summary and the inspection of the seals, when they are owed and not asked for."""
    sample = Sample()
    del sample.trees["office"]["not_owed"][6]
    del sample.trees["office"]["not_owed"][1]
    for edit in edits:
        sample.edit(edit)
    found = duty_without_routine.check(sample.index(), date.fromisoformat(today))
    return [(str(one.values["duty"]), str(one.values["day"])) for one in found]


def laid_down(name: str, every: str, valid: str, by: str) -> str:
    return (
        f"new {name} like RTN-leadership-meeting\nset {name} every = {every}\n"
        f"set {name} valid = {valid}\nset {name} satisfied_by = {by}"
    )


SUMMARY = "{kind: writing, where: \"type == 'summary' and period.to > '2025'\", act: approve}"
SEALS = laid_down("RTN-seals", "month", "{from: 2025-01-01}", "{kind: seal, act: inspect}")


def test_the_settings_know_every_duty() -> None:
    shapes = parse("settings.yaml", package_file("settings.yaml")).data or {}
    known = shapes["office"]["not_owed"]["of"]["duty"]["values"]
    assert list(known) == list(duty_without_routine._DUTIES)


def test_an_owed_duty_needs_a_routine() -> None:
    none = ("seal-inspection", "2025-03-31")
    assert missing("2025-03-31") == [("half-year-summary", "2025-03-31"), none]
    half = laid_down("RTN-half", "half-year", "{from: 2025-01-01}", SUMMARY)
    assert missing("2025-03-31", half) == [none]
    assert missing("2025-03-31", half, SEALS) == []


@pytest.mark.parametrize(
    "other",
    [
        SUMMARY.replace("summary", "news"),
        SUMMARY.replace("approve", "draft"),
        "{kind: writing, act: approve}",
        SUMMARY.replace("writing", "plan"),
        "{kind: writing, where: type ==, act: approve}",
    ],
)
def test_a_routine_for_something_else_does_not_do(other: str) -> None:
    half = laid_down("RTN-half", "half-year", "{from: 2025-01-01}", other)
    assert missing("2025-03-31", half, SEALS) == [("half-year-summary", "2025-03-31")]


def test_a_condition_that_leaves_the_type_open_does_not_do() -> None:
    by = "{kind: writing, where: \"'ummary' in title\", act: approve}"
    half = laid_down("RTN-half", "half-year", "{from: 2025-01-01}", by)
    assert missing("2025-03-31", half, SEALS) == [("half-year-summary", "2025-03-31")]


def test_a_duty_is_owed_from_the_first_routine_on_unless_the_office_says_until_when_not() -> None:
    half = laid_down("RTN-half", "half-year", "{from: 2025-01-01}", SUMMARY)
    later = SEALS.replace("2025-01-01", "2025-03-01")
    assert missing("2025-03-31", half, later) == [("seal-inspection", "2025-01-01")]
    until = "{duty: seal-inspection, because: there was no seal, until: 2025-02-28}"
    assert missing("2025-03-31", half, later, f"add office not_owed = {until}") == []
    until = until.replace("02-28", "02-27")
    gap = missing("2025-03-31", half, later, f"add office not_owed = {until}")
    assert gap == [("seal-inspection", "2025-02-28")]


def test_a_routine_cut_short_is_missed_and_the_second_half_year_may_be_that_of_the_year() -> None:
    half = laid_down("RTN-half", "half-year", "{from: 2025-01-01, to: 2025-06-30}", SUMMARY)
    year = laid_down("RTN-year", "year", "{from: 2025-01-01}", SUMMARY)
    assert missing("2025-06-30", half, SEALS) == []
    assert missing("2025-07-01", half, SEALS) == [("half-year-summary", "2025-07-01")]
    assert missing("2025-12-31", half, year, SEALS) == []
    assert missing("2026-01-01", half, year, SEALS) == [("half-year-summary", "2026-01-01")]


def test_a_gap_between_two_routines_stays_visible() -> None:
    first = SEALS.replace("{from: 2025-01-01}", "{from: 2025-01-01, to: 2025-01-31}")
    again = SEALS.replace("RTN-seals", "RTN-again").replace("2025-01-01", "2025-03-01")
    half = laid_down("RTN-half", "half-year", "{from: 2025-01-01}", SUMMARY)
    assert missing("2025-03-31", half, first, again) == [("seal-inspection", "2025-02-01")]


def test_offices_that_keep_no_routines_owe_nothing_here() -> None:
    sample = Sample()
    sample.trees["office"]["kinds"].remove("routine")
    del sample.trees["office"]["not_owed"]
    assert sample.findings() == ()


def looked_at(today: str, *days: str) -> list[str]:
    """What is found of a seal that was used last on 11 March, inspected at these moments."""
    sample = Sample()
    sample.edit("drop OUT-2025-0002")
    for line in SEALS.replace("2025-01-01", "2025-03-01").split("\n"):
        sample.edit(line)
    sample.edit("new SL-entry like SL-oficial")  # so that something shows that the routine is kept
    for month in ("03", "04", "05"):
        sample.edit(f"add SL-entry acts = {INSPECTED.format(f'2025-{month}-28T09:00')}")
    for day in days:
        sample.edit(f"add SL-oficial acts = {INSPECTED.format(day)}")
    found = seal_not_inspected.check(sample.index(), date.fromisoformat(today))
    return [str(one.values.get("day", "none")) for one in found]


INSPECTED = "{{do: inspect, at: {}, by: PER-amanantial, findings: in order}}"
EARLY, LATE, NEXT = "2025-03-01T00:01", "2025-03-31T12:00", "2025-04-28T12:00"


def test_an_inspection_before_the_use_has_not_seen_it() -> None:
    assert looked_at("2025-05-30", LATE) == []
    assert looked_at("2025-05-30", EARLY) == ["2025-03-11"]
    assert looked_at("2025-05-30", EARLY, NEXT) == []
    assert looked_at("2025-04-15", EARLY) == []  # the next inspection is not due yet
    assert looked_at("2025-05-30") == ["none"]
