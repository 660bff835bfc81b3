"""A report counts other days than those it speaks of.

What a half-year summary says was counted in that half-year, and what an evaluation says in its
period. A figure of another time may stand beside it for comparison when its words name the year, or
the period as it is written in the count. What stood on the day of signing counts as of that day.

Good:
    set WRT-2025-001 claims =
      [{text: Two tasks were closed in February, value: 2, query: tasks.closed period=2025-02},
      {text: none in all of 2024, value: 0, query: tasks.closed period=2024},
      {text: none is open on the day of signing, value: 0, query: tasks.open}]
Bad:
    set WRT-2025-001 claims.0.text = Nothing was closed.
    set EVL-2025-hid items.E2.query = tasks.closed period=2024
    set EVL-2025-hid items.E2.actual = "0"
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.counting import Count, Uncountable, read_count
from officerepo.domain.figures import Figure, figures
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import day

SERVES = ("R12", "R59", "R62")
KINDS = ("writing", "evaluation")
SOME_WARN = True


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each figure counted over days outside the period of its text."""
    for figure in figures(index):
        period = figure.record.data.get("period")
        if not figure.query or not isinstance(period, dict):
            continue
        first, last = str(period.get("from", "")), str(period.get("to", ""))
        try:
            wanted = read_count(figure.query, index)
        except Uncountable:
            continue  # has its own finding
        begun, ended = _days(wanted, day(figure.settled) or today.isoformat())
        begun = begun or str(index.office.settings.get("began") or first)
        if not first or not last or first <= begun <= ended <= last:
            continue
        if (wanted.counter.standing and "period=" not in figure.query) or _says(
            figure, begun, first
        ):
            continue
        beside = ended < first or begun > last
        yield Finding(
            figure.record.path,
            f"{figure.at}.query",
            "It counts the days from {begun} to {ended}; the period is {first} to {last}.",
            "Count the days of the sheet's period."
            if figure.record.kind == "evaluation"
            else "Count the days of the period, or say in the words of which year the figure is.",
            severity="error" if figure.binding and beside else "warning",
            values={"begun": begun, "ended": ended, "first": first, "last": last},
        )


def _days(wanted: Count, as_of: str) -> tuple[str, str]:
    """Return the first and the last day that are counted; what stands is counted on one day."""
    begun, last = wanted.period
    ended = min(last, max(as_of, begun))
    return (ended, ended) if wanted.counter.standing else (begun, ended)


def _says(figure: Figure, begun: str, first: str) -> bool:
    """Whether the words of a figure say of which other time it is."""
    typed = figure.query.partition("period=")[2].partition(" ")[0]
    names = [typed, *(part for part in typed.split("-") if part[:1] in ("H", "Q"))]
    if begun[:4] != first[:4]:
        names.append(begun[:4])
    return any(name and name in figure.words for name in names)
