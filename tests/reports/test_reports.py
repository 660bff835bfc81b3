"""Every report: what its file declares, and its rows over the demo office."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from officerepo.coverage import coverage
from officerepo.index import Index
from officerepo.kind import LANGUAGES
from officerepo.load import load, read_tree
from officerepo.portal.language import parse_day
from officerepo.report import GROUPS, Report
from officerepo.reports import reports, reports_of

DEMO_DAY = date(2025, 12, 31)
EACH = pytest.mark.parametrize("report", reports().values(), ids=list(reports()))


@pytest.fixture(scope="module")
def demo(root: Path) -> Index:
    return load(read_tree(root)).index


@EACH
def test_a_report_declares_what_it_is(report: Report, root: Path) -> None:
    file = root / "officerepo" / "reports" / f"{report.name.replace('-', '_')}.py"
    assert file.is_file()
    assert report.group in GROUPS
    assert report.about.endswith(".")
    assert len(report.about) < 120
    for words in (report.title, *(column.title for column in report.columns)):
        assert set(words) == set(LANGUAGES)
        assert all(words.values())
    names = [column.name for column in report.columns]
    assert len(names) == len(set(names))
    for name in (report.dated, report.owned):
        assert not name or name in names
    if report.grouped:
        assert report.columns[report.place(report.grouped)].type == "list"
    if report.chart:
        assert {report.chart.label, *report.chart.values} <= set(names)
    assert report.serves
    assert set(report.serves) <= {requirement.id for requirement in coverage({})}


@EACH
def test_rows_have_a_cell_for_each_column(report: Report, demo: Index) -> None:
    assert report.name in reports_of(demo.office)
    for row in report.rows(demo, DEMO_DAY):
        assert len(row) == len(report.columns)
        for cell, column in zip(row, report.columns, strict=True):
            if column.type == "words":
                assert not cell or set(cell) == set(LANGUAGES)
            elif cell and column.type in ("link", "state") and isinstance(cell, str):
                target, _, part = cell.partition("/")
                assert target in demo.records or "-" not in target
                assert not part or part in demo.parts(demo.records[target])
            elif cell and column.type == "integer":
                int(cell)
            elif cell and column.type in ("date", "moment"):
                assert parse_day(cell)


@EACH
def test_an_office_without_records_has_no_rows_that_fail(report: Report, demo: Index) -> None:
    assert list(report.rows(Index(demo.office, {}), DEMO_DAY)) is not None


@EACH
def test_the_same_records_give_the_same_rows(report: Report, demo: Index) -> None:
    backwards = Index(demo.office, dict(list(demo.records.items())[::-1]))
    assert list(report.rows(demo, DEMO_DAY)) == list(report.rows(backwards, DEMO_DAY))
