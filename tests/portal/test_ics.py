"""Calendars to subscribe to say what the records say, and nothing in a record can break them."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from officerepo.domain.deadlines import awaited
from officerepo.portal import ics
from officerepo.portal.agenda import entries
from officerepo.portal.site import Site
from officerepo.record import Act, Record
from tests.portal.office import Office, demo_office
from tests.portal.sites import like, site_of

MADRID = ZoneInfo("Europe/Madrid")
CANCELLED, HELD = "MTG-2025-003", "MTG-2025-001"


def feed_of(site: Site, name: str) -> bytes:
    found = next(feed for feed in ics.feeds(site) if feed.path == f"calendar/{name}.ics")
    return ics.calendar_bytes(site, found)


def events(raw: bytes) -> dict[str, Any]:
    """The events of a calendar by the part of their id before the @, each once."""
    found = [each for each in Calendar.from_ical(raw).walk("VEVENT") if isinstance(each, Event)]
    by_id = {str(each["UID"]).partition("@")[0]: each for each in found}
    assert len(by_id) == len(found)
    return by_id


def with_meeting(**data: Any) -> tuple[Office, Record]:
    """The demo office with one more meeting, which was called and not yet held."""
    office = demo_office()
    model = office.records[HELD]
    call = (Act("call", "2025-03-20T09:00", "PER-farroyuelo", {}),)
    meeting = replace(like(model, "MTG-2025-900", acts=call, **data), state="called")
    return Office({**office.records, meeting.id: meeting}, lambda record: ""), meeting


def test_meetings_are_those_of_the_index() -> None:
    site = site_of(demo_office(), date(2025, 12, 31))
    found = events(feed_of(site, "meetings"))
    meetings = {r.id: r for r in site.index.of("meeting") if r.state != "void"}
    assert len(meetings) > 20
    assert found.keys() == meetings.keys()
    for name, meeting in meetings.items():
        event, data = found[name], meeting.data
        start = datetime.fromisoformat(str(data["starts"])).replace(tzinfo=MADRID)
        assert event.start == start
        assert event["DTSTART"].params["TZID"] == "Europe/Madrid"
        if "ends" in data:
            assert event.end == datetime.fromisoformat(str(data["ends"])).replace(tzinfo=MADRID)
        assert str(event["SUMMARY"]).endswith(meeting.title)
        assert str(event["STATUS"]) == ("CANCELLED" if name == CANCELLED else "CONFIRMED")
        last = datetime.fromisoformat(meeting.acts[-1].at).replace(tzinfo=MADRID)
        assert last.astimezone(UTC) == event.DTSTAMP
        assert event["SEQUENCE"] == len(meeting.acts)
        for item in data.get("agenda", ()):
            assert f"{item['n']}. {item['title']}" in str(event["DESCRIPTION"])
        for person in data.get("attendance", {}).get("present", ()):
            assert site.records[person].title in str(event["DESCRIPTION"])
        assert "ATTENDEE" not in event
        assert "ORGANIZER" not in event
    place = meetings[HELD].data["place"]
    assert str(found[HELD]["LOCATION"]) == place == "Maps room"


def test_the_zone_comes_with_the_calendar() -> None:
    calendar = Calendar.from_ical(feed_of(site_of(demo_office()), "meetings"))
    assert isinstance(calendar, Calendar)
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Madrid"]
    assert calendar.get_missing_tzids() == set()
    [zone] = calendar.timezones
    madrid, moments = ZoneInfo("Europe/Madrid"), 0
    seasons: list[Any] = zone.subcomponents[1:]
    for season in seasons:
        for onset in (season["dtstart"], *season["rdate"].dts):
            moment = onset.dt.replace(tzinfo=UTC) - season.TZOFFSETFROM
            for instant, offset in ((0, season.TZOFFSETTO), (-1, season.TZOFFSETFROM)):
                there = (moment + timedelta(seconds=instant)).astimezone(madrid)
                assert there.utcoffset() == offset
                moments += 1
    assert moments >= 8


@pytest.mark.parametrize("zone", ["Europe/Madrid", "Asia/Shanghai", None])
def test_the_clock_of_the_machine_changes_no_byte(
    zone: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, _ = with_meeting(starts="2025-10-26T02:30", ends="2025-10-26T02:45")
    made = []
    try:
        for machine in ("America/New_York", "Asia/Shanghai", "Pacific/Kiritimati"):
            monkeypatch.setenv("TZ", machine)
            time.tzset()
            site = site_of(office, date(2025, 12, 31), settings={"time_zone": zone})
            feeds = {feed.path: ics.calendar_bytes(site, feed) for feed in ics.feeds(site)}
            made.append(feeds)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert len(made[0]) > 20
    assert made[0] == made[1] == made[2]


def test_revisions_are_counted_from_what_may_be_told() -> None:
    rows = {HELD: [["2025-01-02", "abc", "added", [], [], False]] * 9}
    found = events(feed_of(site_of(demo_office(), changes=rows), "meetings"))
    assert found[HELD]["SEQUENCE"] == 9


def test_due_dates_are_those_that_run() -> None:
    day = date(2025, 3, 31)
    office = demo_office()
    task = office.records["TSK-2025-0004"]
    early = replace(task, acts=task.acts[:3], state="accepted")
    office = Office({**office.records, task.id: early}, office.body)
    site = site_of(office, day)
    found = events(feed_of(site, "due"))
    running = {
        f"{record.id}-due": waits.day
        for record in site.records.values()
        if (waits := awaited(site.index, record))
    }
    dues = {name: event for name, event in found.items() if name.endswith("-due")}
    assert {n: e.start.isoformat() for n, e in dues.items()} == running
    assert f"{task.id}-due" in running
    assert str(dues[f"{task.id}-due"]["SUMMARY"]) == f"Due: {task.title} (to be done)"
    for event in found.values():
        assert event["DTSTART"].params["VALUE"] == "DATE"
        assert event.end - event.start == timedelta(days=1)
        assert str(event["TRANSP"]) == "TRANSPARENT"
    turns = found.keys() - dues.keys()
    assert "RTN-annual-plan-2026" in turns


def test_turns_of_routines_are_those_to_come() -> None:
    site = site_of(demo_office(), date(2025, 3, 31))
    found = events(feed_of(site, "due"))
    turns = [e for name, e in found.items() if name.startswith("RTN-")]
    assert min(event.start for event in turns) >= date(2025, 3, 31)
    assert "RTN-half-year-meeting-2025-H1" not in found  # it was held, as the records show


def test_a_post_has_the_meetings_it_is_called_to_and_its_due_dates() -> None:
    site = site_of(demo_office(), date(2025, 12, 31))
    meetings = events(feed_of(site, "meetings"))
    director, driver = events(feed_of(site, "POST-DIR-01")), events(feed_of(site, "POST-SUB-01"))
    assert HELD in director  # presided over it
    assert HELD not in driver
    for post in ("POST-DIR-01", "POST-OFI-07", "POST-SUB-01"):
        found = events(feed_of(site, post))
        called = {n for n in meetings if post in ics.called(site, site.records[n])}
        owned = {e.record.id for e in site.once(entries) if e.what != "event" and post in e.who}
        assert {name for name in found if name.startswith("MTG") and "-due" not in name} == called
        assert {n for n in owned if any(name.startswith(n) for name in found)} == owned
    assert director != driver


def test_a_unit_has_its_meetings_and_the_due_dates_of_its_posts() -> None:
    site = site_of(demo_office(), date(2025, 12, 31))
    found = events(feed_of(site, "UNIT-DIR"))
    own = {r.id for r in site.index.of("meeting") if r.data["unit"] == "UNIT-DIR"}
    assert own
    assert {n for n in found if n.startswith("MTG")} == own
    assert not any(feed.about == "UNIT-DCA" for feed in ics.feeds(site))  # another institution


def test_members_of_a_body_are_called_and_nobody_else_of_the_unit() -> None:
    office, meeting = with_meeting(unit="UNIT-OFI", attendance={}, chair="PER-amanantial")
    unit = office.records["UNIT-OFI"]
    members = [{"post": "POST-OFI-01"}, {"post": "POST-OFI-02", "to": "2024-12-31"}]
    whole = site_of(office)
    assert {"POST-OFI-01", "POST-OFI-02", "POST-DIR-01"} <= ics.called(whole, meeting)
    changed = replace(unit, data={**unit.data, "members": members})
    site = site_of(Office({**office.records, unit.id: changed}, office.body))
    assert "POST-OFI-01" in ics.called(site, meeting)
    assert "POST-OFI-02" not in ics.called(site, meeting)  # not a member any more
    assert "POST-DIR-01" in ics.called(site, meeting)  # presides


HOSTILE = [
    "Budget\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:forged",
    "a;b,c\\n \"quoted\" 'x' : = ;TZID=x",
    "null \x00 bell \x07 escape \x1b[31m vertical \x0b tab \t next line \x85 \u2028 \u2029",
    "lone surrogate \ud800 and \udfff, not a character \ufffe",
    "turned \u202e around \u2066 and hidden \u200b",
    "会议" * 2_000,
    "x" * 5_000,
    "🏛️ emoji 👩‍💼",
    "",
    " leading and trailing ",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_record_can_break_a_calendar(text: str) -> None:
    agenda = [{"n": "1", "title": text}]
    attendance = {"present": [text, "PER-amanantial"], "absent": text}
    office, meeting = with_meeting(
        title=text, place=text, agenda=agenda, attendance=attendance, chair=text
    )
    raw = feed_of(site_of(office, settings={"name": text, "portal_url": text}), "meetings")
    before = events(feed_of(site_of(demo_office()), "meetings"))
    found = events(raw)
    assert found.keys() == before.keys() | {meeting.id}
    lines = raw.split(b"\r\n")
    assert lines.pop() == b""
    for line in lines:
        assert len(line) <= 75
        assert not any(byte < 32 for byte in line)
    raw.decode("utf-8")
    assert "URL" not in found[meeting.id]
    assert str(found[HELD]["SUMMARY"]) == str(before[HELD]["SUMMARY"])


@pytest.mark.parametrize(
    ("starts", "ends", "utc", "minutes"),
    [
        ("2025-03-30T01:30", "2025-03-30T03:30", "2025-03-30T00:30", 60),  # clock put forward
        ("2025-10-26T01:30", "2025-10-26T03:30", "2025-10-25T23:30", 180),  # and back
        ("2028-02-29T09:00", "2028-02-29T10:00", "2028-02-29T08:00", 60),
        ("2025-12-31T23:30", "2026-01-01T00:30", "2025-12-31T22:30", 60),
        ("2025-06-02T09:00", "2025-06-02T09:00", "2025-06-02T07:00", None),
        ("2025-06-02T09:00", "2025-06-01T09:00", "2025-06-02T07:00", None),
        ("2025-06-02T09:00", "soon", "2025-06-02T07:00", None),
    ],
)
def test_hours_are_those_of_the_office(
    starts: str, ends: str, utc: str, minutes: int | None
) -> None:
    office, meeting = with_meeting(starts=starts, ends=ends)
    event: Any = events(feed_of(site_of(office), "meetings"))[meeting.id]
    assert event["DTSTART"].dt.astimezone(UTC).replace(tzinfo=None).isoformat()[:16] == utc
    if minutes is None:
        assert "DTEND" not in event
    else:
        lasts = event["DTEND"].dt.astimezone(UTC) - event["DTSTART"].dt.astimezone(UTC)
        assert lasts == timedelta(minutes=minutes)


def test_without_a_zone_hours_are_those_of_the_reader() -> None:
    office, meeting = with_meeting(starts="2025-06-02T09:00", ends="2025-06-02T10:00")
    raw = feed_of(site_of(office, settings={"time_zone": None}), "meetings")
    assert b"VTIMEZONE" not in raw
    assert events(raw)[meeting.id].start == datetime(2025, 6, 2, 9, 0)


def test_a_meeting_without_an_hour_takes_the_day() -> None:
    office, meeting = with_meeting(starts="2025-12-31", ends="")
    event = events(feed_of(site_of(office), "meetings"))[meeting.id]
    assert (event.start, event.end) == (date(2025, 12, 31), date(2026, 1, 1))


def test_a_meeting_without_a_day_is_in_no_calendar() -> None:
    office, meeting = with_meeting(starts="some day")
    assert meeting.id not in events(feed_of(site_of(office), "meetings"))


def test_the_ids_stay_when_a_record_is_renamed_and_the_portal_moves() -> None:
    office, meeting = with_meeting()
    other = like(meeting, "MTG-2025-901", formerly=[meeting.id])
    moved = Office({**demo_office().records, other.id: other}, office.body)
    at = {"portal_url": "https://records.emea.example/office/"}
    before = {str(e["UID"]) for e in events(feed_of(site_of(office), "meetings")).values()}
    raw = feed_of(site_of(moved, settings=at), "meetings")
    assert {str(e["UID"]) for e in events(raw).values()} == before
    url = str(events(raw)[meeting.id]["URL"])
    assert url == "https://records.emea.example/office/meetings/2025/MTG-2025-901.html"


def test_the_same_entries_give_the_same_bytes_on_another_day() -> None:
    for name in ("meetings", "POST-PER-02"):
        one = feed_of(site_of(demo_office(), date(2025, 11, 10)), name)
        assert feed_of(site_of(demo_office(), date(2025, 11, 11)), name) == one


def test_meetings_are_kept_from_the_first_day_of_last_year_on() -> None:
    assert HELD in events(feed_of(site_of(demo_office(), date(2026, 12, 31)), "meetings"))
    assert events(feed_of(site_of(demo_office(), date(2027, 1, 1)), "meetings")) == {}


def test_restricted_meetings_are_in_no_calendar_of_others() -> None:
    office, meeting = with_meeting(title="Secret place")
    hidden = replace(meeting, label="restricted")
    office = Office({**office.records, meeting.id: hidden}, office.body)
    site = site_of(office, date(2025, 12, 31))
    for feed in ics.feeds(site):
        raw = ics.calendar_bytes(site, feed)
        assert meeting.id.encode() not in raw
        assert b"Secret place" not in raw
    assert meeting.id in events(feed_of(site_of(office, audience="restricted"), "meetings"))


def test_calendars_come_and_go_with_the_kinds() -> None:
    def paths(*kinds: str) -> set[str]:
        return {feed.path for feed in ics.feeds(site_of(demo_office(), kinds=kinds))}

    assert paths("seal", "person") == set()
    assert paths("routine") == {"calendar/due.ics"}
    assert {"calendar/meetings.ics", "calendar/UNIT-DIR.ics"} <= paths("meeting", "unit", "person")
    assert "calendar/POST-DIR-01.ics" in paths("task", "post")
