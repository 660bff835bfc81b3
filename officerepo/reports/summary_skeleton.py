"""Every figure that can be counted, for a period and the one before it, ready to be cited.

The period is the current half-year unless another is chosen. A figure is cited in a writing with
the count beside it: `check` then counts it again, and says so when it differs.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import MAX_PREC, ROUND_HALF_UP, Context, Decimal

from officerepo.domain.counters import COUNTERS
from officerepo.domain.counting import Count, Ledger, Period
from officerepo.domain.periods import before, half_year, written
from officerepo.index import Index
from officerepo.report import Row, column, words

TITLE = words("Figures for the summary", "Cifras para el balance", "总结数据")
GROUP = "work"
BY_PERIOD = True
SERVES = ("R08", "R12", "R62", "R67")

columns = (
    column("title", "words", "Figure", "Cifra", "指标"),
    column("value", "decimal", "In the period", "En el periodo", "本期"),
    column("before", "decimal", "In the one before", "En el anterior", "上期"),
    column("counts", "words", "What is counted", "Qué se cuenta", "统计口径"),
    column("query", "text", "To be cited as", "Se cita como", "引用写法"),
)


def rows(index: Index, today: date, period: Period | None = None) -> Iterator[Row]:
    """Yield a row for each counter whose kind the office keeps, in the order of the counters."""
    ledger, day = Ledger(index), today.isoformat()
    period = period or half_year(today)
    earlier = before(period)
    for counter in COUNTERS.values():
        if counter.kind in index.office.kinds:
            now, then = (
                _figure(ledger.count(Count(counter, each, "", {}), day))
                for each in (period, earlier)
            )
            query = f"{counter.name} period={written(period)}"
            yield counter.title, now, then, counter.counts, query


def _figure(counted: Decimal | None) -> str:
    """Return a figure as it is written: whole, or a per cent with at most one decimal."""
    if counted is None:
        return ""
    if counted == counted.to_integral_value():
        return f"{counted.to_integral_value():f}"
    rounded = counted.quantize(Decimal("0.1"), ROUND_HALF_UP, Context(prec=MAX_PREC))
    return f"{rounded:f}".removesuffix(".0")
