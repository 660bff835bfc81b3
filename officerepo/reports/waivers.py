"""Warnings that were accepted for a time: which, on which record, why, by whom and until when.

Those that hold come first, the next to end before the others; a waiver that has ended waives
nothing, and its warning is back.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.index import Index
from officerepo.record import entries_in
from officerepo.report import Row, column, words

TITLE = words("Waivers", "Exenciones", "豁免清单")
GROUP = "trust"
DATED, OWNED = "until", "owner"
LABEL = "internal"
SERVES = ("R28", "R32")

columns = (
    column("until", "date", "Until", "Hasta", "截止"),
    column("holds", "boolean", "Holds today", "Vigente hoy", "今日有效"),
    column("rule", "text", "Rule", "Regla", "规则"),
    column("record", "link", "Record", "Registro", "记录"),
    column("because", "text", "Reason", "Motivo", "理由"),
    column("by", "link", "Accepted by", "Aceptada por", "批准人"),
    column("owner", "link", "Answers for it", "Responde", "承办"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield a row for each waiver of each record."""
    day = today.isoformat()
    found = []
    for record in index.records.values():
        for waiver in entries_in(record.data.get("waive")):
            if isinstance(waiver, dict):
                said = {name: str(value) for name, value in waiver.items()}
                until = said.get("until", "")
                found.append(
                    (
                        until,
                        "yes" if until >= day else "no",
                        said.get("rule", ""),
                        record.id,
                        said.get("because", ""),
                        said.get("by", ""),
                        index.owner(record),
                    )
                )
    yield from sorted(found, key=lambda row: (row[1] == "no", row))
