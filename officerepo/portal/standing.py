"""How a post or unit stands on the day: what its page shows beyond its file, as plain values."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from officerepo.domain.establishment import holders, posts_by_unit, vacant
from officerepo.domain.force import is_in_force
from officerepo.domain.matters import Matter, open_matters, unapproved
from officerepo.domain.powers import of_post, target_of
from officerepo.portal import atom, ics
from officerepo.portal.site import Site
from officerepo.record import Record, entries_in
from officerepo.workdays import LAST_DAY

SHOWN = 50
"""So many open matters are listed; the first that are due come first."""

NAMED = 3
"""So many posts that a matter waits for are named; of more, those of the unit, if there are any."""


class Line(NamedTuple):
    """An open matter; of a unit, `owners` are the posts and units that it waits for."""

    number: str
    due: str
    late: bool
    owners: tuple[str, ...]
    step: str


class Seat(NamedTuple):
    """A post of a unit, who holds it and in which way, and how many places nobody has."""

    post: str
    people: tuple[tuple[str, str], ...]
    vacant: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What the day's records say of a post or unit, as plain values: they stand in its page's key.

    `version` is the day since when a post's duties and powers are in force, `more` how many open
    matters are not listed. What waits for an approval of the post is not among them. `seats` are
    the posts of a unit, or the post itself; `feeds` what one can subscribe to: words and address.
    """

    version: str = ""
    powers: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    seats: tuple[Seat, ...] = ()
    matters: tuple[Line, ...] = ()
    more: int = 0
    waiting: tuple[Line, ...] = ()
    feeds: tuple[tuple[str, str], ...] = ()

    def names(self) -> Iterator[str]:
        """Yields the numbers of all records that are shown."""
        yield from (*self.rules, *self.bodies, *self.plans)
        yield from filter(None, map(target_of, self.powers))
        for seat in self.seats:
            yield from (seat.post, *(person for person, _ in seat.people))
        for line in (*self.matters, *self.waiting):
            yield from (line.number, *line.owners)


def standing_key(site: Site, record: Record) -> str:
    """Returns a text for what the page of a post or unit shows beyond its file; else nothing."""
    if record.kind not in ("post", "unit"):
        return ""
    found = standing(site, record)
    return f"{found}{[site.face_key(name) for name in found.names()]}"


def standing(site: Site, record: Record) -> Standing:
    """Returns what the day's records say of a post or unit."""
    return _of_post(site, record) if record.kind == "post" else _of_unit(site, record)


def _of_post(site: Site, post: Record) -> Standing:
    index, day = site.index, site.today.isoformat()
    owned, bodies = [], []
    for source, link in index.links_to(post.id):
        if link.at == "owner_post" and source.kind == "regulation" and is_in_force(source, day):
            owned.append(source.id)
        elif link.at.startswith("members[") and source.kind == "unit" and _sits(source, post, day):
            bodies.append(source.id)
    waiting = site.once(_unapproved).get(post.id, ())
    asked = {matter.record.id for matter in waiting}
    every = open_matters(index, day).get(post.id, ())
    matters = [matter for matter in every if matter.record.id not in asked]
    return Standing(
        version=str((index.authority.version(post.id, day) or {}).get("from", "")),
        powers=tuple(of_post(index, post.id, day)),
        rules=tuple(dict.fromkeys(owned)),
        bodies=tuple(dict.fromkeys(bodies)),
        seats=(_seat(site, post, day),),
        matters=tuple(_line(site, each) for each in matters[:SHOWN]),
        more=max(0, len(matters) - SHOWN),
        waiting=tuple(_line(site, each) for each in waiting),
        feeds=site.once(_feeds).get(post.id, ()),
    )


def _of_unit(site: Site, unit: Record) -> Standing:
    index, day = site.index, site.today.isoformat()
    head = unit.data.get("head_post")
    posts = sorted(site.once(_posts).get(unit.id, ()), key=lambda post: (post.id != head, post.id))
    found: dict[tuple[str, str, str], Matter] = {}
    for name in (unit.id, *(post.id for post in posts)):
        for matter in open_matters(index, day).get(name, ()):
            found.setdefault(matter.place, matter)
    matters = [found[place] for place in sorted(found)]
    own = {unit.id, *(post.id for post in posts)}
    plans = [
        source.id
        for source, link in index.links_to(unit.id)
        if source.kind == "plan" and link.at == "unit" and index.is_open(source)
    ]
    return Standing(
        plans=tuple(dict.fromkeys(plans)),
        seats=tuple(_seat(site, post, day) for post in posts),
        matters=tuple(_line(site, each, *_named(each, own)) for each in matters[:SHOWN]),
        more=max(0, len(matters) - SHOWN),
        feeds=site.once(_feeds).get(unit.id, ()),
    )


def _line(site: Site, matter: Matter, *owners: str) -> Line:
    late = "" < matter.due < site.today.isoformat()
    return Line(matter.record.id, matter.due, late, owners, site.language.say(matter.step))


def _named(matter: Matter, own: Collection[str]) -> tuple[str, ...]:
    """Returns whom a matter waits for; of many, those among a unit and its posts, if any."""
    ours = tuple(name for name in matter.who if name in own)
    return ours if ours and len(matter.who) > NAMED else matter.who


def _seat(site: Site, post: Record, day: str) -> Seat:
    held = holders(site.index, post.id, day)
    people = tuple((each.person, each.type) for each in held)
    return Seat(post.id, people, vacant(site.index, post, day))


def _feeds(site: Site) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Returns what one can subscribe to, by the post or unit that it is about."""
    gettext = site.language.gettext
    calendar, changes = f"{gettext('Calendar')} (ICS)", f"{gettext('Changes')} (Atom)"
    offered = [(feed.about, (calendar, feed.path)) for feed in site.once(ics.feeds)]
    offered += [(feed.about, (changes, feed.path)) for feed in site.once(atom.feeds)]
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for name, offer in offered:
        found[name] = (*found.get(name, ()), offer)
    return found


def _unapproved(site: Site) -> Mapping[str, list[Matter]]:
    return unapproved(site.index, site.today.isoformat())


def _posts(site: Site) -> Mapping[str, list[Record]]:
    return posts_by_unit(site.index, site.today.isoformat())


def _sits(unit: Record, post: Record, day: str) -> bool:
    """Whether a post is a member of a body on a day."""
    return any(
        member.get("post") == post.id
        and str(member.get("from", "")) <= day <= str(member.get("to") or LAST_DAY)
        for member in entries_in(unit.data.get("members"))
        if isinstance(member, dict)
    )
