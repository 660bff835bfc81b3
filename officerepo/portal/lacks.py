"""What the book of a register has no entry for: missing numbers, and files that cannot be read."""

from __future__ import annotations

from bisect import bisect
from typing import NamedTuple

from officerepo.domain.gaps import Gap, gaps, place_in
from officerepo.kind import Kind
from officerepo.portal.books import Book
from officerepo.portal.pieces import Html, folio, joined
from officerepo.portal.site import Site
from officerepo.portal.trust import unread_in
from officerepo.record import name_in

GAP_ROWS = 20
"""Up to so many missing numbers in a row have a row each."""


class Lack(NamedTuple):
    """A row without an entry: the number by which it has its place, what stands there, and why.

    The number is `taken` where a file has it.
    """

    name: str
    numbers: Html
    words: str
    taken: bool


def lacks(site: Site, kind: Kind, year: str) -> list[Lack]:
    """Returns the rows without an entry of the book of a year, or of all, in their numbers' order.

    Only who sees restricted records is shown any: where records were dropped for an audience, a gap
    would tell of them, and the number of a file that cannot be read may be that of a restricted
    record.
    """
    if site.audience != "restricted":
        return []
    gettext = site.language.gettext
    missing, torn = gettext("No record has this number."), gettext("The file cannot be read.")
    found = [
        Lack(names[0], joined(map(folio, names), " – "), missing, False)
        for gap in gaps_shown(site, kind, year)
        for names in gap.ids(GAP_ROWS)
    ]
    names = map(name_in, unread_in(site, kind, year))
    found += [Lack(name, folio(name), torn, True) for name in names]
    return sorted(found, key=lambda lack: place_in(kind, lack.name))


def lacks_on(site: Site, book: Book) -> list[Lack]:
    """Returns the rows without an entry of a page.

    A month has those that come before its entries, and the newest one what comes after all.
    """
    kind = site.office.kinds[book.kind]
    found = lacks(site, kind, book.year)
    if not book.month or not found:
        return found
    places = sorted(place_in(kind, record.id) for record in site.index.of(kind.name))
    here = {item.id for item in book.items}
    is_newest = book.month == book.months[0][0]

    def is_here(lack: Lack) -> bool:
        place = place_in(kind, lack.name)
        following = places[bisect(places, place) :][:1]
        if not following or following[0][0] != place[0]:
            return is_newest
        return following[0][2] in here

    return list(filter(is_here, found))


def counts_gaps(site: Site, kind: Kind) -> bool:
    """Returns whether the books of a kind show which numbers are missing."""
    return bool(kind.gapless and kind.serial) and site.audience == "restricted"


def gaps_shown(site: Site, kind: Kind, year: str) -> list[Gap]:
    """Returns the gaps that the book of a year shows; without a year, those of all."""
    if not counts_gaps(site, kind):
        return []
    found = site.once(_gaps).get(kind.name, ())
    return [gap for gap in found if not year or _year_of(gap) == year]


def _year_of(gap: Gap) -> str:
    return gap.kind.path_of(gap.ids(1)[0][0]).split("/")[2]


def _gaps(site: Site) -> dict[str, list[Gap]]:
    found: dict[str, list[Gap]] = {}
    for gap in gaps(site.index):
        found.setdefault(gap.kind.name, []).append(gap)
    return found
