"""Charts as SVG: bars along one column of a report, drawn on the server; the table stands below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from officerepo.kind import Field
from officerepo.portal.language import Language
from officerepo.report import Report, Row

BARS = 36
"""More bars than so many are no picture any more."""

WIDE = 420  # units of the drawing that the longest bar takes
LABEL = 22  # characters of a label; the table has the whole of it


class Bar(NamedTuple):
    """A bar: its label, its pieces (start, width, place among the values), its end, its number."""

    label: str
    pieces: list[tuple[int, int, int]]
    end: int
    number: str


class Drawing(NamedTuple):
    """What the template draws: the bars; when there are several values, those that it shows.

    `tones` are the looks of the values: what is late is red, what is open empty, the others differ.
    The legend has the look and the title of each.
    """

    bars: list[Bar]
    legend: list[tuple[str, str]]
    tones: list[str]


def drawn(
    report: Report, rows: Sequence[Row], said: Callable[[Field, Any], str], language: Language
) -> Drawing | None:
    """Returns the chart of a report's rows; None where there is nothing to compare."""
    chart = report.chart
    if chart is None:
        return None
    label = report.place(chart.label)
    places = [report.place(name) for name in chart.values]
    summed: dict[str, list[Decimal]] = {}
    if report.columns[label].type in ("month", "quarter"):
        rows = sorted(rows, key=lambda row: str(row[label]))  # the table may begin with the latest
    for row in rows:
        sums = summed.setdefault(
            said(report.columns[label], row[label]), [Decimal(0)] * len(places)
        )
        sums[:] = (so_far + _number(row[at]) for so_far, at in zip(sums, places, strict=True))
    if not 2 <= len(summed) <= BARS:
        return None
    most = max(map(sum, summed.values()))
    if most <= 0:
        return None
    bars = []
    for words, values in summed.items():
        pieces, done, start = [], Decimal(0), 0
        for place, value in enumerate(values):
            done += value
            end = int((done * WIDE / most).to_integral_value())
            if end > start:
                pieces.append((start, end - start, place))
            start = end
        shown = words if len(words) <= LABEL else words[: LABEL - 1] + "…"
        bars.append(Bar(shown, pieces, start, language.number(sum(values, Decimal(0)))))
    tones = [
        name if name in ("late", "missed", "open") else f"piece{place}"
        for place, name in enumerate(chart.values)
    ]
    seen = sorted({place for bar in bars for _, _, place in bar.pieces})
    legend = [(tones[at], language.say(report.columns[places[at]].title)) for at in seen]
    return Drawing(bars, legend if len(places) > 1 else [], tones)


def _number(cell: Any) -> Decimal:
    try:
        found = Decimal(str(cell or 0))
    except InvalidOperation:
        return Decimal(0)
    return found if found.is_finite() and found > 0 else Decimal(0)
