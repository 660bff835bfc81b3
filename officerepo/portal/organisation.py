"""The organisation: units within units, their posts with holders, substitutes and duties."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from officerepo.domain.establishment import duties, existing, holders, posts_by_unit, vacant
from officerepo.portal.site import Face, Site
from officerepo.portal.values import Values
from officerepo.record import Record, entries_in


@dataclass(slots=True)
class Post:
    """A post as it is on the day: who holds it in which way, and what it has to do.

    `vacant` is how many places nobody has, `substitutes` the posts that step in.
    """

    face: Face
    head: bool
    holders: list[tuple[Markup, str]]
    vacant: int
    substitutes: list[Markup]
    duties: list[Markup]


@dataclass(slots=True)
class Unit:
    """A unit with its posts and the units below it."""

    face: Face
    purpose: str
    posts: list[Post]
    units: list[Unit]


def organisation(site: Site) -> dict[str, Any]:
    """Returns what the template of the organisation page needs."""
    today = site.today.isoformat()
    units = existing(site.index, "unit", today)
    own = {unit.id for unit in units if unit.data.get("type") != "external"}
    below: dict[str, list[Record]] = {}
    for unit in units:
        parent = str(unit.data.get("parent", ""))
        if unit.id in own:
            below.setdefault(parent if parent in own else "", []).append(unit)
    posts = posts_by_unit(site.index, today)
    values = Values(site, "../")
    seen: set[str] = set()

    def grown(unit: Record) -> Unit:
        seen.add(unit.id)
        head = unit.data.get("head_post")
        held = sorted(posts.get(unit.id, []), key=lambda post: (post.id != head, post.id))
        return Unit(
            site.face_of(unit),
            str(unit.data.get("purpose", "")),
            [_post(site, post, post.id == head, today, values) for post in held],
            [grown(each) for each in below.get(unit.id, []) if each.id not in seen],
        )

    top = [grown(unit) for unit in below.get("", [])]
    top += [grown(unit) for unit in units if unit.id in own and unit.id not in seen]  # in a circle
    return {
        "units": top,
        "vacancies": list(_vacancies(top)),
        "outside": [site.face_of(unit) for unit in units if unit.id not in own],
        "day": Markup(site.language.date(today)),
    }


def _vacancies(units: list[Unit]) -> Iterator[tuple[Face, int]]:
    """Yields the posts with places that nobody has, and how many."""
    for unit in units:
        yield from ((post.face, post.vacant) for post in unit.posts if post.vacant)
        yield from _vacancies(unit.units)


def _post(site: Site, post: Record, head: bool, today: str, values: Values) -> Post:
    how = site.office.kinds["person"].fields["appointments"].parts["type"].values
    named = post.data.get("deputies")
    return Post(
        site.face_of(post),
        head,
        [
            (
                Markup(site.link(values.root, h.person, brief=True)),
                "" if h.type == "titular" else site.language.say(how.get(h.type, {})),
            )
            for h in holders(site.index, post.id, today)
        ],
        vacant(site.index, post, today),
        [Markup(site.link(values.root, str(name), brief=True)) for name in entries_in(named)],
        [
            Markup(site.text(values.root, str(duty.get("text", ""))))
            for duty in duties(site.index, post.id, today)
        ],
    )
