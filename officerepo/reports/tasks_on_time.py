"""How many tasks were closed each month, how many of them in time, and how often work was returned.

In time means that the last report of completion came by the due date, extensions included. Speed
shows beside quality: what the verifier sent back counts in the month in which that was. Tasks that
a superior set are counted among the others and once more apart. A task is of its lead unit, else of
the unit of who answers for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from officerepo.domain.counters import COUNTERS
from officerepo.domain.counting import Count, Ledger, month
from officerepo.domain.periods import first_month, months_until
from officerepo.index import Index
from officerepo.report import Chart, Row, column, words

TITLE = words("Tasks on time by month", "Tareas a tiempo por mes", "每月按时办结")
GROUP = "work"
KINDS = ("task",)
DATED, BY_UNIT = "month", True
CHART = Chart("month", ("on_time", "late"))
SERVES = ("R23", "R29", "R33", "R85")

columns = (
    column("month", "month", "Month", "Mes", "月份"),
    column("docketed", "integer", "Docketed", "Registradas", "立项"),
    column("closed", "integer", "Closed", "Cerradas", "销号"),
    column("on_time", "integer", "In time", "A tiempo", "按时"),
    column("late", "integer", "Late", "Con retraso", "逾期办结"),
    column("rate", "percent", "In time, per cent", "A tiempo, por ciento", "按时率"),
    column("returned", "integer", "Returned", "Devueltas", "退回重办"),
    column("superior", "integer", "Set by superiors", "De superiores", "其中上级交办"),
    column("superior_on_time", "integer", "Of these in time", "De ellas a tiempo", "其中按时"),
)


def rows(index: Index, today: date, units: Collection[str] = ()) -> Iterator[Row]:
    """Yield a row for each month since the first task, the latest first."""
    ledger, day = Ledger(index, units), today.isoformat()

    def count(name: str, text: str, **filters: str) -> int:
        wanted = Count(COUNTERS[f"tasks.{name}"], month(text), "", filters)
        return int(ledger.count(wanted, day) or 0)

    for text in months_until(today, since=first_month(index, "task")):
        docketed, closed, on_time, returned = (
            count(name, text) for name in ("docketed", "closed", "on-time", "returned")
        )
        rate = str(round(100 * on_time / closed)) if closed else ""
        figures = map(str, (docketed, closed, on_time, closed - on_time))
        superior, kept = (count(name, text, origin="superior") for name in ("closed", "on-time"))
        yield text, *figures, rate, str(returned), str(superior), str(kept)
