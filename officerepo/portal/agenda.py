"""What takes place on which day, and what falls due: the entries of the calendar and its feeds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from officerepo.domain.owed import owed
from officerepo.kind import Words
from officerepo.portal.language import parse_day
from officerepo.portal.site import Site
from officerepo.record import Record
from officerepo.register import pick

EVENTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "meeting": ("starts", ("ends",)),
    "reception": ("arrives", ("departs",)),
    "trip": ("out", ("back", "expected_back")),
    "study": ("dates.from", ("dates.to",)),
}
"""What takes place, by kind: the field of its beginning, and those of its end, the surest first."""

What = Literal["event", "due"]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that has a day: what takes place, or what is owed.

    `start` and `end` are days or moments as written; what falls due has no end. `step` says what
    is to be done, `who` are the posts and units that owe it. `part` tells apart what is owed of one
    record: 2025-H2 of a routine.
    """

    record: Record
    what: What
    start: str
    end: str = ""
    part: str = ""
    step: Words = field(default_factory=dict)
    who: tuple[str, ...] = ()
    dropped: bool = False

    @property
    def day(self) -> str:
        """The first day (ISO date)."""
        return self.start[:10]

    @property
    def last(self) -> str:
        """The last day (ISO date)."""
        return max(self.start[:10], self.end[:10])

    @property
    def order(self) -> tuple[str, bool, str, str]:
        """A sort key: by day; within a day what takes place by the hour, then what falls due."""
        return self.day, self.what != "event", self.start, self.record.id


def entries(site: Site) -> list[Entry]:
    """Returns all that takes place or falls due, in order; turns of routines as far as a year.

    What was called off stays, so that nobody waits for it; what was never agreed, or is void, has
    no place here.
    """
    found = [*_events(site), *_dues(site)]
    return sorted(found, key=lambda entry: entry.order)


def has_entries(site: Site) -> bool:
    """Whether the office has a kind that something in a calendar can come from."""
    kinds = site.office.kinds
    return "routine" in kinds or any(
        name in EVENTS or kind.deadlines for name, kind in kinds.items()
    )


def is_late(entry: Entry, today: date) -> bool:
    """Whether it was owed before today."""
    return entry.what == "due" and entry.day < today.isoformat()


def within(found: list[Entry], first: date, last: date) -> list[tuple[str, Entry]]:
    """Returns the entries of some days, each with the day (ISO date) under which it stands.

    What began before stands under the first day.
    """
    start, end = first.isoformat(), last.isoformat()
    return [(max(e.day, start), e) for e in found if e.day <= end and e.last >= start]


def entry_key(site: Site, entry: Entry) -> str:
    """Returns a text that differs whenever an entry would look different on a page."""
    place = str(entry.record.data.get("place", "")) if entry.what == "event" else ""
    names = (entry.record.id, *entry.who, place)
    step = site.language.say(entry.step)
    parts = (entry.what, entry.start, entry.end, entry.part, step, *map(site.face_key, names))
    return "|".join(parts)


def _events(site: Site) -> Iterator[Entry]:
    for name, (begins, ends) in EVENTS.items():
        kind = site.office.kinds.get(name)
        for record in site.index.of(name) if kind else ():
            start = pick(record, begins)
            dropped = kind is not None and kind.phase_of(record.state) == "dropped"
            if not _is_day(start) or (dropped and record.state != "cancelled"):
                continue
            end = next((e for path in ends if _is_day(e := pick(record, path))), "")
            yield Entry(record, "event", start, end if end > start else "", dropped=dropped)


def _dues(site: Site) -> Iterator[Entry]:
    for each in owed(site.index, site.today):
        if _is_day(each.day):
            yield Entry(each.record, "due", each.day, part=each.part, step=each.step, who=each.who)


def _is_day(value: object) -> bool:
    """Whether a value begins with a day around which weeks and years can be counted."""
    return isinstance(value, str) and parse_day(value) is not None and "1900" <= value < "3000"
