"""The books of registers: which entries stand on which page, by year and, if many, by month."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from officerepo.kind import Kind
from officerepo.portal.language import parse_day
from officerepo.portal.site import Site
from officerepo.record import Record

PAGE_ROWS = 250
"""A year with more entries is divided into months, a month into parts: up to 250 kB each."""

FIRST_ROWS = 100
"""Up to so many entries of all years stand together on the register's first page."""


@dataclass(frozen=True, slots=True)
class Book:
    """One page of a register: the entries of a year or month, newest first, or all of them.

    `years` and `months` are the neighbours: address and number of entries. The second part of a
    long month, counted from its oldest entry, is called 2025-03-2.
    """

    folder: str
    kind: str
    path: str
    year: str
    month: str
    items: Sequence[Record] = field(repr=False)
    years: tuple[tuple[str, str], ...] = ()
    months: tuple[tuple[str, str, int], ...] = ()


def register_books(site: Site) -> list[Book]:
    """Returns the books of all registers of kinds."""
    found: list[Book] = []
    for kind in site.office.kinds.values():
        found += _books(site, kind, _ordered(site.index.of(kind.name), kind))
    return found


def _books(site: Site, kind: Kind, items: list[Record]) -> Iterator[Book]:
    """Divides entries into years and long years into months; `index.html` is the newest page."""
    folder = kind.folder
    by_year: dict[str, list[Record]] = {}
    for item in items:
        by_year.setdefault(item.path.split("/")[2] if kind.yearly else "", []).append(item)
    years = tuple((year, f"{folder}/{year}.html") for year in sorted(by_year, reverse=True) if year)

    def book(path: str, year: str, month: str, chosen: list[Record], months: Any = ()) -> Book:
        return Book(folder, kind.name, path, year, month, chosen, years, months)

    pages = []
    for year in sorted(by_year, reverse=True):
        rows = by_year[year]
        if not year or len(rows) <= PAGE_ROWS:
            pages.append(book(f"{folder}/{year}.html", year, "", rows))
            continue
        by_month: dict[str, list[Record]] = {}
        for item in rows:
            by_month.setdefault(_month(site.date_of(item), year), []).append(item)
        parts = {
            name: part
            for month in sorted(by_month, reverse=True)
            for name, part in _parts(month, by_month[month])
        }
        months = tuple((m, f"{folder}/{m}.html", len(part)) for m, part in parts.items())
        pages.append(book(f"{folder}/{year}.html", year, "", [], months))
        pages += [book(path, year, month, parts[month], months) for month, path, _ in months]
    yield _first(pages, items, book, f"{folder}/index.html")
    yield from (page for page in pages if page.year)


def _parts(month: str, rows: list[Record]) -> Iterator[tuple[str, list[Record]]]:
    """Yields a month, or its parts: filled from the oldest entry on, so that old pages stay."""
    if len(rows) <= PAGE_ROWS:
        yield month, rows
        return
    for end in range(len(rows) % PAGE_ROWS or PAGE_ROWS, len(rows) + 1, PAGE_ROWS):
        number = (len(rows) - end) // PAGE_ROWS + 1
        yield f"{month}-{number}", rows[max(0, end - PAGE_ROWS) : end]


def _first(pages: list[Book], items: list[Record], book: Callable[..., Book], path: str) -> Book:
    """Returns a register's first page: all entries while they are few, else the newest page's."""
    if len(items) <= FIRST_ROWS:
        return book(path, "", "", items)
    newest = next(page for page in pages if page.items)
    return book(path, newest.year, newest.month, list(newest.items), newest.months)


def _month(moment: str, year: str) -> str:
    """Returns the month an entry is listed under; one dated outside its year is under `-00`."""
    return moment[:7] if parse_day(moment) and moment.startswith(year) else f"{year}-00"


def _ordered(records: Iterable[Record], kind: Kind) -> list[Record]:
    if kind.views.order == "title":
        return sorted(records, key=lambda record: (record.title.casefold(), record.id))
    return sorted(records, key=_number, reverse=True)


def _number(record: Record) -> tuple[str, int, str]:
    """Returns year, length, number: of two numbers of one year the longer one is the later."""
    return record.path.rpartition("/")[0], len(record.id), record.id
