"""The calendar shows what takes place and falls due, on its day, whatever day is today."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from officerepo.cli.main import group
from officerepo.portal import calendar
from officerepo.portal.agenda import Entry, entries, is_late
from officerepo.portal.site import Site
from officerepo.portal.today import home
from officerepo.record import Act
from tests.portal.office import Office, contents, demo, demo_office
from tests.portal.sites import like, site_of

TASK, MEETING = "TSK-2025-0004", "MTG-2025-900"


def open_task(due: str) -> Office:
    """The demo office with a task in hand that is due on a day."""
    office = demo_office()
    task = office.records[TASK]
    data = {**task.data, "due": due}
    return office.changed(TASK, data=data, acts=task.acts[:3], state="accepted")


def with_meeting(state: str = "called", **data: Any) -> Office:
    office = demo_office()
    call = (Act("call", "2025-03-03T09:00", "PER-farroyuelo", {}),)
    meeting = like(office.records["MTG-2025-001"], MEETING, acts=call, **data)
    return Office({**office.records, MEETING: replace(meeting, state=state)}, lambda record: "")


def sheet(site: Site, name: str) -> calendar.Sheet:
    return next(each for each in calendar.sheets(site) if each.name == name)


def placed(site: Site, name: str = "agenda") -> dict[str, str]:
    """What stands on a page: record and what it is → under which day."""
    return {f"{e.record.id} {e.what}": day for day, e in sheet(site, name).placed}


@pytest.mark.parametrize("due", ["2025-03-31", "2025-12-31", "2028-02-29", "2025-10-26"])
def test_a_task_is_in_the_agenda_until_its_day_has_passed(due: str) -> None:
    day = date.fromisoformat(due)
    for ahead, shown in ((1, True), (0, True), (-1, False)):
        site = site_of(open_task(due), day - timedelta(days=ahead))
        assert (f"{TASK} due" in placed(site)) is shown
        assert (sheet(site, "agenda").late or 0) >= (ahead < 0)
        month = placed(site, due[:7])
        assert month[f"{TASK} due"] == due  # in its month it stays to be seen


def test_the_agenda_goes_eight_weeks_far() -> None:
    today = date(2025, 3, 31)  # a Monday
    for days, shown in ((0, True), (55, True), (56, False)):
        starts = f"{today + timedelta(days=days)}T09:00"
        assert (f"{MEETING} event" in placed(site_of(with_meeting(starts=starts), today))) is shown
    weeks = calendar.calendar(
        site_of(demo_office(), today), sheet(site_of(demo_office()), "agenda")
    )
    assert [name for name, *_ in weeks["weeks"]] == [
        str(today + timedelta(days=7 * number)) for number in range(8)
    ]


@pytest.mark.parametrize(
    ("today", "first"),
    [("2025-12-31", "2025-12-29"), ("2028-02-29", "2028-02-28"), ("2027-01-03", "2026-12-28")],
)
def test_a_week_runs_over_the_end_of_a_month_or_year(today: str, first: str) -> None:
    site = site_of(with_meeting(starts=f"{today}T18:00"), date.fromisoformat(today))
    weeks = calendar.calendar(site, sheet(site, "agenda"))["weeks"]
    assert weeks[0][0] == first
    assert any(MEETING in str(line) for _, lines in weeks[0][2] for line in lines)


def test_the_first_week_of_the_agenda_is_that_of_the_home_page() -> None:
    """The leadership met on Tuesday 30 December; on Wednesday that is still this week."""
    site = site_of(demo_office(), date(2025, 12, 31))
    agenda = calendar.calendar(site, sheet(site, "agenda"))["weeks"][0]
    assert agenda[0] == "2025-12-29"
    ((_, face),) = home(site)["meetings"]
    ((day, (line, *_)), *_) = agenda[2]
    assert "2025-12-30" in day
    assert face.url in line
    assert f" · {face.state} · " in line
    coming = site_of(with_meeting(starts="2025-12-31T18:00"), date(2025, 12, 31))
    (line,) = (
        line
        for _, found in calendar.calendar(coming, sheet(coming, "agenda"))["weeks"][0][2]
        for line in found
        if MEETING in line and "T18:00" in line
    )
    assert coming.face_of(coming.records[MEETING]).state not in line


def test_every_entry_stands_in_its_month_once() -> None:
    site = site_of(demo_office(), date(2025, 12, 31))
    found = site.once(entries)
    assert len({entry.record.kind for entry in found}) >= 5
    pages = {each.name: each for each in calendar.sheets(site)}
    for entry in found:
        in_month = [e for _, e in pages[entry.day[:7]].placed if e is entry]
        assert len(in_month) == 1


@pytest.mark.parametrize(
    ("starts", "ends", "months"),
    [
        ("2025-03-10T09:00", "2025-03-12T10:00", ["2025-03"]),
        ("2025-03-10T09:00", "2025-04-02T10:00", ["2025-03", "2025-04"]),
        (
            "2025-11-28T09:00",
            "2026-03-02T10:00",
            ["2025-11", "2025-12", "2026-01", "2026-02", "2026-03"],
        ),
        ("2025-03-10T09:00", "2925-05-02T10:00", ["2025-03", "2925-05"]),
    ],
)
def test_what_lasts_stands_in_every_month_of_it(starts: str, ends: str, months: list[str]) -> None:
    site = site_of(with_meeting(starts=starts, ends=ends), date(2025, 12, 31))
    shown = {
        page.name: day
        for page in calendar.sheets(site)
        if page.name != "agenda"
        for day, entry in page.placed
        if entry.record.id == MEETING and entry.what == "event"
    }
    assert sorted(shown) == months
    assert shown[months[0]] == starts[:10]
    assert all(shown[month] == f"{month}-01" for month in months[1:])


def test_months_lead_to_each_other() -> None:
    site = site_of(demo_office(), date(2025, 12, 31))
    months = [each for each in calendar.sheets(site) if each.name != "agenda"]
    contents = [calendar.calendar(site, month) for month in months]
    for before, after in pairwise(contents):
        assert before["after"][1] == f"{after['sheet'].name}.html"
        assert after["before"][1] == f"{before['sheet'].name}.html"
    assert contents[0]["before"] is None
    assert contents[-1]["after"] is None
    assert {"2026-01", "2026-02", "2026-03"} <= {month.name for month in months}


@pytest.mark.parametrize(
    ("month", "days", "weeks"),
    [("2028-02", 29, 5), ("2025-02", 28, 5), ("2027-02", 28, 4), ("2025-03", 31, 6)],
)
def test_a_month_has_all_of_its_days(month: str, days: int, weeks: int) -> None:
    site = site_of(with_meeting(starts=f"{month}-01T09:00"), date(2025, 3, 31))
    rows = calendar.calendar(site, sheet(site, month))["rows"]
    shown = [day for week in rows for day, *_ in week if day]
    assert shown == [f"{month}-{number:02d}" for number in range(1, days + 1)]
    assert len(rows) == weeks
    for week in rows:
        for place, (day, *_) in enumerate(week):
            assert not day or date.fromisoformat(day).weekday() == place


def test_today_is_marked_in_its_month_alone() -> None:
    site = site_of(demo_office(), date(2025, 3, 31))
    for month in ("2025-03", "2025-04"):
        rows = calendar.calendar(site, sheet(site, month))["rows"]
        marked = [day.date for week in rows for day in week if "today" in day.marks]
        assert marked == (["2025-03-31"] if month == "2025-03" else [])


def test_a_month_names_weekends_and_holidays(tmp_path: Path) -> None:
    site = site_of(demo_office(), date(2025, 3, 31))
    content = calendar.calendar(site, sheet(site, "2025-04"))
    assert [name for name, free in content["names"] if free] == ["Sat", "Sun"]
    days = {day.date: day for week in content["rows"] for day in week if day.date}
    rest = {int(day[8:]) for day, cell in days.items() if "rest" in cell.marks}
    assert rest == {5, 6, 12, 13, 17, 18, 19, 20, 26, 27}
    assert "Maundy Thursday" in days["2025-04-17"].words
    assert "free" not in days["2025-04-17"].marks  # phones show it too
    assert "free" in days["2025-04-19"].marks
    worked = [cell.words for day, cell in days.items() if int(day[8:]) not in (17, 18)]
    assert not any("meta" in words for words in worked)
    spanish = site_of(demo_office(), date(2025, 3, 31), language="es")
    rows = calendar.calendar(spanish, sheet(spanish, "2025-04"))["rows"]
    assert any('<span lang="en">Good Friday</span>' in day.words for week in rows for day in week)
    demo_office().build(tmp_path / "public")
    page = (tmp_path / "public/calendar/2025-04.html").read_text(encoding="utf-8")
    assert '<th scope="col">Sat <span class="meta">weekend</span></th>' in page
    assert re.search(r'<td class="rest"><b>.*?</b><p class="meta">Good Friday</p></td>', page)


@pytest.mark.parametrize(("weekend", "named"), [({4, 5}, [4, 5]), (set(range(7)), []), (set(), [])])
def test_the_weekend_is_the_offices_own(weekend: set[int], named: list[int]) -> None:
    own = replace(demo()[1].office.calendar, weekend=frozenset(weekend))
    site = site_of(demo_office(), date(2025, 3, 31), calendar=own)
    names = calendar.calendar(site, sheet(site, "2025-04"))["names"]
    assert [place for place, (_, free) in enumerate(names) if free] == named


def test_what_was_called_off_stays_and_what_was_never_agreed_does_not() -> None:
    today = date(2025, 3, 31)
    for state, shown in (("cancelled", True), ("void", False), ("called", True)):
        site = site_of(with_meeting(state, starts="2025-04-02T09:00"), today)
        assert (f"{MEETING} event" in placed(site)) is shown
    site = site_of(with_meeting("cancelled", starts="2025-04-02T09:00"), today)
    weeks = calendar.calendar(site, sheet(site, "agenda"))["weeks"]
    lines = [str(line) for _, _, days in weeks for _, lines in days for line in lines]
    assert any(
        MEETING in line and '<span class="tag late">Cancelled</span>' in line for line in lines
    )
    trip = demo_office().records["TRIP-2025-0001"]
    refused = demo_office().changed(trip.id, state="refused")
    assert f"{trip.id} event" not in placed(site_of(refused, date(2025, 1, 16)))


def test_what_lasts_for_days_stands_under_today_while_it_does() -> None:
    trip = "TRIP-2025-0001 event"  # from 16 to 20 January, a Monday, whose week the agenda keeps
    days = ((15, "2025-01-16"), (16, "2025-01-16"), (20, "2025-01-20"), (26, "2025-01-20"))
    for day, under in (*days, (27, None)):
        assert placed(site_of(demo_office(), date(2025, 1, day))).get(trip) == under


def turns_on(office: Office, day: date, **wishes: Any) -> list[tuple[str, str, bool]]:
    """The turns of the inspection of seals in the calendar: period, day, whether it is late."""
    found = site_of(office, day, **wishes).once(entries)
    own = [entry for entry in found if entry.record.id == "RTN-seal-inspection"]
    return [(entry.part, entry.day, is_late(entry, day)) for entry in own]


def test_turns_of_routines_come_and_are_late_once_they_were_missed() -> None:
    """The inspection of December was held; nobody has held that of January, due on 4 February."""
    office, january = demo_office(), ("2026-01", "2026-02-04")
    assert turns_on(office, date(2025, 12, 31))[0] == (*january, False)
    assert turns_on(office, date(2026, 2, 4))[0] == (*january, False)
    assert turns_on(office, date(2026, 2, 5))[0] == (*january, True)
    site = site_of(office, date(2026, 2, 5))
    shown = str(calendar.calendar(site, sheet(site, "2026-02")))
    assert "2026-01: not done" in shown


def test_nothing_is_late_where_its_records_are_not_kept() -> None:
    alone = site_of(demo_office(), date(2026, 12, 1), kinds=["routine", "post", "unit", "person"])
    assert sheet(alone, "agenda").late == 0


def test_a_turn_kept_by_a_record_above_the_audience_is_not_late() -> None:
    office = demo_office()
    for seal in [name for name, record in office.records.items() if record.kind == "seal"]:
        office = office.changed(seal, label="restricted")
    for audience in ("internal", "restricted"):
        found = turns_on(office, date(2026, 2, 4), audience=audience)
        assert found[0] == ("2026-01", "2026-02-04", False)


def test_what_falls_due_says_what_is_to_be_done_and_by_whom() -> None:
    site = site_of(
        with_meeting(starts="2025-04-02T09:00", chair="PER-amanantial"), date(2025, 4, 1)
    )
    lines = str(calendar.calendar(site, sheet(site, "agenda"))["weeks"])
    assert "Meeting · to be recorded as held · Director" in lines


def test_the_late_are_left_out_and_counted() -> None:
    site = site_of(demo_office(), date(2026, 12, 31))
    page = calendar.calendar(site, sheet(site, "agenda"))
    late = [e for e in site.once(entries) if e.what == "due" and e.day < "2026-12-31"]
    assert late
    assert page["late"] == len(late)
    shown = {(e.record.id, e.part) for _, e in sheet(site, "agenda").placed if e.what == "due"}
    assert not {(e.record.id, e.part) for e in late} & shown


def test_the_public_is_not_told_how_much_is_late(tmp_path: Path) -> None:
    late = site_of(demo_office(), date(2026, 12, 31), audience="public")
    assert sheet(late, "agenda").late is None
    demo_office().build(tmp_path / "public", audience="public", today=date(2026, 12, 31))
    assert "is late" not in (tmp_path / "public/calendar/index.html").read_text("utf-8")


def test_nothing_above_the_audience_is_in_the_calendar() -> None:
    office = with_meeting(starts="2025-04-02T09:00", title="Hush", place="Back room")
    office = office.changed(MEETING, label="restricted")
    site = site_of(office, date(2025, 3, 31))
    for each in calendar.sheets(site):
        shown = str(calendar.calendar(site, each))
        assert not any(word in shown for word in (MEETING, "Hush", "Back room"))
    assert f"{MEETING} event" in placed(site_of(office, date(2025, 3, 31), audience="restricted"))


def test_markup_in_a_title_or_place_stays_text() -> None:
    office = with_meeting(starts="2025-04-02T09:00", title="<b>bold", place='"><i>here')
    site = site_of(office, date(2025, 3, 31))
    for name in ("agenda", "2025-04"):
        shown = str(calendar.calendar(site, sheet(site, name)))
        assert "&lt;b&gt;bold" in shown
        assert "<b>bold" not in shown
        assert "<i>here" not in shown


def test_the_calendar_comes_and_goes_with_the_kinds() -> None:
    today = date(2025, 3, 31)
    assert calendar.sheets(site_of(demo_office(), today, kinds=["unit", "post", "person"])) == []
    for kind in ("meeting", "routine", "trip", "task"):
        assert calendar.sheets(site_of(demo_office(), today, kinds=[kind]))


def test_keys_follow_what_a_page_shows() -> None:
    def keys(office: Office, today: date) -> dict[str, str]:
        site = site_of(office, today)
        return {each.name: calendar.sheet_key(site, each) for each in calendar.sheets(site)}

    before = keys(demo_office(), date(2025, 12, 30))
    next_day = keys(demo_office(), date(2025, 12, 31))
    assert {name for name in before if before[name] != next_day.get(name)} == {"agenda", "2025-12"}
    moved = keys(with_meeting(starts="2025-06-02T09:00"), date(2025, 12, 30))
    changed = {name for name in before if before[name] != moved.get(name)}
    assert changed == {"2025-06", "agenda"}  # nobody recorded that it was held


def test_a_later_build_equals_one_from_nothing(tmp_path: Path) -> None:
    first = with_meeting(starts="2025-04-02T09:00")
    later = with_meeting(starts="2025-05-12T10:00", title="Put off")
    first.build(tmp_path / "one", notes=tmp_path / "notes.json")
    later.build(tmp_path / "one", notes=tmp_path / "notes.json", today=date(2025, 4, 1))
    later.build(tmp_path / "two", today=date(2025, 4, 1))
    one, two = (contents((tmp_path / name).resolve()) for name in ("one", "two"))
    assert one == two
    assert b"Put off" in one["calendar/index.html"]
    assert b"Put off" in one["calendar/meetings.ics"]
    assert b"Put off" not in one["calendar/2025-04.html"]


@pytest.mark.parametrize("language", ["en", "es", "zh"])
def test_a_new_office_has_a_calendar_and_news(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    office, public = tmp_path / "office", tmp_path / "public"
    office.mkdir()
    monkeypatch.chdir(office)
    for arguments in (
        ["init", ".", "--language", language, "--today", "2026-01-05"],
        ["build", "--today", "2026-01-06", "--output", str(public)],
    ):
        result = CliRunner().invoke(group, arguments)
        assert result.exit_code == 0, result.output
    page = (public / "calendar/index.html").read_text("utf-8")
    assert len(re.findall(r'<h2 id="w-', page)) == 8
    for name in ("calendar/meetings.ics", "calendar/due.ics", "changes/feed.xml"):
        assert (public / name).is_file()


def test_entries_are_in_order() -> None:
    found = site_of(demo_office(), date(2025, 3, 31)).once(entries)
    days = [entry.day for entry in found]
    assert days == sorted(days)
    same = [e for e in found if e.day == "2025-01-16"]
    assert same == sorted(same, key=_hour)


def _hour(entry: Entry) -> tuple[bool, str]:
    return entry.what != "event", entry.start
