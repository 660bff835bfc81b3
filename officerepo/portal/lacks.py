"""What the book of a register has no entry for: missing numbers, and files that cannot be read."""

from __future__ import annotations

from typing import NamedTuple

from officerepo.domain.gaps import Gap, gaps, place_in
from officerepo.kind import Kind
from officerepo.portal.pieces import Html, folio, joined
from officerepo.portal.site import Site
from officerepo.portal.trust import unread_in

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
    """Returns the rows without an entry of the book of a year, in the order of their numbers.

    Kinds that do not count by year have one book. Only who sees restricted records is shown any:
    where records were dropped for an audience, a gap would tell of them, and the number of a file
    that cannot be read may be that of a restricted record.
    """
    if site.audience != "restricted" or (kind.yearly and not year):
        return []
    gettext = site.language.gettext
    missing, torn = gettext("No record has this number."), gettext("The file cannot be read.")
    found = [
        Lack(names[0], joined(map(folio, names), " – "), missing, False)
        for gap in gaps_shown(site, kind, year)
        for names in gap.ids(GAP_ROWS)
    ]
    names = (path.rpartition("/")[2].rpartition(".")[0] for path in unread_in(site, kind, year))
    found += [Lack(name, folio(name), torn, True) for name in names]
    return sorted(found, key=lambda lack: place_in(kind, lack.name))


def counts_gaps(site: Site, kind: Kind, year: str) -> bool:
    """Returns whether a book shows which numbers are missing."""
    return bool(kind.gapless and kind.serial and year) and site.audience == "restricted"


def gaps_shown(site: Site, kind: Kind, year: str) -> list[Gap]:
    """Returns the gaps that the book of a year shows."""
    if not counts_gaps(site, kind, year):
        return []
    return [gap for gap in site.once(_gaps).get(kind.name, ()) if _year_of(gap) == year]


def _year_of(gap: Gap) -> str:
    return gap.kind.path_of(gap.ids(1)[0][0]).split("/")[2]


def _gaps(site: Site) -> dict[str, list[Gap]]:
    found: dict[str, list[Gap]] = {}
    for gap in gaps(site.index):
        found.setdefault(gap.kind.name, []).append(gap)
    return found
