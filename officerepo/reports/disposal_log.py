"""What became of dossiers whose time had come: each disposal, dossier by dossier.

The day is that on which it was carried out; until then, that of its last step.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.index import Index
from officerepo.record import Act, Record, entries_in
from officerepo.report import Row, choice_words, column, words

TITLE = words("Disposals by dossier", "Disposiciones por expediente", "案卷处置情况")
GROUP = "archive"
KINDS = ("disposal",)
DATED = "day"
SERVES = ("R17", "R47")

columns = (
    column("day", "date", "Day", "Fecha", "日期"),
    column("dossier", "link", "Dossier", "Expediente", "案卷"),
    column("type", "words", "What", "Clase", "处置方式"),
    column("record", "link", "Disposal", "Disposición", "处置单"),
    column("authority", "link", "Authority", "Título habilitante", "依据"),
    column("approved_by", "link", "Approved by", "Aprobó", "批准人"),
    column("executed_by", "link", "Carried out by", "Ejecutaron", "执行人"),
    column("receiver", "link", "Received by", "Archivo receptor", "接收单位"),
    column("method", "text", "Method", "Procedimiento", "销毁方式"),
    column("state", "state", "State", "Estado", "状态"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield a row for each dossier of each disposal, the latest first; void ones left out."""
    found: list[Row] = []
    for disposal in index.of("disposal"):
        items = disposal.data.get("items")
        if not disposal.void and isinstance(items, list):
            found += (_row(index, disposal, str(dossier)) for dossier in items)
    found.sort(key=lambda row: (row[3], row[1]))
    yield from sorted(found, key=lambda row: str(row[0]), reverse=True)


def _row(index: Index, disposal: Record, dossier: str) -> Row:
    data, approved, done = disposal.data, disposal.last("approve"), disposal.last("execute")
    last = done or (disposal.acts[-1] if disposal.acts else None)
    return (
        last.at[:10] if last else "",
        dossier,
        choice_words(index, "disposal", "type", data.get("type")),
        disposal.id,
        str(data.get("authority") or ""),
        approved.by if approved else "",
        _people(done),
        *(str(data.get(name) or "") for name in ("receiver", "method")),
        disposal.id,
    )


def _people(act: Act | None) -> list[str]:
    named = act.data.get("executed_by") if act else None
    return [str(each) for each in entries_in(named)]
