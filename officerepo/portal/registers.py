"""Registers: one table a kind and year, complete and sorted; the decisions of all meetings too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from officerepo.kind import Column, Field, Kind, make_id
from officerepo.portal.books import Book
from officerepo.portal.pieces import NOTHING, Html, escaped, folio, in_language, joined
from officerepo.portal.site import Site
from officerepo.portal.values import Values
from officerepo.record import Record
from officerepo.register import field_at, stated

FACET_VALUES = 12
"""A column with at most so many different values can be chosen from."""

_MAYBE = (Markup(""), 0)  # marks a column that may be chosen from, until its values are counted

_TAGS = re.compile(r"<[^>]*>")


@dataclass(slots=True)
class Heading:
    """A column: its title, what its cells are like, and what they may be narrowed to."""

    title: Markup
    tone: str = ""
    choices: list[tuple[Markup, int]] = field(default_factory=list)


TONES = {"integer": "number", "decimal": "number", "text": "words", "link": "name"}
"""What the cells of a column are like, for their width and side, by the type of its field."""

Cell = tuple[Html, str]
"""What a cell shows, and what it sorts by where that is something else."""


@dataclass(slots=True)
class Row:
    """An entry; one that is void or withdrawn is `gone`, a `gap` is a number without a record."""

    number: Html
    cells: list[Cell]
    gone: bool = False
    gap: str = ""

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
        return Html(f'{start}<th scope="row">{self.number}</th>{cells}</tr>\n')


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
        values = Values(site, "../" * book.path.count("/"))
        if book.decisions:
            headings, rows = self._decisions(book, kind, values)
        else:
            headings, rows = self._records(book, kind, values)
        headings, rows = _filled(headings, rows)
        for number, heading in enumerate(headings):
            if heading.choices:
                heading.choices = _choices(row.cells[number][0] for row in rows if not row.gap)
        return {
            "book": book,
            "kind": kind,
            "headings": headings,
            "rows": Markup(joined(row.shown([h.tone for h in headings]) for row in rows)),
            "printed": [
                (year, site.printed[name])
                for year, _ in book.years
                if (name := f"{book.folder}/{year}") in site.printed and book.year in ("", year)
            ],
            "shown": sum(not row.gap for row in rows),
            "period": site.language.month(book.month) if book.month else book.year,
            "months": [
                (site.language.month(month), path, number) for month, path, number in book.months
            ],
        }

    def entries(
        self, records: Iterable[Record], kind: Kind, values: Values
    ) -> tuple[list[Heading], list[Row]]:
        """Returns the prescribed columns of a kind's register, and a row for each record."""
        keys = self.site.office.kernel.keys
        columns = [c for c in kind.views.register if c.value != "id"]
        if kind.has_acts and all(column.value != "state" for column in columns):
            columns.append(Column("state"))
        specs = [field_at(kind, keys, column.value) for column in columns]
        headings = [
            self._heading(column, spec, kind, values)
            for column, spec in zip(columns, specs, strict=True)
        ]
        plan = list(zip(columns, specs, strict=True))
        return headings, [self._row(record, kind, plan, values) for record in records]

    def _records(self, book: Book, kind: Kind, values: Values) -> tuple[list[Heading], list[Row]]:
        headings, rows = self.entries((record for record, _ in book.items), kind, values)
        whole = kind.gapless and kind.serial and book.year and not book.month
        # Where records were dropped, a gap would tell of them; check speaks of gaps in any case.
        if whole and self.site.audience == "restricted":
            rows = list(self._with_gaps(rows, book, kind))
        return headings, rows

    def _heading(self, column: Column, spec: Field | None, kind: Kind, values: Values) -> Heading:
        if column.value == "state":
            return Heading(Markup(escaped(self.site.language.gettext("State"))), choices=[_MAYBE])
        own = self.site.language.say(column.title)
        title = escaped(own) if own else values.title(spec, column.value.rpartition(".")[2])
        kinds = spec.type if spec else ""
        tone = "name" if column.value == "series" else TONES.get(kinds, "")
        choosable = kinds in ("choice", "link", "boolean")
        return Heading(Markup(title), tone, [_MAYBE] if choosable else [])

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
                dated = (
                    spec is not None and spec.type in ("date", "moment") and isinstance(raw, str)
                )
                value = escaped(raw) if dated else ""
                cells.append((values.show(spec, raw, brief=True) if raw else NOTHING, value))
        number = Html(f'<a class="folio" href="{values.root}{face.url}">{record.id}</a>')
        return Row(number, cells, record.state == "void")

    def _with_gaps(self, rows: list[Row], book: Book, kind: Kind) -> Iterator[Row]:
        """Yields the rows with one for each number that is missing between two others or 1."""
        words = self.site.language.gettext("No record has this number.")
        last = 0
        for row, (record, _) in zip(rows, book.items, strict=True):
            match = kind.id_pattern.fullmatch(record.id)
            serial = int(match["serial"]) if match else 0
            if last:
                yield from _gaps(kind, book.year, last - 1, serial, words)
            last = serial
            yield row
        yield from _gaps(kind, book.year, last - 1, 0, words)

    def _decisions(self, book: Book, kind: Kind, values: Values) -> tuple[list[Heading], list[Row]]:
        gettext, site = self.site.language.gettext, self.site
        parts = kind.fields["decisions"].parts
        unit = kind.fields.get("unit")
        titles = {
            name: Markup(values.title(parts.get(name), name))
            for name in ("text", "owner_post", "due")
        }
        headings = [
            Heading(titles["text"], "words"),
            Heading(Markup(values.title(unit, "unit")), choices=[_MAYBE]),
            Heading(Markup(escaped(gettext("Date")))),
            Heading(titles["owner_post"], choices=[_MAYBE]),
            Heading(titles["due"]),
            Heading(Markup(escaped(gettext("What followed")))),
        ]
        rows = []
        for record, decision in book.items:
            number = str(decision.get("id", ""))
            face, when = site.face_of(record), site.date_of(record)
            due = decision.get("due", "")
            text = site.text(values.root, str(decision.get("text", "")))
            cells: list[Cell] = [
                (in_language(text, face.lang), ""),
                (values.show(unit, record.data.get("unit"), brief=True), ""),
                (site.language.short(when[:10]), escaped(when)),
                (values.show(parts.get("owner_post"), decision.get("owner_post"), brief=True), ""),
                (values.show(parts.get("due"), due, brief=True), escaped(str(due))),
                (self._followed(record, decision, number, values), ""),
            ]
            address = f"{values.root}{face.url}#{escaped(number.lower())}"
            name = escaped(f"{record.id}/{number}")
            link = Html(f'<a class="folio" href="{address}">{name}</a>')
            rows.append(Row(link, cells, bool(decision.get("struck"))))
        return headings, rows

    def _followed(
        self, record: Record, decision: dict[str, Any], number: str, values: Values
    ) -> Html:
        """Shows the tasks born of a decision, or why there is none."""
        tasks = {
            source.id: self.site.face_of(source)
            for source, link in self.site.index.links_to(record.id)
            if link.sub == number and source.kind == "task"
        }
        if not tasks:
            return self.site.text(values.root, str(decision.get("no_task_reason", "")))
        shown = (
            Html(f'<a class="folio" href="{values.root}{face.url}">{face.id}</a> {face.tag}')
            for face in tasks.values()
        )
        return joined(shown, "<br>")


def _filled(headings: list[Heading], rows: list[Row]) -> tuple[list[Heading], list[Row]]:
    """Returns a table without the columns in which no entry has anything."""
    entries = [row for row in rows if not row.gap]
    kept = [n for n in range(len(headings)) if any(row.cells[n][0] for row in entries)]
    for row in entries:
        row.cells = [row.cells[n] for n in kept]
    return [headings[n] for n in kept], rows


def _choices(cells: Iterable[Html]) -> list[tuple[Markup, int]]:
    """Returns what a column can be narrowed to, with counts; nothing when that is too much."""
    counted = Counter(Markup(_TAGS.sub("", cell).strip()) for cell in cells)
    counted.pop(Markup(""), None)
    return sorted(counted.items()) if 2 <= len(counted) <= FACET_VALUES else []


def _gaps(kind: Kind, year: str, first: int, stop: int, words: str) -> Iterator[Row]:
    """Yields a row for each number from `first` down to, not including, `stop`."""
    for serial in range(first, stop, -1):
        name = make_id(kind.id, year=year, serial=serial)
        yield Row(folio(name), [], gap=words)
