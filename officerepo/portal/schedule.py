"""The retention calendar: which dossiers are to be reviewed, handed over or destroyed, and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple

from markupsafe import Markup

from officerepo.computed import ACTIONS, RETENTION
from officerepo.portal.books import PAGE_ROWS
from officerepo.portal.pieces import Html, escaped
from officerepo.portal.site import Face, Site
from officerepo.portal.values import Values
from officerepo.record import Record
from officerepo.register import kept
from officerepo.retention import Destiny, destiny

FOLDER = "retention"


class Fate(NamedTuple):
    """A dossier and what the file plan has in store for it."""

    record: Record
    planned: Destiny


@dataclass(slots=True)
class Line:
    """A dossier in the calendar; `held` says why nothing may be destroyed for now."""

    face: Face
    day: Markup
    series: Markup
    action: str
    held: Markup


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the calendar: all that is due, or what falls due in a year.

    `years` are the neighbours: year, address and number of dossiers. The first page lists them
    alone, beside what is overdue, when there are too many dossiers for one page.
    """

    path: str
    year: str
    fates: Sequence[Fate] = field(repr=False)
    years: tuple[tuple[str, str, int], ...] = ()


def scheduled(site: Site) -> list[Fate]:
    """Returns the visible dossiers that somebody still has to do something with, by their day."""
    found = [Fate(record, destiny(site.index, record)) for record in waiting(site)]
    return sorted((f for f in found if f.planned.due), key=lambda f: (f.planned.due, f.record.id))


def waiting(site: Site) -> Iterator[Record]:
    """Yields the dossiers that are still here and have not been taken over for ever."""
    return (record for record in site.index.of("dossier") if record.state in ("open", "closed"))


def sheets(site: Site) -> list[Sheet]:
    """Returns the pages of the calendar: one, and one for each year when that gets long."""
    if "dossier" not in site.office.kinds:
        return []
    fates = site.once(scheduled)
    first = f"{FOLDER}/index.html"
    if len(fates) <= PAGE_ROWS:
        return [Sheet(first, "", fates)]
    by_year = {year: list(found) for year, found in groupby(fates, lambda f: f.planned.due[:4])}
    years = tuple((year, f"{FOLDER}/{year}.html", len(found)) for year, found in by_year.items())
    late = [fate for fate in fates if fate.planned.due <= site.today.isoformat()]
    pages = [Sheet(path, year, by_year[year], years) for year, path, _ in years]
    return [Sheet(first, "", late[:PAGE_ROWS], years), *pages]


def schedule_key(site: Site, record: Record) -> str:
    """Returns a text for what a record's cover and register say of its retention."""
    if record.kind not in site.once(_showing):
        return ""
    return "|".join(kept(site.index, record).values())


def _showing(site: Site) -> set[str]:
    """Returns the kinds whose pages say something of retention."""
    views = {name: kind.views for name, kind in site.office.kinds.items()}
    return {
        name
        for name, view in views.items()
        if not RETENTION.keys().isdisjoint((*view.cover, *(c.value for c in view.register)))
    }


def calendar(site: Site, sheet: Sheet) -> dict[str, Any]:
    """Returns what the template of a page of the calendar needs."""
    values = Values(site, "../")
    today = site.today.isoformat()
    over = [fate for fate in sheet.fates if fate.planned.due <= today]
    coming = [fate for fate in sheet.fates if fate.planned.due > today]
    months = [
        (site.language.month(month), [_line(site, fate, values) for fate in found])
        for month, found in groupby(coming, lambda fate: fate.planned.due[:7])
    ]
    rest = [destiny(site.index, record) for record in waiting(site)]
    return {
        "sheet": sheet,
        "over": [_line(site, fate, values) for fate in over],
        "months": months,
        "for_ever": sum(bool(each.cut_off) and not each.due for each in rest),
        "not_begun": sum(not each.cut_off for each in rest),
    }


def _line(site: Site, fate: Fate, values: Values) -> Line:
    planned = fate.planned
    action = ACTIONS.get(planned.action)
    held = site.text(values.root, planned.held) if planned.held else Html("")
    return Line(
        site.face_of(fate.record),
        Markup(site.language.short(planned.due)),
        Markup(values.series(planned.series)),
        site.language.say(action) if action else str(escaped(planned.action)),
        Markup(held),
    )
