"""Acts of one person in two parts of a matter that stand by a countersignature, or wait for it.

Only where the office has set such a control; elsewhere the act may not stand, and the check says
so. What nobody countersigned in time is an error of the check as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.controls import doubled
from officerepo.domain.powers import title
from officerepo.index import Index
from officerepo.kind import LANGUAGES, Words
from officerepo.record import Record
from officerepo.report import Row, act_words, column, words

TITLE = words("Compensating controls", "Controles compensatorios", "补偿性控制")
GROUP = "trust"
DATED = "at"
LABEL = "internal"
SERVES = ("R11", "R33", "R37")

columns = (
    column("at", "moment", "When", "Cuándo", "时间"),
    column("record", "link", "Record", "Registro", "记录"),
    column("act", "words", "Act", "Acto", "事项"),
    column("also", "words", "And also", "Y también", "另经办"),
    column("by", "link", "By", "Por", "办理人"),
    column("until", "date", "To countersign by", "Refrendo antes del", "会签期限"),
    column("power", "words", "With the power", "Con la facultad", "会签职权"),
    column("countersigned", "link", "Countersigned by", "Refrendado por", "会签人"),
    column("on", "moment", "On", "El", "会签时间"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield a row for each act that was countersigned, or is to be; the latest first."""
    found: list[tuple[str, str, int, Row]] = []
    if not index.office.settings.get("compensating_control"):
        return
    for each in doubled(index):
        if each.control is None:
            continue
        act, signed = each.record.acts[each.number], each.control.signed
        row = (
            act.at,
            each.record.id,
            act_words(index, each.record, act),
            _also(index, each.record, each.bar),
            act.by,
            each.control.until,
            title(index.office, each.control.power),
            signed.by if signed else "",
            signed.at if signed else "",
        )
        found.append((act.at, each.record.id, each.number, row))
    found.sort(key=lambda each: each[:3], reverse=True)
    yield from (row for *_, row in found)


def _also(index: Index, record: Record, bar: str) -> Words:
    """Return what bars somebody in words: another act, or the field that names them."""
    kind = index.kind(record)
    if bar in kind.acts:
        return kind.acts[bar].title
    spec = kind.fields.get(bar)
    return spec.title if spec and spec.title else dict.fromkeys(LANGUAGES, bar)
