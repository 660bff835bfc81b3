"""No record is too odd for a report: whatever files say, rows come out and can be said and written."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from random import Random
from typing import Any

import pytest

from officerepo.conform import conform
from officerepo.domain.counting import read_period
from officerepo.index import Index
from officerepo.record import Record, by_id
from officerepo.report import Report
from officerepo.reports import reports
from officerepo.source import Source
from officerepo.spreadsheet import as_xlsx
from officerepo.table import as_csv, as_json
from tests.reports.rows import demo

SEED = 9
OFFICES = 3
DAY = date(2025, 12, 31)
DAYS = date(1900, 1, 1), date(2025, 3, 31), date(2999, 12, 31)
NUMBERS = ("-1", "0", "12.5", "1e9", "NaN", "9" * 5000, "²", "١٢", "007")
MOMENTS = ("2025-02-30", "0001-01-01", "9999-12-31", "2025-13", "2025-03-04T25:61", "2025", "x-01")
NAMES = ("PER-nobody", "POST-OFI-01", "UNIT-DIR", "MTG-2025-001/D9", "TSK-2025-0001", "REG-x-v9")
WORDS = ("", " ", "x", "yes", "void", "closed", "confidential", "adopt", "vehicle", "=1+1", "/")
TREES: tuple[Any, ...] = ([], [[]], [{}], ["x", ["y"]], {}, {"x": {}}, {"title": ["x"]})
ODD = (*NUMBERS, *MOMENTS, *NAMES, *WORDS, *TREES)


def places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Yields every place in a tree: what holds it, and under which key or number."""
    for key in list(tree) if isinstance(tree, dict) else range(len(tree)):
        yield tree, key
        if isinstance(tree[key], dict | list):
            yield from places(tree[key])


def spoil(tree: Any, random: Random) -> None:
    """Puts something odd in one place of a tree, often of the form of what was there, or nothing."""
    holder, key = random.choice([*places(tree)] or [({}, "")])
    words = holder.get(key) if isinstance(holder, dict) else holder[key]
    if random.random() < 0.15 and holder:
        del holder[key]
        return
    alike: tuple[Any, ...] = ODD
    if isinstance(words, str) and random.random() < 0.6:
        alike = (
            NUMBERS
            if words.replace(".", "").isdecimal()
            else MOMENTS
            if words[:4].isdecimal()
            else NAMES
            if "-" in words
            else WORDS
        )
    holder[key] = deepcopy(random.choice(alike))


def odd_records(random: Random) -> Iterator[Record]:
    """Yields the records of the demo, most of them spoilt, as they are read from files."""
    office = demo().office
    for record in demo().records.values():
        if random.random() < 0.1:
            continue
        data = deepcopy(dict(record.data))
        for _ in range(random.choice((0, 1, 1, 2, 4))):
            spoil(data, random)
        kind = office.kinds[record.kind]
        found, _ = conform(kind, office.kernel, record.path, record.blob, Source(data))
        yield found


@pytest.fixture(scope="module", params=range(OFFICES))
def odd(request: pytest.FixtureRequest) -> Index:
    return Index(demo().office, by_id(odd_records(Random(SEED + request.param))))


@pytest.mark.parametrize("report", reports().values(), ids=list(reports()))
def test_no_record_is_too_odd_for_a_report(report: Report, odd: Index) -> None:
    for day in DAYS:
        assert all(len(row) == len(report.columns) for row in report.chosen(odd, day))
    then = odd.as_of("2025-06-30")
    assert isinstance(report.chosen(then, DAY, read_period("2025-Q1"), "UNIT-DIR"), list)
    table = report.table(odd, report.chosen(odd, DAY), "en", str)
    assert as_json(table.data)
    assert as_csv(table.headings, table.rows)
    assert as_xlsx(table)
