"""Registers: one table a kind and year, complete and sorted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from officerepo.domain.gaps import place_in
from officerepo.kind import Column, Field, Kind
from officerepo.portal.books import Book
from officerepo.portal.lacks import lacks_on
from officerepo.portal.paths import file_links, register_file
from officerepo.portal.pieces import NOTHING, Html, escaped, in_language, joined
from officerepo.portal.site import Site
from officerepo.portal.trust import unread_of
from officerepo.portal.values import SORTED_AS_WRITTEN, Values
from officerepo.record import Record
from officerepo.register import field_at, stated

FACET_VALUES = 12
"""A column with at most so many different values can be chosen from."""

IN_SIGHT = 3
"""So many values of a list are in sight in a register's page; the style sheet says so too."""

_MAYBE = (Markup(""), 0)  # marks a column that may be chosen from, until its values are counted

_TAGS = re.compile(r"<[^>]*>")


@dataclass(slots=True)
class Heading:
    """A column: its title, what its cells are like, and what they may be narrowed to."""

    title: Markup
    tone: str = ""
    choices: list[tuple[Markup, int]] = field(default_factory=list)


TONES = {
    "integer": "number",
    "decimal": "number",
    "percent": "number",
    "text": "words",
    "link": "name",
}
"""What the cells of a column are like, for their width and side, by the type of its field."""

Cell = tuple[Html, str]
"""What a cell shows, and what it sorts by where that is something else."""


@dataclass(slots=True)
class Row:
    """An entry; one that is void or withdrawn is `gone`; a `gap` says why there is none."""

    number: Html
    cells: list[Cell]
    gone: bool = False
    gap: str = ""
    value: str = ""  # what the number sorts by, where it is something else

    def shown(self, tones: Sequence[str]) -> Html:
        """Returns the row as HTML; `tones` are those of the columns."""
        if self.gap:
            return Html(
                f'<tr class="gap"><th scope="row">{self.number}</th>'
                f'<td colspan="{len(tones)}">{escaped(self.gap)}</td></tr>\n'
            )
        cells = "".join(
            f"<td{_CLASSES[tone]}{_SORTED % value if value else ''}>{cell}</td>"
            for (cell, value), tone in zip(self.cells, tones, strict=True)
        )
        start = '<tr class="gone">' if self.gone else "<tr>"
        value = _SORTED % self.value if self.value else ""
        return Html(f'{start}<th scope="row"{value}>{self.number}</th>{cells}</tr>\n')


_SORTED = ' data-v="%s"'
_CLASSES = {
    "": "",
    "name": ' class="name"',
    "number": ' class="number"',
    "words": ' class="words"',
}


class Registers:
    """Prepares register pages."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def content(self, book: Book) -> dict[str, Any]:
        """Returns what the template of a register page needs."""
        site = self.site
        kind = site.office.kinds[book.kind]
        values = Values(site, "../" * book.path.count("/"), most=IN_SIGHT)
        headings, rows = self._records(book, kind, values)
        headings, rows = filled(headings, rows)
        return {
            "book": book,
            "files": _files(book, kind),
            "kind": kind,
            "unread": unread_of(site, kind),
            "first": site.language.gettext("No."),
            "headings": headings,
            "rows": Markup(joined(row.shown([h.tone for h in headings]) for row in rows)),
            "printed": [
                (year, site.printed[name])
                for year, _ in book.years
                if (name := f"{book.folder}/{year}") in site.printed and book.year in ("", year)
            ],
            "shown": sum(not row.gap for row in rows),
            "period": _worded(site, book.month) or book.year,
            "months": [(_worded(site, month), path, number) for month, path, number in book.months],
        }

    def entries(
        self, records: Iterable[Record], kind: Kind, values: Values, *, state_first: bool = False
    ) -> tuple[list[Heading], list[Row]]:
        """Returns the prescribed columns of a kind's register, and a row for each record.

        With `state_first` the state comes next to the number, in sight on every screen.
        """
        keys = self.site.office.kernel.keys
        columns = [c for c in kind.views.register if c.value != "id"]
        if kind.has_acts and all(column.value != "state" for column in columns):
            columns.append(Column("state"))
        if state_first:
            columns.sort(key=lambda column: column.value != "state")
        specs = [field_at(kind, keys, column.value) for column in columns]
        headings = [
            self._heading(column, spec, kind, values)
            for column, spec in zip(columns, specs, strict=True)
        ]
        plan = list(zip(columns, specs, strict=True))
        return headings, [self._row(record, kind, plan, values) for record in records]

    def _records(self, book: Book, kind: Kind, values: Values) -> tuple[list[Heading], list[Row]]:
        headings, rows = self.entries(book.items, kind, values, state_first=True)
        return headings, self._with_lacks(rows, book, kind)

    def _heading(self, column: Column, spec: Field | None, kind: Kind, values: Values) -> Heading:
        if column.value == "state":
            return Heading(
                Markup(escaped(self.site.language.gettext("State"))), choices=choosable("state")
            )
        own = self.site.language.say(column.title)
        title = escaped(own) if own else values.title(spec, column.value.rpartition(".")[2])
        kinds = spec.type if spec else ""
        tone = "name" if column.value == "series" else TONES.get(kinds, "")
        return Heading(Markup(title), tone, choosable(kinds))

    def _row(
        self,
        record: Record,
        kind: Kind,
        plan: list[tuple[Column, Field | None]],
        values: Values,
    ) -> Row:
        face = self.site.face_of(record)
        cells: list[Cell] = []
        for column, spec in plan:
            if column.value == "state":
                cells.append((face.tag, ""))
            elif column.value == "series":
                cells.append((values.series(record.data.get("series")), ""))
            elif column.value == kind.views.title and not (spec and spec.type == "link"):
                title = escaped(record.title) if record.title != record.id else NOTHING
                cells.append((in_language(title, face.lang), ""))
            else:
                raw = stated(self.site.index, record, column.value)
                sorted_so = spec is not None and spec.type in SORTED_AS_WRITTEN
                value = escaped(raw) if sorted_so and isinstance(raw, str) else ""
                cells.append((values.show(spec, raw, brief=True) if raw else NOTHING, value))
        number = Html(f'<a class="folio" href="{values.root}{face.url}">{record.id}</a>')
        return Row(number, cells, record.state == "void")

    def _with_lacks(self, rows: list[Row], book: Book, kind: Kind) -> list[Row]:
        """Returns the rows with those that have no entry: in their places, or first by title."""
        lacking = lacks_on(self.site, book)
        empty = [Row(lack.numbers, [], gap=lack.words) for lack in lacking]
        if not lacking or kind.views.order == "title":
            return [*empty, *rows]
        names = [*(lack.name for lack in lacking), *(record.id for record in book.items)]
        placed = zip((place_in(kind, name) for name in names), [*empty, *rows], strict=True)
        return [row for _, row in sorted(placed, key=lambda each: each[0], reverse=True)]


def _files(book: Book, kind: Kind) -> list[tuple[str, list[tuple[str, str]]]]:
    """Returns the years of a page with the links to their files; no year for what has none."""
    years = [book.year] if book.year or not kind.yearly else [year for year, _ in book.years]
    return [(year, file_links(register_file(kind.folder, year))) for year in years]


def choosable(field_type: str) -> list[tuple[Markup, int]]:
    """Returns the choices of a column, still to be counted, where its type allows any."""
    return [_MAYBE] if field_type in ("choice", "link", "boolean", "state") else []


def filled(headings: list[Heading], rows: list[Row]) -> tuple[list[Heading], list[Row]]:
    """Returns a table without the columns in which no entry has anything, its choices counted."""
    entries = [row for row in rows if not row.gap]
    kept = [n for n in range(len(headings)) if any(row.cells[n][0] for row in entries)]
    for row in entries:
        row.cells = [row.cells[n] for n in kept]
    headings = [headings[n] for n in kept]
    for number, heading in enumerate(headings):
        if heading.choices:
            heading.choices = _choices(row.cells[number][0] for row in entries)
    return headings, rows


def _choices(cells: Iterable[Html]) -> list[tuple[Markup, int]]:
    """Returns what a column can be narrowed to, with counts; nothing when that is too much."""
    known = list(cells)
    if any("<li>" in cell for cell in known):
        return []  # several values in a cell: none of them is what the cell says
    counted = Counter(Markup(_TAGS.sub("", cell).strip()) for cell in known)
    counted.pop(Markup(""), None)
    return sorted(counted.items()) if 2 <= len(counted) <= FACET_VALUES else []


def _worded(site: Site, month: str) -> str:
    """Returns the words for a month, or for a part of it: March 2025, March 2025 (2)."""
    part = month[len("2025-03-") :]
    words = site.language.month(month[: len("2025-03")])
    if month[len("2025-") :].startswith("00"):
        words = site.language.gettext("without a day in {year}").replace("{year}", month[:4])
    return words + (f" ({part})" if part else "")
