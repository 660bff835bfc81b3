"""Dossiers that are to be transferred, destroyed or reviewed by the end of this year.

What a hold keeps from being destroyed is listed with the reason: it waits for the end of the hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.computed import ACTIONS
from officerepo.domain.retention import destiny
from officerepo.index import Index
from officerepo.report import Row, column, words

TITLE = words("Due for transfer or destruction", "Por transferir o destruir", "本年待移交销毁")
GROUP = "archive"
KINDS = ("dossier",)
DATED, OWNED = "due", "owner"
SERVES = ("R17", "R47")

columns = (
    column("due", "date", "From", "Desde", "到期日"),
    column("record", "link", "Dossier", "Expediente", "案卷"),
    column("action", "choice", "What then", "Destino", "到期处置", values=ACTIONS),
    column("series", "text", "Series", "Serie", "类目"),
    column("basis", "text", "Basis", "Fundamento", "依据"),
    column("reviewed", "boolean", "Reviewed", "Valorado", "已鉴定"),
    column("held", "text", "Held because of", "Retenido por", "冻结原因"),
    column("owner", "link", "Answers for it", "Responde", "立卷岗位"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield (first day, dossier, action, series, basis, whether reviewed, hold, owner)."""
    last = f"{today.year:04}-12-31"
    closed = (record for record in index.of("dossier") if record.state == "closed")
    found = [
        (fate, record) for record in closed if "" < (fate := destiny(index, record)).due <= last
    ]
    for fate, record in sorted(found, key=lambda each: (each[0].due, each[1].id)):
        if fate.action != "permanent":
            yield (
                fate.due,
                record.id,
                fate.action,
                fate.series,
                fate.basis,
                "yes" if fate.reviewed else "no",
                fate.held,
                index.owner(record),
            )
