"""`officerepo list`: the register of a kind, whole or in part."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from officerepo.cli.reading import open_index
from officerepo.cli.shared import day_of, kind_named, office_option, today_option, translate_for
from officerepo.cli.terminal import print_table
from officerepo.failure import Failure
from officerepo.index import Index
from officerepo.kind import Kind, say
from officerepo.record import Record
from officerepo.register import Register, field_at, names
from officerepo.table import as_csv, as_json, as_lines
from officerepo.text import fold, near, safe

TABLE_ROWS = 500
"""Rows that a terminal table is laid out for; more come as plain columns, at once."""

Claim = Callable[[Record], bool]


@click.command("list")
@click.argument("kind_name", metavar="[KIND]", required=False)
@click.option(
    "--where",
    "conditions",
    multiple=True,
    metavar="FIELD=VALUE",
    help="Only records that have this value, as it is written in them: seal=SL-oficial, "
    "acts.approve.by=PER-name, late=yes. May be given several times; all have to hold.",
)
@click.option("--state", help="Only records in this state.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="JSON has the values as written, table and CSV in words. In CSV a cell that a "
    "spreadsheet would run as a formula begins with an apostrophe.",
)
@office_option
@today_option
def command(
    kind_name: str | None,
    conditions: tuple[str, ...],
    state: str | None,
    form: str,
    office: Path | None,
    today: datetime | None,
) -> None:
    """List the records of a KIND, as its register shows them; without KIND, list the kinds."""
    day = day_of(today)
    index = open_index(office, day).index
    if kind_name is None:
        _print_kinds(index, form)
        return
    register = Register(
        index, kind_named(index.office, kind_name), day, translate_for(index.office)
    )
    claims = [_claim(register, condition) for condition in conditions]
    if state is not None:
        claims.append(_in_state(register, state))
    records = [r for r in register.records() if all(claim(r) for claim in claims)]
    if form == "json":
        shown = [
            {column.value: register.value(record, column.value) for column in register.columns}
            for record in records
        ]
        click.echo(as_json(shown))
    else:
        rows = [register.row(record) for record in records]
        _print(register.headings(), rows, form, _important(register))


def _important(register: Register) -> list[int]:
    """Return the columns that a narrow terminal shows rather than others."""
    views = register.kind.views
    names = [column.value for column in register.columns]
    wanted = ("state", views.title, views.due, views.owner)
    return [names.index(name) for name in wanted if name in names]


def _claim(register: Register, condition: str) -> Claim:
    """Return a test for `field=value`; a Failure names the nearest field or value."""
    name, sign, wanted = condition.partition("=")
    name, wanted = name.strip(), wanted.strip()
    if not sign:
        raise Failure(f"`{condition}` has no `=`.", "Write --where field=value.")
    if name == "state":
        return _in_state(register, wanted)
    kind, keys = register.kind, register.index.office.kernel.keys
    known = list(names(kind, keys))
    if name not in known and not name.startswith("x-"):
        like = near(name, known)
        raise Failure(
            f"Records of the kind {kind.name} have no field {name}.",
            f"Did you mean {like}?" if like else f"`officerepo show {kind.name}` lists the fields.",
        )
    spec = field_at(kind, keys, name)
    item = spec.of if spec and spec.of else spec
    if item is not None and item.values and wanted and wanted not in item.values:
        raise Failure(
            f"`{wanted}` is not one of the values of {name}.",
            _meant(
                wanted,
                {value: say(words, _language(register)) for value, words in item.values.items()},
            ),
        )

    def holds(record: Record) -> bool:
        found = register.value(record, name)
        if isinstance(found, list):
            return wanted in found if wanted else not found
        return (found or "") == wanted if not isinstance(found, Mapping) else False

    return holds


def _in_state(register: Register, wanted: str) -> Claim:
    kind = register.kind
    titles = {name: say(state.title, _language(register)) for name, state in kind.states.items()}
    if wanted not in titles:
        raise Failure(
            f"Records of the kind {kind.name} have no state {wanted}.",
            _meant(wanted, titles) if titles else "They have dates instead of states.",
        )
    return lambda record: record.state == wanted


def _meant(word: str, known: Mapping[str, str]) -> str:
    """Return a hint that names the nearest of the known values, by name or title, or all."""
    by_title = {fold(title): name for name, title in known.items()}
    like = by_title.get(fold(word)) or near(word, known) or by_title.get(near(fold(word), by_title))
    return f"Did you mean {like}?" if like else f"Choose one of: {', '.join(known)}."


def _language(register: Register) -> str:
    return register.index.office.language


def _print_kinds(index: Index, form: str) -> None:
    """Print the kinds of the office with the numbers of their records."""
    language, gettext = index.office.language, translate_for(index.office)
    kinds: list[Kind] = list(index.office.kinds.values())
    if form == "json":
        found: list[dict[str, Any]] = [
            {
                "kind": kind.name,
                "folder": kind.folder,
                "title": say(kind.plural, language),
                "records": len(index.of(kind.name)),
            }
            for kind in kinds
        ]
        click.echo(as_json(found))
        return
    headings = [gettext("Kind"), gettext("Folder"), gettext("Register"), gettext("Records")]
    rows = [
        [kind.name, kind.folder, say(kind.plural, language), str(len(index.of(kind.name)))]
        for kind in kinds
    ]
    _print(headings, rows, form)


def _print(
    headings: Sequence[str], rows: Sequence[Sequence[str]], form: str, first: Sequence[int] = ()
) -> None:
    if form == "csv":
        click.echo(safe(as_csv(headings, rows)), nl=False)
    elif sys.stdout.isatty() and len(rows) <= TABLE_ROWS:
        print_table(headings, rows, first)
    else:
        for line in as_lines(headings, rows):
            click.echo(line)
