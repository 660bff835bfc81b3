"""Registers and reports as files for a spreadsheet or another program: CSV, Excel, JSON.

A register has a file for each year, as its book has a page; what its columns show is in all three.
Beside them stands a list of their SHA-256, as `sha256sum --check` reads it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from officerepo.kind import Field, Kind
from officerepo.marks import marks_of
from officerepo.portal.paths import FORMS, file_links, register_file
from officerepo.portal.reports import report_file, row_keys, rows_of, shown
from officerepo.portal.schedule import schedule_key
from officerepo.portal.site import Site
from officerepo.portal.trust import unread_files, unread_of
from officerepo.portal.values import UNPUBLISHED
from officerepo.record import Record
from officerepo.register import Register, as_data, field_at
from officerepo.report import Report, link_in_words
from officerepo.spreadsheet import as_xlsx
from officerepo.table import Table, as_csv, as_json

SUMS = "sha256"

_BOM = "\ufeff"  # without it Excel reads UTF-8 as the system's old code page


@dataclass(frozen=True, slots=True)
class Download:
    """What can be downloaded under one name; `page` is where a reader sees the same.

    `unread` tells of files whose records are missing because they cannot be read.
    """

    name: str
    title: str
    period: str
    page: str
    source: Kind | Report
    rows: Sequence[Any] = field(repr=False)
    unread: str = ""

    def address(self, form: str) -> str:
        """Returns where the file of a form is."""
        return f"downloads/{self.name}.{form}"


def downloads(site: Site) -> list[Download]:
    """Returns what can be downloaded: the registers by kind and year, then the reports."""
    return [*_registers(site), *_reports(site)]


def _registers(site: Site) -> Iterator[Download]:
    for kind in site.office.kinds.values():
        by_year: dict[str, list[Record]] = {}
        for record in _register(site, kind).records():
            year = record.path.split("/")[2] if kind.yearly else ""
            by_year.setdefault(year, []).append(record)
        for year in sorted(by_year, reverse=True):
            name = register_file(kind.folder, year)
            page = f"{kind.folder}/{year or 'index'}.html"
            torn = unread_of(site, kind, year)
            told, title = torn.words if torn else "", site.language.say(kind.plural)
            yield Download(name, title, year, page, kind, by_year[year], told)


def _reports(site: Site) -> Iterator[Download]:
    for report in site.once(shown):
        rows = site.once(rows_of)[report.name]
        page = f"reports/{report.name}.html"
        title = site.language.say(report.title)
        yield Download(report_file(report), title, "", page, report, rows)


def _register(site: Site, kind: Kind) -> Register:
    return Register(site.index, kind, site.today, site.language.gettext, site.language.code)


def unread_words(site: Site) -> str:
    """Returns what is told of all files that cannot be read; nothing where all can be."""
    number = sum(map(len, site.once(unread_files).values()))
    words = site.language.ngettext(
        "{n} record file cannot be read, so what it says is missing here.",
        "{n} record files cannot be read, so what they say is missing here.",
        number,
    )
    return words.replace("{n}", site.language.count(number)) if number else ""


def download_key(site: Site, download: Download) -> str:
    """Returns the key of a download's files: all that its columns may show."""
    if isinstance(download.source, Kind):
        rows = [site.record_key(each) + schedule_key(site, each) for each in download.rows]
    else:
        rows = [*row_keys(site, download.source, download.rows)]
    return site.key("download", download.name, download.title, *rows)


def table_of(site: Site, download: Download) -> Table:
    """Returns a download's table in the portal's language."""
    title = f"{download.title} {download.period}".rstrip()
    if isinstance(download.source, Kind):
        return _as_register(_register(site, download.source), title, download.rows)
    code, gettext = site.language.code, site.language.gettext
    return download.source.table(site.index, download.rows, code, gettext, title)


def _as_register(register: Register, title: str, records: Sequence[Record]) -> Table:
    keys = register.index.office.kernel.keys
    columns = [c for c in register.columns if c.value.partition(".")[0] not in UNPUBLISHED]
    headings = dict(zip((c.value for c in register.columns), register.headings(), strict=True))
    specs = [field_at(register.kind, keys, column.value) for column in columns]
    plan = list(zip(columns, specs, strict=True))
    return Table(
        title,
        [headings[column.value] for column in columns],
        [spec.type if spec else "text" for spec in specs],
        [
            [_words(register, record, column.value, spec) for column, spec in plan]
            for record in records
        ],
        [
            {c.value: as_data(spec, register.value(record, c.value)) for c, spec in plan}
            for record in records
        ],
    )


def _words(register: Register, record: Record, path: str, spec: Field | None) -> str:
    """Returns a value in words; of what it leads to, number and title, or the name."""
    item = spec.of if spec and spec.type == "list" and spec.of else spec
    if item is not None and item.type == "link":
        raw = register.value(record, path)
        named = [each for each in (raw if isinstance(raw, list) else [raw]) if each]
        if all(isinstance(each, str) for each in named):
            between = marks_of(register.language).group
            return between.join(link_in_words(register.index, each) for each in named)
    return register.words(record, path)


class Downloads:
    """Makes the files; what those of one name share is made once while they follow each other."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._name = ""
        self._table: Table | None = None
        self._made: dict[str, bytes] = {}

    def file(self, subject: tuple[Download, str]) -> bytes:
        """Returns the bytes of a download in a form."""
        download, form = subject
        if self._name != download.name:
            self._name, self._table, self._made = download.name, None, {}
        if form not in self._made:
            make = self._sums if form == SUMS else self._in_form
            self._made[form] = make(download, form)
        return self._made[form]

    def _sums(self, download: Download, _: str) -> bytes:
        sums = (
            f"{hashlib.sha256(self.file((download, each))).hexdigest()}  {download.name}.{each}"
            for each in FORMS
        )
        return "".join(f"{line}\n" for line in sums).encode()

    def _in_form(self, download: Download, form: str) -> bytes:
        table = self._table = self._table or table_of(self.site, download)
        if form == "xlsx":
            return as_xlsx(table)
        if form == "json":
            return f"{as_json(table.data)}\n".encode("utf-8", "replace")
        separator = ";" if self.site.language.code == "es" else ","
        text = as_csv(table.headings, table.rows, types=table.types, separator=separator)
        return (_BOM + text).encode("utf-8", "replace")


def listed(site: Site) -> dict[str, Any]:
    """Returns what the template of the list of downloads needs."""
    parts: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
    for download in site.once(downloads):
        parts[isinstance(download.source, Kind)].append(
            {
                "title": download.title,
                "period": download.period,
                "page": download.page,
                "number": len(download.rows),
                "files": file_links(download.name),
                "sums": download.address(SUMS),
                "unread": download.unread,
            }
        )
    return {"registers": parts[True], "reports": parts[False], "unread": unread_words(site)}
