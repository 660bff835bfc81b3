"""Numbers that were taken by mistake: they stand in their registers and are never used again.

The latest comes first.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.index import Index
from officerepo.report import Row, column, words

TITLE = words("Void numbers", "Números anulados", "作废编号")
GROUP = "trust"
DATED = "at"
LABEL = "internal"
SERVES = ("R45",)

columns = (
    column("at", "moment", "Voided on", "Anulado el", "作废时间"),
    column("record", "link", "Number", "Número", "编号"),
    column("register", "words", "Register", "Registro", "登记簿"),
    column("reason", "text", "Reason", "Motivo", "理由"),
    column("by", "link", "By", "Por", "办理人"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield (moment, number, its register, reason, who voided it)."""
    found = []
    for record in index.records.values():
        act = record.last("void") if record.void else None
        if act is not None:
            reason = str(act.data.get("reason") or "")
            found.append((act.at, record.id, index.kind(record).plural, reason, act.by))
    yield from sorted(found, key=lambda row: row[:2], reverse=True)
