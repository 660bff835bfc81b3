"""`officerepo report`: a report as a table, for a spreadsheet, or for other programs."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from officerepo.cli.reading import index_as_of, open_index
from officerepo.cli.shared import (
    day_of,
    key_meant,
    office_option,
    today_option,
    translate_for,
)
from officerepo.cli.speech import gettext, put
from officerepo.cli.tables import give, require_possible, table_options, tell_unread, wished
from officerepo.cli.usage import mistaken
from officerepo.domain.counting import Period, Uncountable, read_period
from officerepo.domain.unread import unread_paths
from officerepo.failure import Failure
from officerepo.index import Index
from officerepo.kind import say
from officerepo.output import Translate
from officerepo.report import Report, Row
from officerepo.reports import reports, reports_of
from officerepo.table import Table
from officerepo.text import near_titled


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
    "--only",
    "wishes",
    metavar="COLUMN=VALUE",
    multiple=True,
    help="Only rows with this value in a column, such as person=PER-hrepresa; may be repeated.",
)
@table_options
@office_option
@today_option
def command(
    name: str | None,
    listing: bool,
    period: str | None,
    unit: str | None,
    wishes: tuple[str, ...],
    form: str | None,
    output: Path | None,
    overwrite: bool,
    office: Path | None,
    today: datetime | None,
) -> None:
    """Show a report: the rows of the portal's page of the same NAME."""
    day, wish = day_of(today), wished(form, output, overwrite)
    loaded = open_index(office, day)
    require_possible(wish, loaded.tree.root)
    translate = translate_for(loaded.index.office)
    if name is None or listing:
        give(_list(loaded.index, translate), wish)
        return
    index = index_as_of(loaded, day)
    report, language = _named(index, name), index.office.language
    rows = _rows(report, index, day, period, unit)
    for each in wishes:
        rows = _only(report, index, rows, each, translate)
    table = report.table(index, rows, language, translate)
    if rows or wish.form != "table" or output:
        give(table, wish)
    else:
        put(gettext("No rows."))
    tell_unread([path for paths in unread_paths(index).values() for path in paths])


def _list(index: Index, translate: Translate) -> Table:
    """Return the table of an office's reports."""
    rows = [
        [each.name, say(each.title, index.office.language), translate(each.about)]
        for each in reports_of(index.office).values()
    ]
    return Table(
        title=gettext("Reports"),
        headings=[gettext("Name"), gettext("Title"), gettext("What it shows")],
        types=("text", "text", "text"),
        rows=rows,
        data=[dict(zip(("name", "title", "about"), row, strict=True)) for row in rows],
    )


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
            kinds=[*reports()[name].kinds],
        )
    raise mistaken(
        "There is no report {name}.",
        "`officerepo report --list` shows the reports that there are.",
        near_titled(name, titles),
        name=name,
    )


def _rows(
    report: Report, index: Index, day: date, period: str | None, unit: str | None
) -> list[Row]:
    return report.chosen(
        index, day, _period(report, period) if period else None, _unit(report, index, unit)
    )


def _only(
    report: Report, index: Index, rows: list[Row], wish: str, translate: Translate
) -> list[Row]:
    """Return the rows that have a value in a column: `person=PER-hrepresa`."""
    column, equals, value = (part.strip() for part in wish.partition("="))
    if not (column and equals and value):
        raise Failure(
            "`{wish}` is no column with a value.",
            "Write --only COLUMN=VALUE, such as --only person=PER-hrepresa.",
            2,
            wish=wish,
        )
    language = index.office.language
    titles = {each.name: say(each.title, language) for each in report.columns}
    name = key_meant(column, titles)
    if not name:
        raise mistaken(
            "The report {name} has no column {column}.",
            "Its columns are: {columns}.",
            near_titled(column, titles),
            name=report.name,
            column=column,
            columns=[*titles],
        )
    named = index.aliases.get(value, value)
    known = report.said(index, rows, name, language, translate)
    meant = named if named in index.records else key_meant(named, known)
    if not meant and rows:
        raise mistaken(
            "No row has {value} in the column {column}.",
            "Leave out --only to see what there is.",
            near_titled(value, known),
            value=value,
            column=name,
        )
    return report.only(index, rows, name, meant)


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
    if not (report.owned or report.by_unit):
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
            near_titled(text, units),
            unit=text,
        )
    return meant
