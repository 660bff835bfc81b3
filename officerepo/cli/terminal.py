"""Tables on a terminal: as many columns as can be read, and a word on the rest."""

from __future__ import annotations

from collections.abc import Sequence

from officerepo.cli.speech import gettext, put
from officerepo.table import width
from officerepo.text import safe

WIDEST = 36  # columns of the terminal that one cell may take before it is broken into lines
GAP = 3


def print_table(
    headings: Sequence[str], rows: Sequence[Sequence[str]], first: Sequence[int] = ()
) -> None:
    """Print a table with rich; columns for which there is no room are named below it.

    The leftmost column is always there; those that are to get room `first` come next.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    shown = fitting(headings, rows, console.width, first)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    for number in shown:
        widest = None if number == 0 else WIDEST
        table.add_column(Text(safe(headings[number])), no_wrap=number == 0, max_width=widest)
    for row in rows:
        table.add_row(*(Text(safe(row[number])) for number in shown))
    console.print(table)
    left = [headings[number] for number in range(len(headings)) if number not in shown]
    if left:
        words = "No room for: {columns}. --format csv has all columns."
        put(safe(gettext(words, columns=left)))


def fitting(
    headings: Sequence[str], rows: Sequence[Sequence[str]], room: int, first: Sequence[int] = ()
) -> list[int]:
    """Return which columns fit beside each other: those of `first` in its order, then the others.

    Columns that are empty throughout come after those that say something.
    """
    columns = list(zip(headings, *rows, strict=True))

    def order(number: int) -> tuple[int, bool]:
        rank = -1 if number == 0 else first.index(number) if number in first else len(first)
        return rank, not any(columns[number][1:])

    shown = []
    for number in sorted(range(len(columns)), key=order):
        wide = min(max(map(width, columns[number])), WIDEST) + GAP
        if number == 0 or wide <= room:
            shown.append(number)
            room -= wide
    return sorted(shown)
