"""How many letters came in and went out each month, and how many answers were given.

A letter in counts in the month in which it was registered, a letter out in the one in which it left
the house, an answer in the one in which it was given. Void entries do not count. A letter in is of
the unit that deals with it, a letter out of the one that sends it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from officerepo.domain.counters import COUNTERS
from officerepo.domain.counting import Count, Ledger, month
from officerepo.domain.periods import first_month, months_until
from officerepo.index import Index
from officerepo.report import Chart, Row, column, words

TITLE = words("Letters by month", "Cartas por mes", "每月收发文")
GROUP = "registers"
KINDS = ("incoming", "outgoing")
DATED, BY_UNIT = "month", True
CHART = Chart("month", ("in", "out"))
SERVES = ("R25", "R45")

columns = (
    column("month", "month", "Month", "Mes", "月份"),
    column("in", "integer", "In", "Entradas", "收文"),
    column("out", "integer", "Out", "Salidas", "发文"),
    column("answered", "integer", "Answers given", "Respuestas dadas", "答复"),
)


def rows(index: Index, today: date, units: Collection[str] = ()) -> Iterator[Row]:
    """Yield a row for each month since the first letter, the latest first."""
    ledger, day = Ledger(index, units), today.isoformat()
    firsts = filter(None, (first_month(index, kind) for kind in KINDS))
    for text in months_until(today, since=min(firsts, default="")):
        counts = (Count(COUNTERS[f"letters.{n}"], month(text), "", {}) for n in ("in", "out"))
        answered = Count(COUNTERS["letters.answered"], month(text), "", {})
        yield text, *(str(ledger.count(each, day)) for each in (*counts, answered))
