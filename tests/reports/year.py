"""The rows of a report, by the names of its columns, over the demo's year."""

from __future__ import annotations

from datetime import date

from officerepo.index import Index
from tests.reports.rows import Row, demo
from tests.reports.rows import rows as rows_of

YEAR_END = date(2025, 12, 31)


def rows(name: str, index: Index | None = None, today: date = YEAR_END) -> list[Row]:
    """The rows of a report on the last day of the demo's year, or on another; words in English."""
    return rows_of(name, index=demo() if index is None else index, day=today.isoformat())
