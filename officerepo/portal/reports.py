"""The pages of reports: each a table, divided by years and months where it is long."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from officerepo.domain.periods import half_year, written
from officerepo.kind import Field
from officerepo.portal.audience import RANKS
from officerepo.portal.books import PAGE_ROWS
from officerepo.portal.charts import drawn
from officerepo.portal.paths import anchor, file_links
from officerepo.portal.pieces import NOTHING, Html, escaped, folio, joined
from officerepo.portal.registers import TONES, Heading, choosable, filled
from officerepo.portal.registers import Row as Line
from officerepo.portal.site import Site
from officerepo.portal.values import SORTED_AS_WRITTEN, Values
from officerepo.record import LINK_SHAPE
from officerepo.report import GROUPS, Report, Row, quarter_in_words
from officerepo.reports import reports_of

FOLDER = "reports"
UNDATED = "0000"
_PLAIN = (
    *("integer", "decimal", "percent", "date", "moment", "month", "quarter", "boolean", "choice"),
    "words",
)
_BY_NUMBER = ("state", "standing", "number")  # which do not show titles


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a report: all of its rows, or those of a year or month of a long one.

    `years` and `months` are the neighbours: period, address and number of rows. A page of what is
    `chosen` has the rows of that record alone; the report's own page leads to them by `choices`.
    """

    report: Report
    path: str
    period: str = ""
    rows: Sequence[Row] = field(default=(), repr=False)
    years: tuple[tuple[str, str, int], ...] = ()
    months: tuple[tuple[str, str, int], ...] = ()
    chosen: str = ""
    choices: tuple[tuple[str, str, int], ...] = ()


def shown(site: Site) -> list[Report]:
    """Returns the reports that are made for the audience, in the order of what they are about."""
    rank = RANKS[site.audience]
    return [each for each in reports_of(site.office).values() if RANKS[each.label] <= rank]


def rows_of(site: Site) -> dict[str, list[Row]]:
    """Returns the rows of each report by its name."""
    return {each.name: list(each.rows(site.index, site.today)) for each in site.once(shown)}


def address(report: Report, period: str = "") -> str:
    """Returns where a report's page is, or the page of one of its periods."""
    return f"{FOLDER}/{report.name}{f'-{period}' if period else ''}.html"


def section_of(report: Report) -> str:
    """Returns the place of a report in the navigation; the list of all, if it has none."""
    return f"{FOLDER}/{report.name}" if report.prominent else FOLDER


def report_file(report: Report) -> str:
    """Returns the name, without an ending, of a report's files."""
    return f"report-{report.name}"


def sheets(site: Site) -> list[Sheet]:
    """Returns the pages of all reports."""
    found: list[Sheet] = []
    for report in site.once(shown):
        rows = site.once(rows_of)[report.name]
        if report.by_period:
            now = written(half_year(site.today))
            found.append(Sheet(report, address(report), now, rows))
        else:
            found += _sheets(report, rows, str(site.today))
    return found


def _sheets(report: Report, rows: list[Row], day: str) -> Iterator[Sheet]:
    """Yields one page, or pages by year, and by month where a year is long too.

    The report's own address then shows the one that the day falls into, else the latest before it.
    Of a report with a choice, there is a page for each record that the column names.
    """
    at = report.place(report.dated)
    if report.choice:
        yield from _by_choice(report, rows)
        return
    if len(rows) <= PAGE_ROWS or at < 0:
        yield Sheet(report, address(report), "", rows)
        return
    by_year = _divided(rows, at, 4)
    years = tuple((year, address(report, year), len(by_year[year])) for year in by_year)
    pages = []
    for year, found in by_year.items():
        if len(found) <= PAGE_ROWS:
            pages.append(Sheet(report, address(report, year), year, found, years))
            continue
        by_month = _divided(found, at, 7)
        months = tuple((m, address(report, m), len(by_month[m])) for m in by_month)
        pages.append(Sheet(report, address(report, year), year, (), years, months))
        pages += [
            Sheet(report, path, month, by_month[month], years, months) for month, path, _ in months
        ]
    full = [page for page in pages if page.rows]
    first = next((page for page in full if page.period <= day), full[-1])
    yield Sheet(report, address(report), first.period, first.rows, years, first.months)
    yield from pages


def _by_choice(report: Report, rows: list[Row]) -> Iterator[Sheet]:
    """Yields the page that leads to all others, with the rows as long as they fit, and these."""
    at = report.place(report.choice)
    found: dict[str, list[Row]] = {}
    for row in rows:
        for name in row[at] if isinstance(row[at], list) else [row[at]]:
            if LINK_SHAPE.fullmatch(str(name)):
                found.setdefault(str(name), []).append(row)
    choices = tuple((name, address(report, name), len(found[name])) for name in sorted(found))
    shown = rows if len(rows) <= PAGE_ROWS else ()
    yield Sheet(report, address(report), rows=shown, choices=choices)
    for name, path, _ in choices:
        yield Sheet(report, path, rows=found[name], chosen=name)


def _divided(rows: list[Row], at: int, letters: int) -> dict[str, list[Row]]:
    """Returns rows by the first letters of their day, the latest period first."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(str(row[at])[:letters] or UNDATED, []).append(row)
    return {period: found[period] for period in sorted(found, reverse=True)}


def sheet_key(site: Site, sheet: Sheet) -> str:
    """Returns the key of a page: its rows, and the looks of all that they link to."""
    neighbours = f"{sheet.path} {sheet.period} {sheet.years} {sheet.months}"
    rows = row_keys(site, sheet.report, sheet.rows)
    names = (sheet.chosen, *(name for name, *_ in sheet.choices))
    looks = (f"{name} {site.face_key(name)}" for name in names)
    counts = str([number for *_, number in sheet.choices])
    day = site.day_key
    return site.key("report", neighbours, day, counts, *looks, *rows)


def row_keys(site: Site, report: Report, rows: Sequence[Row]) -> Iterator[str]:
    """Yields a text for each row: its cells, and the looks of what they name."""
    naming = [(n, spec.type) for n, spec in enumerate(report.columns) if spec.type not in _PLAIN]
    for row in rows:
        looks = (_look(site, kind, name) for at, kind in naming for name in _named(kind, row[at]))
        yield "|".join((json.dumps(row, ensure_ascii=False), *looks))


def _look(site: Site, column_type: str, name: str) -> str:
    """Returns a text that differs whenever a cell shows what it names in another way."""
    if column_type not in _BY_NUMBER:
        return site.face_key(name)
    record = site.records.get(name.partition("/")[0])
    return f"{record.path}|{record.state}" if record else ""


def _named(column_type: str, cell: Any) -> list[str]:
    """Returns the references in a cell: it is one, or a list of them, or a text with some in it."""
    if isinstance(cell, list):
        return [name for each in cell for name in _named(column_type, each)]
    if not isinstance(cell, str) or "-" not in cell:
        return []
    return [match[0] for match in LINK_SHAPE.finditer(cell)] or [cell]


class Reports:
    """Prepares pages of reports."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.values = Values(site, "../")

    def content(self, sheet: Sheet) -> dict[str, Any]:
        """Returns what the template of a report's page needs."""
        site, report = self.site, sheet.report
        language = site.language
        at = report.place(report.choice) if sheet.chosen else -1  # its title says it of all rows
        columns = [column for n, column in enumerate(report.columns) if n != at]
        rows = [tuple(cell for n, cell in enumerate(row) if n != at) for row in sheet.rows]
        titles = [Markup(escaped(language.say(column.title))) for column in columns]
        headings = [
            Heading(title, TONES.get(column.type, ""), choosable(column.type))
            for title, column in zip(titles[1:], columns[1:], strict=True)
        ]
        lines = [self._line(columns, row) for row in rows]
        headings, lines = filled(headings, lines)
        return {
            "sheet": sheet,
            "title": language.say(report.title),
            "about": language.gettext(report.about),
            "period": self._title(sheet.chosen) or self._period(sheet.period),
            "choices": [(self._title(name), *rest) for name, *rest in sheet.choices],
            "years": [(self._period(period), *rest) for period, *rest in sheet.years],
            "months": [(self._period(period), *rest) for period, *rest in sheet.months],
            "chart": drawn(report, sheet.rows, self._said, language),
            "first": titles[0],
            "headings": headings,
            "rows": Markup(joined(line.shown([h.tone for h in headings]) for line in lines)),
            "shown": len(lines),
            "groups": list(self._groups(report, sheet.rows)),
            "files": [] if sheet.chosen else [("", file_links(report_file(report)))],
            "day": Markup(language.date(str(site.today))),
        }

    def _groups(
        self, report: Report, rows: Sequence[Row]
    ) -> Iterator[tuple[Markup, list[tuple[Markup, Markup]]]]:
        """Yields each name in the column by which a report is grouped, with its rows as lines."""
        at = report.place(report.grouped)
        named: dict[str, list[Row]] = {}
        for row in rows if at >= 0 else ():
            for name in row[at]:
                named.setdefault(str(name), []).append(row)
        for name in sorted(named):
            lines = []
            for row in named[name]:
                cells = [
                    self._told(spec, cell)
                    for place, (spec, cell) in enumerate(zip(report.columns, row, strict=True))
                    if place != at and cell
                ]
                lines.append((Markup(cells[0]), Markup(joined(cells[1:], " · "))))
            yield Markup(self.site.link("../", name, brief=True)), lines

    def _told(self, spec: Field, cell: Any) -> Html:
        """Returns a cell outside of the table: a number alone would not say what it counts."""
        shown = self._cell(spec, cell)[0]
        if TONES.get(spec.type) != "number":
            return shown
        return Html(
            f'<span class="pair"><i>{self.values.title(spec, spec.name)}</i> {shown}</span>'
        )

    def _title(self, name: str) -> str:
        face = self.site.face(name) if name else None
        return face.title if face else name

    def _period(self, period: str) -> str:
        if len(period) == 7:
            return self.site.language.month(period)
        return self.site.language.gettext("without a date") if period == UNDATED else period

    def _line(self, columns: Sequence[Field], row: Row) -> Line:
        cells = [self._cell(spec, cell) for spec, cell in zip(columns, row, strict=True)]
        return Line(cells[0][0] or Html("–"), cells[1:], value=cells[0][1])

    def _cell(self, spec: Field, cell: Any) -> tuple[Html, str]:
        """Returns what a cell shows and what it sorts by."""
        if spec.type == "state":
            face = self.site.face(str(cell))
            return (face.tag if face else NOTHING), ""
        if spec.type == "standing":
            return joined(map(self._with_state, cell or ()), "<br>"), ""
        if spec.type == "number":
            names = cell if isinstance(cell, list) else [cell] if cell else []
            return joined(map(self._number, names), "<br>"), ""
        if spec.type == "month":
            return escaped(self._period(str(cell))), escaped(str(cell))
        if spec.type == "quarter":
            return escaped(quarter_in_words(str(cell), self.site.language.gettext)), escaped(cell)
        if spec.type == "percent":
            return (escaped(self.site.language.percent(cell)) if cell else NOTHING), escaped(cell)
        if spec.type == "words":
            return escaped(self.site.language.say(cell) if cell else ""), ""
        sorted_as = spec.type in SORTED_AS_WRITTEN and isinstance(cell, str)
        return (self.values.show(spec, cell, brief=True) if cell else NOTHING), (
            escaped(cell) if sorted_as else ""
        )

    def _number(self, reference: str) -> Html:
        """Returns a link that shows its number alone."""
        target, _, part = reference.partition("/")
        face = self.site.face(target)
        if face is None:
            return folio(reference)
        at = f"#{anchor(part)}" if part else ""
        address = f"{self.values.root}{face.url}{at}"
        return Html(f'<a class="folio" href="{address}">{escaped(reference)}</a>')

    def _with_state(self, name: str) -> Html:
        """Returns the number of a record, as a link, and its state."""
        face = self.site.face(name)
        return Html(f"{self._number(name)} {face.tag}") if face else self._number(name)

    def _said(self, spec: Field, cell: Any) -> str:
        """Returns a cell as the label of a bar."""
        return Markup(self._cell(spec, cell)[0]).striptags()


def listed(site: Site) -> dict[str, Any]:
    """Returns what the template of the list of reports needs: by group, each with its rows."""
    language = site.language
    groups: dict[str, list[tuple[str, str, str, int]]] = {}
    for report in site.once(shown):
        words = language.say(report.title), language.gettext(report.about)
        number = len(site.once(rows_of)[report.name])
        groups.setdefault(report.group, []).append((*words, address(report), number))
    return {"groups": [(name, language.say(GROUPS[name]), found) for name, found in groups.items()]}
