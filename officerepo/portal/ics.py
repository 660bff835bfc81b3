"""Calendars to subscribe to (iCalendar, RFC 5545): meetings, due dates, those of a post or unit.

No event names an address: attendance is told in words, for calendar programs would write to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from officerepo.domain.establishment import answering, posts_by_unit
from officerepo.domain.membership import ATTENDANCE, members_of
from officerepo.portal.agenda import Entry, entries, entry_key
from officerepo.portal.identity import address, first_name, house, last_touched, one_line, revisions
from officerepo.portal.site import Site
from officerepo.record import LINK_SHAPE, Record, entries_in
from officerepo.text import safe

if TYPE_CHECKING:
    from icalendar import Calendar, Event

FOLDER = "calendar"

_HEADS = ("unit", "chair", "secretary")


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar to subscribe to; `about` is the post or unit whose it is, or empty."""

    path: str
    title: str
    about: str
    entries: Sequence[Entry] = field(repr=False)


def feeds(site: Site) -> list[Feed]:
    """Returns the calendars: all meetings, all due dates, then those of each post and each unit.

    Meetings are kept in them from the first day of last year on.
    """
    gettext = site.language.gettext
    since = _since(site)
    found = site.once(entries)
    meetings = [e for e in found if e.record.kind == "meeting" and e.what == "event"]
    meetings = [entry for entry in meetings if entry.day >= since]
    dues = [entry for entry in found if entry.what != "event"]
    kinds = site.office.kinds
    made = []
    if "meeting" in kinds:
        made.append(Feed(f"{FOLDER}/meetings.ics", gettext("Meetings"), "", meetings))
    if "routine" in kinds or any(kind.deadlines for kind in kinds.values()):
        made.append(Feed(f"{FOLDER}/due.ics", gettext("Due dates"), "", dues))
    if made:
        made += _of_posts_and_units(site, meetings, dues)
    return made


def feed_key(site: Site, feed: Feed) -> str:
    """Returns the key of a calendar: its entries, and how often each was revised."""
    rows = (
        f"{entry_key(site, entry)}{entry.record.blob}{revisions(site, entry.record)}"
        f"{'|'.join(site.face_key(name) for name in _spoken(entry.record))}"
        for entry in feed.entries
    )
    return site.key("ics", feed.path, feed.title, *rows)


def lasting(site: Site, kind: str) -> list[Record]:
    """Returns the posts, or the units, of the office that exist or did so until lately."""
    found = []
    for record in site.index.of(kind):
        valid = record.data.get("valid")
        until = str(valid.get("to") or "") if isinstance(valid, dict) else ""
        if record.data.get("type") != "external" and (not until or until >= _since(site)):
            found.append(record)
    return found


def _since(site: Site) -> str:
    return f"{site.today.year - 1:04d}-01-01"


def called(site: Site, meeting: Record) -> set[str]:
    """Returns the posts that a meeting concerns.

    They are the members of the body, else the posts of the unit that meets, and the posts of those
    who are to preside, to take the minutes and to be there.
    """
    unit, day = str(meeting.data.get("unit", "")), str(meeting.data.get("starts", ""))[:10]
    members = members_of(site.index, meeting)
    if members is None:
        members = frozenset(post.id for post in site.once(_posts).get(unit, ()))
    posts = set(members)
    for name in _spoken(meeting):
        posts.update(post for post in answering(site.index, name, day) if post != unit)
    return posts


def _spoken(meeting: Record) -> Iterator[str]:
    """Yields the names that a meeting's description tells: body, chair, who is to be there."""
    attendance = meeting.data.get("attendance")
    lists = [attendance.get(n) for n in ATTENDANCE] if isinstance(attendance, dict) else []
    people = [person for found in lists if isinstance(found, list) for person in found]
    for name in (*(meeting.data.get(key) for key in _HEADS), *people):
        if isinstance(name, str):
            yield name


def _of_posts_and_units(
    site: Site, meetings: Sequence[Entry], dues: Sequence[Entry]
) -> Iterator[Feed]:
    of_post: dict[str, list[Entry]] = {}
    of_unit: dict[str, list[Entry]] = {}
    for entry in meetings:
        of_unit.setdefault(str(entry.record.data.get("unit", "")), []).append(entry)
        for post in called(site, entry.record):
            of_post.setdefault(post, []).append(entry)
    for entry in dues:
        units = set()
        for owner in filter(None, map(site.records.get, entry.who)):
            if owner.kind == "post":
                of_post.setdefault(owner.id, []).append(entry)
            units.add(str(owner.data.get("unit", "")) if owner.kind == "post" else owner.id)
        own = site.records.get(site.index.owner(entry.record))
        if own is not None and own.kind == "unit":  # a body, which a post of another unit may head
            heads = answering(site.index, own.id, site.today.isoformat())
            units.update({own.id} if {*heads} & {*entry.who} else ())
        for unit in sorted(units):
            of_unit.setdefault(unit, []).append(entry)
    for kind, found in (("unit", of_unit), ("post", of_post)):
        for record in lasting(site, kind):
            title = site.face_of(record).title
            yield Feed(f"{FOLDER}/{record.id}.ics", title, record.id, found.get(record.id, []))


def _posts(site: Site) -> Mapping[str, list[Record]]:
    return posts_by_unit(site.index, site.today.isoformat())


# -- as bytes -------------------------------------------------------------------------------------


def calendar_bytes(site: Site, feed: Feed) -> bytes:
    """Returns a calendar as iCalendar text; the same entries give the same bytes on every day."""
    from icalendar import Calendar  # 150 ms, not needed when nothing changed

    calendar = Calendar()
    name = one_line(f"{feed.title} · {site.office.name}")
    calendar.add("prodid", f"-//officerepo//portal//{site.language.code.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=12), parameters={"value": "DURATION"})
    for entry in feed.entries:
        event = _event(site, entry)
        if event is not None:
            calendar.add_component(event)
    years = [int(entry.start[:4]) for entry in feed.entries]
    years += [int(entry.last[:4]) for entry in feed.entries]
    if years:
        first, last = date(min(years) - 1, 1, 1), date(max(years) + 1, 12, 31)
        calendar.add_missing_timezones(first_date=first, last_date=last)
        _set_onsets(calendar)
    return bytes(calendar.to_ical())


def _set_onsets(calendar: Calendar) -> None:
    """Sets the onsets of summer time to the hour that clocks show before it, as RFC 5545 has it.

    icalendar 7.3 writes the hour that they show then.
    """
    for zone in calendar.timezones:
        rules = ZoneInfo(zone.tz_name)
        seasons: list[Any] = zone.subcomponents
        for season in seasons:
            ahead = season.TZOFFSETTO - season.TZOFFSETFROM
            days = [season["dtstart"], *(season["rdate"].dts if "rdate" in season else ())]
            for each in days if ahead > timedelta(0) else ():
                before = (each.dt - ahead).replace(tzinfo=UTC) - season.TZOFFSETFROM
                if before.astimezone(rules).utcoffset() == season.TZOFFSETTO:
                    each.dt -= ahead


def _event(site: Site, entry: Entry) -> Event | None:
    from icalendar import Event

    record, gettext = entry.record, site.language.gettext
    times = _times(entry, site.office.zone)
    if times is None:
        return None
    face = site.face_of(record)
    title = face.title
    if entry.what != "event":
        words = gettext("Due: {title} ({step})").replace("{step}", site.language.say(entry.step))
        title = words.replace("{title}", title)
    elif entry.dropped:
        title = f"{face.state}{site.language.marks.colon}{title}"
    event = Event()
    event.add("uid", _uid(site, entry))
    event.add("sequence", revisions(site, record))
    event.add("dtstamp", last_touched(site, record))
    event.add("dtstart", times[0])
    if times[1] is not None:
        event.add("dtend", times[1])
    event.add("summary", one_line(title))
    event.add("description", safe("\n".join(_description(site, entry))))
    event.add("categories", [one_line(site.language.say(site.office.kinds[record.kind].title))])
    place = _named(site, record.data.get("place")) if entry.what == "event" else ""
    if place:
        event.add("location", one_line(place))
    event.add("status", "CANCELLED" if entry.dropped else "CONFIRMED")
    if entry.what != "event":
        event.add("transp", "TRANSPARENT")
    url = address(site, face.url)
    if url:
        event.add("url", one_line(url))
    return event


def _uid(site: Site, entry: Entry) -> str:
    part = "" if entry.what == "event" else f"-{entry.part or 'due'}"
    return one_line(f"{first_name(entry.record)}{part}@{house(site)}.officerepo.invalid")


def _times(entry: Entry, zone: tzinfo | None) -> tuple[date, date | None] | None:
    """Returns when an entry begins and ends; what has no hour takes whole days.

    Without a zone in the settings the hours are those of whoever reads them.
    """
    try:
        start = datetime.fromisoformat(entry.start).replace(tzinfo=zone)
        end = datetime.fromisoformat(entry.end).replace(tzinfo=zone) if entry.end else None
        if len(entry.start) == 10:
            after = date.fromisoformat(entry.last) + timedelta(days=1)
            return start.date(), after
    except (ValueError, OverflowError):
        return None
    if end is not None and len(entry.end) == 10:
        end = end.replace(hour=23, minute=59)
    # Where the clock is put back, what ends in the hour that comes twice may end before it began.
    if end is not None and zone is None:
        return start, end if end > start else None
    later = end is not None and end.astimezone(UTC) > start.astimezone(UTC)
    return start, end if later else None


def _description(site: Site, entry: Entry) -> Iterator[str]:
    """Yields the lines that a calendar program shows below the title."""
    record = entry.record
    kind, say, marks = site.office.kinds[record.kind], site.language.say, site.language.marks
    state = site.face_of(record).state
    yield " · ".join(filter(None, (say(kind.title), record.id, state)))
    if entry.what != "event":
        names = marks.item.join(face.title for name in entry.who if (face := site.face(name)))
        yield " · ".join(filter(None, (say(entry.step), names)))
        return
    for name in _HEADS:
        words = _named(site, record.data.get(name))
        if words:
            yield f"{_title(site, record, name)}{marks.colon}{words}"
    attendance = record.data.get("attendance")
    for name in ATTENDANCE:
        people = attendance.get(name) if isinstance(attendance, dict) else None
        shown = [_named(site, person) for person in entries_in(people)]
        if any(shown):
            words = marks.item.join(filter(None, shown))
            yield f"{_title(site, record, 'attendance', name)}{marks.colon}{words}"
    for item in entries_in(record.data.get("agenda")):
        if isinstance(item, dict) and isinstance(item.get("title"), str):
            yield f"{item.get('n', '–')}. {item['title']}"


def _title(site: Site, record: Record, name: str, part: str = "") -> str:
    spec = site.office.kinds[record.kind].fields.get(name)
    spec = spec.parts.get(part) if spec and part else spec
    return site.language.say(spec.title) if spec and spec.title else part or name


def _named(site: Site, value: Any) -> str:
    """Returns the title of the record that a value names, else what it says."""
    if not isinstance(value, str):
        return ""
    face = site.face(value) if LINK_SHAPE.fullmatch(value) else None
    return face.title if face else value
