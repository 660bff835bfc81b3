"""What was corrected after it had been registered, and what was countersigned; the latest first.

A correction keeps both values: what it said, and what it says now.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from officerepo.course import countersigned
from officerepo.domain.establishment import answering
from officerepo.index import Index
from officerepo.record import Act, Record
from officerepo.report import Row, act_words, column, words

TITLE = words("Corrections and countersignatures", "Correcciones y refrendos", "更正与会签")
GROUP = "trust"
DATED, OWNED = "at", "post"
LABEL = "internal"
SERVES = ("R45", "R62")

columns = (
    column("at", "moment", "When", "Cuándo", "时间"),
    column("record", "link", "Record", "Registro", "记录"),
    column("what", "words", "What", "Acto", "事项"),
    column("field", "text", "Field", "Campo", "字段"),
    column("of", "words", "Of the act", "Del acto", "所会签事项"),
    column("was", "text", "Was", "Decía", "原为"),
    column("is", "text", "Is", "Dice", "改为"),
    column("reason", "text", "Reason", "Motivo", "理由"),
    column("by", "link", "By", "Por", "办理人"),
    column("post", "link", "Post", "Puesto", "岗位"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield a row for each act `correct` or `countersign`."""
    found = []
    for record in index.records.values():
        for number, act in enumerate(record.acts):
            if act.do not in ("correct", "countersign"):
                continue
            data, own = act.data, str(act.data.get("as") or "")
            row = (
                act.at,
                record.id,
                act_words(index, record, act),
                _flat(data.get("field")),
                _signed(index, record, number, act),
                *(_flat(data.get(name)) for name in ("was", "is")),
                _flat(data.get("reason") or data.get("text")),
                act.by,
                [own] if own else answering(index, act.by, act.at[:10]),
            )
            found.append((act.at, record.id, number, row))
    found.sort(key=lambda each: each[:3], reverse=True)
    yield from (row for *_, row in found)


def _signed(index: Index, record: Record, number: int, act: Act) -> Any:
    """Return the words of the act that a countersignature names; nothing where it names none."""
    place = countersigned(record.acts, number) if act.do == "countersign" else None
    if place is None or not 0 <= place < number:
        return ""
    return act_words(index, record, record.acts[place])


def _flat(raw: Any) -> str:
    """Return a value of whatever form on one line."""
    if isinstance(raw, list):
        return ", ".join(map(_flat, raw))
    if isinstance(raw, dict):
        return "; ".join(f"{name} {_flat(value)}" for name, value in raw.items())
    return raw if isinstance(raw, str) else ""
