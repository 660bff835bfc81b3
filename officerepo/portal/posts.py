"""What the pages of posts and units show beyond their files: the state of things on the day.

A post: its duties and powers in force, the seals that it may use, the rules it owns, the bodies it
sits in, who held it, what is open and what waits for it. A unit: its posts, plans, open matters.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from officerepo.authority import Holding
from officerepo.domain.establishment import duties as duties_of
from officerepo.domain.establishment import holders, posts_by_unit, vacant
from officerepo.domain.force import is_in_force
from officerepo.domain.matters import Matter, open_matters, unapproved
from officerepo.domain.powers import allowed, asked, of_post, target_of, title
from officerepo.kind import Field
from officerepo.portal import atom, ics
from officerepo.portal.listings import Listing, listing, table
from officerepo.portal.paths import anchor
from officerepo.portal.pieces import NOTHING, Html, escaped, fact, joined, tag
from officerepo.portal.site import Site
from officerepo.portal.values import Values
from officerepo.record import Record, entries_in
from officerepo.workdays import LAST_DAY

SHOWN = 50
"""So many open matters are listed; the first that are due come first."""

NAMED = 3
"""So many posts that a matter waits for are named; of more, those of the unit, if there are any."""


_POWER = Field("power", "power")


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
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for words, offered in (("Calendar", ics.feeds), ("Changes", atom.feeds)):
        form = {"Calendar": "ICS", "Changes": "Atom"}[words]
        for feed in site.once(offered):
            found[feed.about] = (
                *found.get(feed.about, ()),
                (f"{gettext(words)} ({form})", feed.path),
            )
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


# -- what they show -------------------------------------------------------------------------------


def cover(site: Site, record: Record, values: Values) -> Iterator[Html]:
    """Yields who holds a post, and how many of its places nobody has."""
    if record.kind == "post":
        (seat,) = standing(site, record).seats
        held = _held_by(site, seat, values)
        if held:
            yield fact(escaped(site.language.gettext("Holders")), joined(held, "<br>"))


def ways(site: Site, record: Record) -> Iterator[tuple[str, str]]:
    """Yields what readers of the page of a post or unit can subscribe to: words and address."""
    if record.kind in ("post", "unit"):
        yield from standing(site, record).feeds


def before(site: Site, record: Record, values: Values) -> Iterator[Listing]:
    """Yields the tables that come before what the file of a post or unit says."""
    if record.kind in ("post", "unit"):
        found = standing(site, record)
        if record.kind == "post":
            yield from _duties(site, record, values)
        for each in _tables(site, record, found, values):
            yield _in_portal_language(site, record, each)


def _tables(site: Site, record: Record, found: Standing, values: Values) -> Iterator[Listing]:
    """Yields what is said in the portal's own words."""
    gettext = site.language.gettext
    yield from _powers(site, found, values)
    yield from _seals(site, found, values)
    if record.kind == "unit":
        yield from _seats(site, found, values)
    asked = gettext("Waits for an approval of this post")
    yield from _matters(site, record, gettext("Open matters"), found.matters, values, found.more)
    yield from _matters(site, record, asked, found.waiting, values)
    yield from _listed(site, gettext("Rules it answers for"), found.rules, values)
    yield from _listed(site, gettext("Bodies it sits in"), found.bodies, values)
    yield from _listed(site, gettext("Plans under way"), found.plans, values)


def _in_portal_language(site: Site, record: Record, found: Listing) -> Listing:
    """Returns a table that is not in the language of its record as what it is."""
    if not site.lang_of(record):
        return found
    return Listing(found.title, Html(f'<div lang="{site.language.code}">{found.shown}</div>'))


def _duties(site: Site, post: Record, values: Values) -> Iterator[Listing]:
    versions = site.office.kinds["post"].fields.get("versions")
    spec = versions.parts.get("duties") if versions else None
    found = [dict(duty) for duty in duties_of(site.index, post.id, site.today.isoformat())]
    if spec and found:
        # The numbers lead to the versions of the post below, which tell more of each duty.
        numbers = {anchor(str(duty.get("id", ""))) for duty in found}
        shown = listing(site, post, spec, found, values, numbers).shown
        yield Listing(escaped(site.language.gettext("Duties in force")), shown)


def _powers(site: Site, found: Standing, values: Values) -> Iterator[Listing]:
    gettext, say = site.language.gettext, site.language.say
    acts = site.once(_acts)
    rows = [
        [
            values.show(_POWER, power),
            escaped(say(allowed(site.office, acts.get(power, ())))),
        ]
        for power in found.powers
        if not target_of(power)
    ]
    if rows:
        words = escaped(gettext("Powers in force"))
        columns = [escaped(gettext("Power")), escaped(gettext("What it allows"))]
        yield Listing(words, table(words, columns, rows))


def _seals(site: Site, found: Standing, values: Values) -> Iterator[Listing]:
    """Yields what single things the powers of a post are limited to: the seals it may use."""
    by_target: dict[str, list[str]] = {}
    for power in found.powers:
        if target_of(power):
            by_target.setdefault(target_of(power), []).append(power)
    rows = []
    for target, powers in by_target.items():
        face = site.face(target)
        named = (escaped(site.language.say(title(site.office, power))) for power in powers)
        rows.append(
            [
                site.link(values.root, target, brief=True),
                joined(named, "<br>"),
                face.tag if face else NOTHING,
            ]
        )
    if rows:
        gettext = site.language.gettext
        words = escaped(gettext("Seals it may use"))
        names = (gettext("Seal"), gettext("Powers"), gettext("State"))
        yield Listing(words, table(words, list(map(escaped, names)), rows))


def _seats(site: Site, found: Standing, values: Values) -> Iterator[Listing]:
    """Yields the posts of a unit with who holds them and which places are free."""
    if not found.seats:
        return
    gettext = site.language.gettext
    rows = []
    for seat in found.seats:
        people = joined(_held_by(site, seat, values), "<br>")
        rows.append([site.link(values.root, seat.post, brief=True), people])
    words = escaped(gettext("Posts"))
    columns = [escaped(gettext("Post")), escaped(gettext("Holders"))]
    yield Listing(words, table(words, columns, rows))


def _held_by(site: Site, seat: Seat, values: Values) -> list[Html]:
    people = [_holder(site, person, how, values) for person, how in seat.people]
    if seat.vacant:
        free = site.language.ngettext("vacant", "{n} vacant", seat.vacant)
        people.append(tag(free.replace("{n}", str(seat.vacant)), "wait"))
    return people


def _holder(site: Site, person: str, how: str, values: Values) -> Html:
    shown = site.link(values.root, person, brief=True)
    words = site.office.kinds["person"].fields["appointments"].parts["type"].values.get(how)
    if how == "titular" or not words:
        return shown
    return Html(f"{shown} ({escaped(site.language.say(words))})")


def _matters(
    site: Site, record: Record, title: str, lines: Sequence[Line], values: Values, more: int = 0
) -> Iterator[Listing]:
    """Yields a table of what is open and by when something is awaited of it."""
    if not lines:
        return
    gettext, language = site.language.gettext, site.language
    shared = any(line.owners not in ((), (record.id,)) for line in lines)
    rows = []
    for line in lines:
        face = site.face(line.number)
        day = [language.short(line.due)] if line.due else []
        if line.late:
            day.append(tag(gettext("late"), "late"))
        step = [Html(f'<span class="meta">{escaped(line.step)}</span>')] if line.step else []
        row = [
            joined(day, " "),
            joined([site.link(values.root, line.number), *step], "<br>"),
            face.tag if face else NOTHING,
        ]
        if shared:
            links = (site.link(values.root, name, brief=True) for name in line.owners)
            row.append(joined(links, "<br>"))
        rows.append(row)
    names = [gettext("Due"), gettext("Matter"), gettext("State")]
    if shared:
        names.append(gettext("Waits for"))
    words = escaped(title)
    shown = table(words, list(map(escaped, names)), rows)
    if more:
        left = language.ngettext("{n} more", "{n} more", more).replace("{n}", language.count(more))
        shown = Html(f'{shown}<p class="more">{escaped(left)}</p>')
    yield Listing(words, shown)


def _listed(site: Site, words: str, names: Iterable[str], values: Values) -> Iterator[Listing]:
    lines = [
        f'<li><a href="{values.root}{face.url}"{face.line}'
        f'<span class="meta folio">{name}</span></li>'
        for name in names
        if (face := site.face(name))
    ]
    if lines:
        yield Listing(escaped(words), Html(f'<ul class="lines">{"".join(lines)}</ul>'))


def _acts(site: Site) -> Mapping[str, Any]:
    return asked(site.office)


def held(site: Site, post: Record, values: Values) -> Iterator[Listing]:
    """Yields the table of who held a post and when: who holds it first, then the latest."""
    found = site.index.authority.appointments(post.id) if post.kind == "post" else []
    if not found:
        return
    parts = site.office.kinds["person"].fields["appointments"].parts
    gettext, now = site.language.gettext, site.today.isoformat()
    rows = []

    def order(each: Holding) -> tuple[bool, str, str]:
        return each.start <= now <= each.end, each.start, each.person

    for each in sorted(found, key=order, reverse=True):
        end = "" if each.end == LAST_DAY else each.end
        rows.append(
            [
                site.link(values.root, each.person, brief=True),
                values.show(parts["type"], each.type),
                values.show(parts["from"], each.start, brief=True),
                values.show(parts["to"], end, brief=True)
                + (tag(gettext("in office"), "ok") if order(each)[0] else NOTHING),
            ]
        )
    names = [values.title(parts[name], name) for name in ("type", "from", "to")]
    words = escaped(gettext("Holders"))
    shown = table(words, [escaped(gettext("Name")), *names], rows)
    yield _in_portal_language(site, post, Listing(words, shown))
