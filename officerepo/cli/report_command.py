"""`officerepo report`: a report as a table, for a spreadsheet, or for other programs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click

from officerepo.cli.reading import open_index
from officerepo.cli.saving import require_free, write
from officerepo.cli.shared import (
    day_of,
    key_meant,
    mistaken,
    office_option,
    today_option,
    translate_for,
)
from officerepo.cli.speech import gettext, put
from officerepo.cli.terminal import print_table
from officerepo.counting import Period, Uncountable, read_period
from officerepo.failure import Failure
from officerepo.index import Index
from officerepo.kind import say
from officerepo.report import GROUPS, Report, Row
from officerepo.reports import reports, reports_of
from officerepo.table import as_csv, as_json, as_lines
from officerepo.text import safe


@click.command("report")
@click.argument("name", required=False)
@click.option("--list", "listing", is_flag=True, help="List the reports.")
@click.option(
    "--period",
    metavar="PERIOD",
    help="Only rows of these days: 2025, 2025-H1, 2025-Q1, 2025-03 or 2025-01-01..2025-03-31.",
)
@click.option("--unit", metavar="UNIT", help="Only rows of a unit and of those below it.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "xlsx", "json"]),
    default="table",
    show_default=True,
    help="JSON has the values as written, the others have them in words.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write; an Excel file needs one.",
)
@click.option("--overwrite", is_flag=True, help="Write over the file if it is there already.")
@office_option
@today_option
def command(
    name: str | None,
    listing: bool,
    period: str | None,
    unit: str | None,
    form: str,
    output: Path | None,
    overwrite: bool,
    office: Path | None,
    today: datetime | None,
) -> None:
    """Show a report: the rows of the portal's page of the same NAME."""
    day = day_of(today)
    if form == "xlsx" and output is None:
        raise Failure(
            "An Excel file is not shown on a terminal.",
            "Name a file with --output, such as report.xlsx.",
            2,
        )
    loaded = open_index(office, day)
    if output is not None:
        require_free(output, loaded.tree.root, overwrite=overwrite)
    index, translate = loaded.index, translate_for(loaded.index.office)
    if name is None or listing:
        headings, shown = [gettext("Name"), gettext("Title"), gettext("What it shows")], []
        for each in _sorted(index):
            title = say(each.title, index.office.language)
            shown.append([each.name, title, translate(each.about)])
        data: object = [dict(zip(("name", "title", "about"), row, strict=True)) for row in shown]
        types = ["text"] * 3
        title = gettext("Reports")
    else:
        report = _named(index, name)
        rows = _rows(report, index, day, period, unit)
        language = index.office.language
        title, headings = say(report.title, language), report.headings(language)
        types = [column.type for column in report.columns]
        shown = [report.in_words(index, row, language, translate) for row in rows]
        data = [report.as_data(index, row) for row in rows]
    if form == "table" and output is None:
        _print(headings, shown)
        return
    if form == "xlsx":
        from officerepo.spreadsheet import as_xlsx  # 40 ms, for this format alone

        made = as_xlsx(title, headings, types, shown)
    elif form == "json":
        made = f"{as_json(data)}\n".encode()
    elif form == "csv":
        made = safe(as_csv(headings, shown)).encode()
    else:
        made = "".join(f"{line}\n" for line in as_lines(headings, shown)).encode()
    if output is None:
        put(made.decode(), nl=False)
        return
    write(output, made)
    put(safe(gettext("Written: {file}.", file=str(output))))


def _print(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    if not rows:
        put(gettext("No rows."))
    elif sys.stdout.isatty():
        print_table(headings, rows)
    else:
        put("\n".join(as_lines(headings, rows)))


def _sorted(index: Index) -> list[Report]:
    """Return an office's reports in the order of what they are about."""
    groups = list(GROUPS)
    found = reports_of(index.office).values()
    return sorted(found, key=lambda each: (groups.index(each.group), each.name))


def _named(index: Index, name: str) -> Report:
    """Return a report by its name or title; a Failure names the nearest one."""
    known = reports_of(index.office)
    titles = {each.name: say(each.title, index.office.language) for each in known.values()}
    meant = key_meant(name, titles)
    if meant:
        return known[meant]
    if name in reports():
        raise Failure(
            "The report {name} needs records of the kinds {kinds}, which this office does not use.",
            "`officerepo report --list` shows the reports that there are.",
            2,
            name=name,
            kinds=", ".join(kind for kind in reports()[name].kinds),
        )
    raise mistaken(
        "There is no report {name}.",
        "`officerepo report --list` shows the reports that there are.",
        name,
        known,
        name=name,
    )


def _rows(
    report: Report, index: Index, day: date, period: str | None, unit: str | None
) -> list[Row]:
    return report.chosen(
        index, day, _period(report, period) if period else None, _unit(report, index, unit)
    )


def _period(report: Report, text: str) -> Period:
    if not (report.dated or report.by_period):
        raise Failure(
            "The rows of the report {name} have no day, so no period can be chosen.",
            "Leave out --period.",
            2,
            name=report.name,
        )
    try:
        return read_period(text)
    except Uncountable as error:
        found = error.finding
        raise Failure(found.message, found.hint, 2, **found.values) from None


def _unit(report: Report, index: Index, text: str | None) -> str:
    if not text:
        return ""
    if not report.owned:
        raise Failure(
            "The rows of the report {name} belong to no unit, so none can be chosen.",
            "Leave out --unit.",
            2,
            name=report.name,
        )
    units = {unit.id: unit.title for unit in index.of("unit")}
    meant = key_meant(index.aliases.get(text, text), units)
    if not meant:
        raise mistaken(
            "There is no unit `{unit}`.",
            "`officerepo list unit` shows the units.",
            text,
            units,
            unit=text,
        )
    return meant
