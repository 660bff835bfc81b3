"""The rows of a report, by the names of its columns, over the demo's year or the sample office."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from officerepo.index import Index
from officerepo.load import load, read_tree
from officerepo.reports import reports
from tests.rules.edits import Sample

YEAR_END = date(2025, 12, 31)


@cache
def demo() -> Index:
    """The demo office as it lies in this checkout."""
    return load(read_tree(Path(__file__).resolve().parent.parent.parent)).index


def sample(*edits: str) -> Index:
    """The sample office after some edits."""
    found = Sample()
    for edit in edits:
        found.edit(edit)
    return found.index()


def rows(name: str, index: Index | None = None, today: date = YEAR_END) -> list[dict[str, Any]]:
    """The rows of a report; words as English says them."""
    report = reports()[name]
    return [
        {
            column.name: cell["en"] if isinstance(cell, dict) else cell
            for column, cell in zip(report.columns, row, strict=True)
        }
        for row in report.rows(demo() if index is None else index, today)
    ]


def some(found: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    """Some columns of each row."""
    return [tuple(row[name] for name in names) for row in found]
