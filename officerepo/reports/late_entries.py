"""Acts that were entered late: which, by whom, why, and who vouched for it; the latest first.

An act that could not be entered in time says so itself, and a second person countersigns it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.course import countersignatures
from officerepo.domain.establishment import answering
from officerepo.index import Index
from officerepo.report import Row, act_words, column, words

TITLE = words("Late entries", "Asientos con retraso", "补录清单")
GROUP = "trust"
DATED, OWNED = "at", "post"
LABEL = "internal"
SERVES = ("R38", "R62")

columns = (
    column("at", "moment", "Done on", "Hecho el", "办理时间"),
    column("month", "month", "Month", "Mes", "月份"),
    column("record", "link", "Record", "Registro", "记录"),
    column("act", "words", "Act", "Acto", "事项"),
    column("by", "link", "By", "Por", "办理人"),
    column("post", "link", "Post", "Puesto", "岗位"),
    column("entered_by", "link", "Entered by", "Anotado por", "录入人"),
    column("reason", "text", "Reason", "Motivo", "理由"),
    column("countersigned", "link", "Countersigned by", "Refrendado por", "会签人"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield a row for each act with the key `late`."""
    found = []
    for record in index.records.values():
        for number, act in enumerate(record.acts):
            late = act.data.get("late")
            if not isinstance(late, dict):
                continue
            signed = [each.by for each, named in countersignatures(record.acts, number) if named]
            vouching = [str(late.get("countersigned_by") or ""), *signed]
            own = str(act.data.get("as") or "")
            row = (
                act.at,
                act.at[:7],
                record.id,
                act_words(index, record, act),
                act.by,
                [own] if own else answering(index, act.by, act.at[:10]),
                str(act.data.get("entered_by") or ""),
                str(late.get("reason") or ""),
                list(dict.fromkeys(filter(None, vouching))),
            )
            found.append((act.at, record.id, number, row))
    found.sort(key=lambda each: each[:3], reverse=True)
    yield from (row for *_, row in found)
