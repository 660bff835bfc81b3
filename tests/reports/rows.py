"""The rows of reports over the sample office once it was edited, and over the demo office."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from officerepo.domain.counting import read_period
from officerepo.index import Index
from officerepo.load import load, read_tree
from officerepo.reports import reports
from tests.rules.edits import Sample

Row = dict[str, Any]


@cache
def demo() -> Index:
    return load(read_tree(Path(__file__).resolve().parent.parent.parent)).index


def rows(
    name: str,
    *edits: str,
    index: Index | None = None,
    day: str = "2025-03-31",
    period: str = "",
    unit: str = "",
) -> list[Row]:
    """The rows of a report by the names of its columns; words in English."""
    if index is None:
        sample = Sample(*edits)
        index = sample.index()
    report = reports()[name]
    wanted = read_period(period) if period else None
    found = report.chosen(index, date.fromisoformat(day), wanted, unit)
    return [
        {
            column.name: cell["en"] if column.type == "words" and cell else cell
            for column, cell in zip(report.columns, row, strict=True)
        }
        for row in found
    ]


def of(found: list[Row], *names: str) -> list[tuple[Any, ...]]:
    """Some columns of rows."""
    return [tuple(row[name] for name in names) for row in found]
