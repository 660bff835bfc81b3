"""Answers for programs and pipes: JSON, CSV, and columns that line up."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from officerepo.text import UNFIT, safe

PERCENT = " %"
"""What stands behind a number of a column of the type `percent`, in words."""

_FORMULA = re.compile("[=+\\-@\t\r＝＋－＠]")  # LibreOffice and Excel start a formula with these
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


class Table(NamedTuple):
    """A table: `rows` in words, `data` as JSON has it.

    `types` are the field types of the columns; `first` are those not to be left out where there is
    no room for all.
    """

    title: str
    headings: Sequence[str]
    types: Sequence[str]
    rows: Sequence[Sequence[str]]
    data: Sequence[Mapping[str, Any]]
    first: Sequence[int] = ()


def as_json(value: Any, *, indent: int | None = 2) -> str:
    """Return a value as JSON that may be shown on a terminal, and reads back as it was.

    JSON itself escapes only C0 controls; the others would still steer a terminal or hide text.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    text = UNFIT.sub(lambda match: json.dumps(match[0])[1:-1], text)
    return text.replace("##[", "#\\u0023[")  # would be a command in the log of a forge's runner


def as_csv(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    types: Sequence[str] = (),
    separator: str = ",",
) -> str:
    """Return a table as CSV (RFC 4180, but for its LF line ends), titles in the first line.

    A cell that a spreadsheet would run as a formula begins with an apostrophe (OWASP, CSV
    injection); plain numbers stay as they are. Where the comma is the decimal sign, spreadsheets
    want a semicolon for `separator`; numbers of the columns whose `types` allow decimals have it.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=separator, lineterminator="\n")
    writer.writerow(_harmless(cell) for cell in headings)
    comma = [separator == ";" and kind in ("decimal", "percent") for kind in types]
    for row in rows:
        cells = [_harmless(cell) for cell in row]
        for place, with_comma in enumerate(comma):
            if with_comma and _NUMBER.fullmatch(cells[place].removesuffix(PERCENT)):
                cells[place] = cells[place].replace(".", ",")
        writer.writerow(cells)
    return buffer.getvalue()


def _harmless(cell: str) -> str:
    cell = cell.replace("\r", "")  # csv leaves it unquoted, and some readers end a row there
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def as_lines(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a table line by line, its columns two blanks apart and lined up; nothing is cut."""
    table = [[safe(cell) for cell in row] for row in (headings, *rows)]
    widths = [max(map(width, column)) for column in zip(*table, strict=True)]
    for row in table:
        cells = (fit(cell, wide) for cell, wide in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def fit(text: str, wide: int) -> str:
    """Return a text filled up with blanks to so many columns of a terminal."""
    return text + " " * (wide - width(text))


def width(text: str) -> int:
    """Return the columns a text takes on a terminal: East Asian wide characters take two."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
