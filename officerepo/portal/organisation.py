"""The organisation: units within units, their posts with holders and duties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from officerepo.portal.site import Face, Site
from officerepo.portal.values import Values
from officerepo.record import Record


@dataclass(slots=True)
class Post:
    """A post as it is on the day: who holds it in which way, and what it has to do."""

    face: Face
    head: bool
    holders: list[tuple[Markup, str]]
    vacant: int
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
    units = [r for r in site.index.of("unit") if _exists(r, today)]
    own = {unit.id for unit in units if unit.data.get("type") != "external"}
    below: dict[str, list[Record]] = {}
    for unit in units:
        parent = str(unit.data.get("parent", ""))
        if unit.id in own:
            below.setdefault(parent if parent in own else "", []).append(unit)
    posts: dict[str, list[Record]] = {}
    for post in site.index.of("post"):
        if _exists(post, today):
            posts.setdefault(str(post.data.get("unit", "")), []).append(post)
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
        "outside": [site.face_of(unit) for unit in units if unit.id not in own],
        "day": Markup(site.language.date(today)),
    }


def _exists(record: Record, day: str) -> bool:
    valid = record.data.get("valid")
    valid = valid if isinstance(valid, dict) else {}
    since, until = str(valid.get("from", "")), str(valid.get("to", ""))
    return since <= day and (not until or day <= until)


def _post(site: Site, post: Record, head: bool, today: str, values: Values) -> Post:
    how = site.office.kinds["person"].fields["appointments"].parts["type"].values
    order = {"titular": 0, "acting": 1}
    held = site.index.authority.holders(post.id, today)
    held = sorted(held, key=lambda h: (order.get(h.type, 2), h.start, h.person))
    places = str(post.data.get("headcount", "1"))
    filled = sum(h.type != "deputy" for h in held)
    version = site.index.authority.version(post.id, today) or {}
    duties = version.get("duties")
    return Post(
        site.face_of(post),
        head,
        [
            (
                Markup(site.link(values.root, h.person, brief=True)),
                "" if h.type == "titular" else site.language.say(how.get(h.type, {})),
            )
            for h in held
        ],
        max(0, (int(places) if places.isdecimal() else 1) - filled),
        [
            Markup(site.text(values.root, str(duty.get("text", ""))))
            for duty in (duties if isinstance(duties, list) else ())
            if isinstance(duty, dict) and not duty.get("struck")
        ],
    )
