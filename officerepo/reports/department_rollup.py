"""What each unit had to do and did, month by month, in this year and the last.

Tasks count for their lead unit, else for the unit of who answers for them; letters in for the unit
that deals with them, letters out for the one that sends them, requests for who handles them. Open
and late are how things stood at the end of the month. Units that did nothing in a month are left
out of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.counters import COUNTERS
from officerepo.domain.counting import Count, Ledger, month
from officerepo.domain.periods import months_until
from officerepo.index import Index
from officerepo.report import Row, column, words

TITLE = words("Roll-up of units", "Resumen por unidades", "各部门工作汇总")
GROUP = "work"
KINDS = ("unit", "task")
DATED, OWNED = "month", "unit"
SERVES = ("R01", "R08", "R27", "R85")

COUNTED = {
    "docketed": "tasks.docketed",
    "closed": "tasks.closed",
    "on_time": "tasks.on-time",
    "open": "tasks.open",
    "late": "tasks.late",
    "letters_in": "letters.in",
    "letters_out": "letters.out",
    "meetings": "meetings.held",
    "requests": "requests.received",
    "answered": "requests.answered",
}
"""The counter of each column."""

columns = (
    column("month", "month", "Month", "Mes", "月份"),
    column("unit", "link", "Unit", "Unidad", "部门"),
    column("docketed", "integer", "Tasks docketed", "Tareas registradas", "立项"),
    column("closed", "integer", "Closed", "Cerradas", "销号"),
    column("on_time", "integer", "Of these in time", "De ellas a tiempo", "其中按时"),
    column("open", "integer", "Open", "Abiertas", "在办"),
    column("late", "integer", "Late", "Vencidas", "逾期"),
    column("letters_in", "integer", "Letters in", "Entradas", "收文"),
    column("letters_out", "integer", "Letters out", "Salidas", "发文"),
    column("meetings", "integer", "Meetings", "Reuniones", "会议"),
    column("requests", "integer", "Requests", "Solicitudes", "受理诉求"),
    column("answered", "integer", "Answered", "Contestadas", "已答复"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield a row for each month and unit with a figure, the latest month first."""
    ledger, day = Ledger(index), today.isoformat()
    units = {u.id for u in index.of("unit") if u.data.get("type") != "external"}
    kinds = index.office.kinds
    counters = [COUNTERS[name] for name in COUNTED.values()]
    for text in months_until(today, since=f"{today.year - 1:04d}-01"):
        found: dict[str, list[str]] = {}
        for place, counter in enumerate(counters):
            if counter.kind not in kinds:
                continue
            wanted = Count(counter, month(text), "", {})
            for unit, figure in ledger.by_unit(wanted, day).items():
                if figure:
                    found.setdefault(unit, ["0"] * len(counters))[place] = str(figure)
        for unit in sorted(units & found.keys()):
            yield text, unit, *found[unit]
