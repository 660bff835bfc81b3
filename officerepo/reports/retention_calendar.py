"""From which day each dossier is to be reviewed, handed over or destroyed, as the file plan says.

Dossiers that are still here and not taken over for ever, the first due first. Those whose period
has not begun, and those that are kept for ever, have no day and are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.computed import ACTIONS
from officerepo.domain.retention import destiny
from officerepo.index import Index
from officerepo.report import Row, column, words

TITLE = words("Retention calendar", "Calendario de conservación", "保管期限表")
GROUP = "archive"
KINDS = ("dossier",)
DATED, OWNED = "due", "owner"
PROMINENT = True
SERVES = ("R17", "R47")

columns = (
    column("due", "date", "From", "Desde", "到期日"),
    column("due_now", "boolean", "Time is up", "Plazo vencido", "已到期"),
    column("record", "link", "Dossier", "Expediente", "案卷"),
    column("series", "text", "Series", "Serie", "类目"),
    column("action", "choice", "What then", "Destino", "到期处置", values=ACTIONS),
    column("held", "text", "Held because of", "Retenido por", "冻结原因"),
    column("owner", "link", "Answers for it", "Responde", "立卷岗位"),
    column("state", "state", "State", "Estado", "状态"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield (first day, whether it has come, dossier, series, action, hold, owner, state)."""
    waiting = (record for record in index.of("dossier") if record.state in ("open", "closed"))
    found = [(fate, record) for record in waiting if (fate := destiny(index, record)).due]
    for fate, record in sorted(found, key=lambda each: (each[0].due, each[1].id)):
        yield (
            fate.due,
            "yes" if fate.due <= today.isoformat() else "no",
            record.id,
            fate.series,
            fate.action,
            fate.held,
            index.owner(record),
            record.id,
        )
