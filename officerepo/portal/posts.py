"""What the pages of posts and units show beyond their files: the state of things on the day.

A post: its duties and powers in force, the seals that it may use, the rules it owns, the bodies it
sits in, who held it, what is open and what waits for it. A unit: its posts, plans, open matters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from officerepo.authority import Holding
from officerepo.domain.establishment import duties as duties_of
from officerepo.domain.powers import allowed, asked, target_of, title
from officerepo.kind import Field
from officerepo.portal.listings import Listing, listing, table
from officerepo.portal.paths import anchor
from officerepo.portal.pieces import NOTHING, Html, escaped, fact, joined, tag
from officerepo.portal.site import Site
from officerepo.portal.standing import Line, Seat, Standing, standing
from officerepo.portal.values import Values
from officerepo.record import Record
from officerepo.workdays import LAST_DAY

_POWER = Field("power", "power")


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
        shown_end = values.show(parts["to"], end, brief=True)
        rows.append(
            [
                site.link(values.root, each.person, brief=True),
                values.show(parts["type"], each.type),
                values.show(parts["from"], each.start, brief=True),
                joined((shown_end, tag(gettext("in office"), "ok")))
                if order(each)[0]
                else shown_end,
            ]
        )
    names = [values.title(parts[name], name) for name in ("type", "from", "to")]
    words = escaped(gettext("Holders"))
    shown = table(words, [escaped(gettext("Name")), *names], rows)
    yield _in_portal_language(site, post, Listing(words, shown))
