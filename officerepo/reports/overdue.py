"""What is late or falls due within a week, the longest overdue first.

Everything that is owed by a day counts, whatever its kind: tasks, letters to be answered, briefings
that wait for a ruling, loans that were not returned, turns of routines. The day is the one that
holds now, extensions included; adopted records wait for nothing. A task that was reported done
waits for whoever can verify it. A letter that asks for a confirmation counts once, on the day by
which the office expects it, and names the addressees in the house who owe it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from officerepo.domain.owed import SOON, owed
from officerepo.index import Index
from officerepo.report import Row, column, words

TITLE = words("Late and due soon", "Vencido y por vencer", "催办单")
GROUP = "today"
DATED, OWNED = "due", "waits_for"
PROMINENT = True
SERVES = ("R10", "R12", "R17", "R27", "R35", "R36", "R97")

columns = (
    column("due", "date", "Due", "Vence", "时限"),
    column("days_late", "integer", "Days late", "Días de retraso", "逾期天数"),
    column("record", "link", "Record", "Registro", "记录"),
    column("state", "state", "State", "Estado", "状态"),
    column("step", "words", "Awaited", "Se espera", "待办环节"),
    column("waits_for", "links", "Waits for", "A cargo de", "待办岗位"),
    column("to_do", "words", "What is to be done", "Qué hay que hacer", "应办事项"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield (day, days late or nothing, record, its state, what is awaited, of whom, advice)."""
    last = (today + timedelta(days=SOON)).isoformat()
    for each in owed(index, today):
        if each.day <= last:
            late = (today - date.fromisoformat(each.day)).days
            days, name = str(late) if late > 0 else "", each.record.id
            yield each.day, days, name, name, each.step, [*each.who], each.advice
