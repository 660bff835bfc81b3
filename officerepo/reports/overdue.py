"""What is late or falls due within a week, the longest overdue first.

Everything with a deadline counts, whatever its kind: tasks, letters to be answered, briefings that
wait for a ruling, loans that were not returned. The day is the one that holds now, extensions
included; adopted records wait for nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from officerepo.deadlines import awaited
from officerepo.index import Index
from officerepo.report import Row, column

TITLE = {"en": "Late and due soon", "es": "Vencido y por vencer", "zh": "催办单"}
GROUP = "today"
DATED, OWNED = "due", "owner"
PROMINENT = True
SERVES = ("R17", "R36")

SOON = 7  # days

columns = (
    column("due", "date", "Due", "Vence", "时限"),
    column("days_late", "integer", "Days late", "Días de retraso", "逾期天数"),
    column("record", "link", "Record", "Registro", "记录"),
    column("state", "state", "State", "Estado", "状态"),
    column("owner", "link", "Answers for it", "Responde", "承办"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield (day, days late or nothing, record, its state, owner)."""
    last = (today + timedelta(days=SOON)).isoformat()
    kinds = [kind.name for kind in index.office.kinds.values() if kind.deadlines]
    found = [
        (waits.day, record)
        for kind in kinds
        for record in index.of(kind)
        if (waits := awaited(index, record)) and waits.day <= last
    ]
    for day, record in sorted(found, key=lambda each: (each[0], each[1].id)):
        late = (today - date.fromisoformat(day)).days
        owner = index.owner(record)
        yield day, str(late) if late > 0 else "", record.id, record.id, owner
