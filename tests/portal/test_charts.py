"""Charts: the bars of a report, summed by their label, in proportion to the longest."""

from __future__ import annotations

from gettext import NullTranslations
from typing import Any

import pytest

from officerepo.portal.charts import BARS, WIDE, drawn
from officerepo.portal.language import Language
from officerepo.report import Row
from officerepo.reports import reports

PROGRESS = reports()["plans-progress"]
ENGLISH = Language("en", NullTranslations())


def row(plan: str, **figures: str) -> Row:
    """A row of the progress of plans: a plan and some of its figures."""
    return tuple(plan if c.name == "plan" else figures.get(c.name, "") for c in PROGRESS.columns)


def bars(*rows: Row) -> Any:
    chart = drawn(PROGRESS, rows, lambda column, cell: str(cell), ENGLISH)
    return chart and [(bar.label, bar.pieces, bar.number) for bar in chart.bars]


def test_rows_of_one_label_are_one_bar_and_the_longest_takes_the_whole_width() -> None:
    found = bars(row("PLN-a", done="1", late="2"), row("PLN-b", open="2"), row("PLN-a", done="1"))
    half, whole = WIDE // 2, WIDE
    assert PROGRESS.chart
    done, late, still_open = map(PROGRESS.chart.values.index, ("done", "late", "open"))
    assert found == [
        ("PLN-a", [(0, half, done), (half, whole - half, late)], "4"),
        ("PLN-b", [(0, half, still_open)], "2"),
    ]


def test_the_legend_names_what_is_drawn() -> None:
    found = [row("PLN-a", done="1", late="2"), row("PLN-b", missed="2")]
    chart = drawn(PROGRESS, found, lambda column, cell: str(cell), ENGLISH)
    assert chart
    assert chart.legend == [("piece0", "Done"), ("late", "Late"), ("missed", "Missed")]


@pytest.mark.parametrize("name", ["tasks-on-time", "letters-by-month", "seal-uses-by-month"])
def test_time_runs_from_the_top_down_whatever_comes_first_in_the_table(name: str) -> None:
    report = reports()[name]
    latest_first = [
        tuple(month if c.name == "month" else "1" for c in report.columns)
        for month in ("2025-02", "2025-01", "2024-12")
    ]
    chart = drawn(report, latest_first, lambda column, cell: str(cell), ENGLISH)
    assert chart
    assert [bar.label for bar in chart.bars] == ["2024-12", "2025-01", "2025-02"]


def test_one_bar_no_figure_or_too_many_bars_are_no_picture() -> None:
    assert bars(row("PLN-a", done="1"), row("PLN-a", done="2")) is None
    assert bars(row("PLN-a"), row("PLN-b")) is None
    assert bars(row("PLN-a", done="many"), row("PLN-b", done="-3")) is None
    many = [row(f"PLN-{n}", done="1") for n in range(BARS + 1)]
    assert bars(*many) is None
    assert len(bars(*many[1:])) == BARS


def test_a_long_label_is_cut_with_a_mark() -> None:
    (label, _, _), _ = bars(row("PLN-" + "x" * 40, done="1"), row("PLN-b", done="1"))
    assert len(label) == 22
    assert label.endswith("…")
