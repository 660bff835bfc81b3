"""Tables as answers of a command: on the terminal, for pipes, or in a file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from officerepo.cli.saving import form_meant, require_free, write_whole
from officerepo.cli.speech import gettext, ngettext, put
from officerepo.cli.terminal import print_table
from officerepo.failure import Failure
from officerepo.marks import listed
from officerepo.table import Table, as_csv, as_json, as_lines
from officerepo.text import safe

TABLE_ROWS = 500
"""Rows that a terminal table is laid out for; more come as plain columns, at once."""

Command = TypeVar("Command", bound=Callable[..., Any])


ENDINGS = {".txt": "table", ".csv": "csv", ".xlsx": "xlsx", ".json": "json"}
"""The forms of a table, by the endings of files that stand for them."""


class Wish(NamedTuple):
    """In which form a table is wanted; `output` is None for the terminal."""

    form: str
    output: Path | None
    overwrite: bool


def table_options(command: Command) -> Command:
    """Add `--format`, `--output` and `--overwrite`, which make a `Wish`."""
    command = click.option(
        "--overwrite", is_flag=True, help="Write over the file if it is there already."
    )(command)
    command = click.option(
        "--output",
        type=click.Path(path_type=Path, dir_okay=False),
        help="The file to write, in the form that its ending stands for: "
        f"{listed([*ENDINGS], 'en')}. An Excel file needs one.",
    )(command)
    return click.option(
        "--format",
        "form",
        type=click.Choice([*ENDINGS.values()]),
        help="Default: as the ending of --output says, else table. JSON has the values for "
        "programs: numbers, true and false, names of choices and records; the others have them in "
        "words. In CSV a cell that a spreadsheet would run as a formula begins with an apostrophe.",
    )(command)


def wished(form: str | None, output: Path | None, overwrite: bool) -> Wish:
    """Return the wish that the options make; a Failure where form and file contradict."""
    return Wish(form_meant(form, output, ENDINGS), output, overwrite)


def require_possible(wish: Wish, root: Path) -> None:
    """Raise a Failure where a table cannot be given as it is wanted, before it is made."""
    if wish.output is not None:
        require_free(wish.output, root, overwrite=wish.overwrite)
    elif wish.form == "xlsx":
        raise Failure(
            "An Excel file is not shown on a terminal.",
            "Name a file with --output, such as report.xlsx.",
            2,
        )


def give(table: Table, wish: Wish) -> None:
    """Print a table, or write it into the file that is wanted."""
    on_terminal = wish.form == "table" and wish.output is None and sys.stdout.isatty()
    if on_terminal and len(table.rows) <= TABLE_ROWS:
        print_table(table.headings, table.rows, table.first)
        return
    made = _made(table, wish.form)
    if wish.output is None:
        put(made.decode(), nl=False)
    else:
        write_whole(wish.output, made)
        put(safe(gettext("Written: {file}.", file=str(wish.output))))


def tell_unread(paths: Sequence[str]) -> None:
    """Say on the error stream which files a table lacks, and end with code 1, if it lacks any.

    They have no rows in the table: the programs that read it would take these for records.
    """
    if paths:
        words = ngettext(
            "{n} record file cannot be read, so what it says is missing here.",
            "{n} record files cannot be read, so what they say is missing here.",
            len(paths),
        )
        put(words, err=True)
        for path in paths:
            put(f"  {safe(path)}", err=True)
        sys.exit(1)


def _made(table: Table, form: str) -> bytes:
    if form == "xlsx":
        from officerepo.spreadsheet import as_xlsx  # 40 ms, for this format alone

        return as_xlsx(table)
    if form == "json":
        return f"{as_json(table.data)}\n".encode()
    if form == "csv":
        return safe(as_csv(table.headings, table.rows)).encode()
    return "".join(f"{line}\n" for line in as_lines(table.headings, table.rows)).encode()
