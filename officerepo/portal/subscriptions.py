"""What readers can subscribe to, as the pages of the calendar and of the changes offer it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from officerepo.portal import atom, ics
from officerepo.portal.identity import address
from officerepo.portal.site import Site


class Offer(NamedTuple):
    """A file to subscribe to: its path in the portal, whole address, name and its language."""

    path: str
    whole: str
    words: str
    lang: str = ""


Offers = list[tuple[str, list[Offer]]]
"""Groups of offers, each with its title; the first group has none."""


def calendars(site: Site) -> Offers:
    """Returns the calendars: those of the whole office, of each unit and of each post."""
    return _grouped(site, ((feed.path, feed.title, feed.about) for feed in site.once(ics.feeds)))


def news(site: Site) -> Offers:
    """Returns the feeds: changes and decisions, and what each post answers for."""
    return _grouped(site, ((feed.path, feed.title, feed.about) for feed in site.once(atom.feeds)))


def offers_key(offers: Offers) -> str:
    """Returns a text that differs whenever something else is offered."""
    return repr(offers)


def _grouped(site: Site, found: Iterable[tuple[str, str, str]]) -> Offers:
    groups: dict[str, list[Offer]] = {"": []}
    for path, title, about in found:
        record = site.records.get(about)
        kind = site.office.kinds[record.kind] if record else None
        face = site.face_of(record) if record else None
        offer = Offer(path, address(site, path), title, face.lang if face else "")
        groups.setdefault(site.language.say(kind.plural) if kind else "", []).append(offer)
    return list(groups.items())
