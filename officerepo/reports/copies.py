"""Numbered copies, reproductions and extracts, and who holds each now.

Loans of originals and readings on the spot have their own places. What is out comes first.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.index import Index
from officerepo.report import Row, choice_words, column, words

TITLE = words("Copies and their holders", "Copias y sus titulares", "副本及持有人")
GROUP = "logistics"
KINDS = ("copy",)
DATED, OWNED = "since", "holder"
SERVES = ("R44", "R50")

columns = (
    column("record", "link", "Copy", "Copia", "副本"),
    column("of", "link", "Document", "Documento", "文件"),
    column("copy_no", "integer", "Copy no.", "Ejemplar n.º", "副本号"),
    column("mode", "words", "How", "Modalidad", "方式"),
    column("sheets", "integer", "Sheets", "Hojas", "张数"),
    column("holder", "link", "Holder", "Titular", "持有人"),
    column("since", "date", "Handed out", "Entregada", "发放日期"),
    column("due", "date", "Due back", "Devolución prevista", "应还日期"),
    column("state", "state", "State", "Estado", "状态"),
)

_ELSEWHERE = ("loan", "consultation")


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield a row for each copy that was handed out, those still out first."""
    out: list[Row] = []
    back: list[Row] = []
    for copy in index.of("copy"):
        issued = copy.last("issue")
        if issued is None or copy.void or copy.data.get("mode") in _ELSEWHERE:
            continue
        row = (
            copy.id,
            str(copy.data.get("of", "")),
            str(copy.data.get("copy_no") or ""),
            choice_words(index, "copy", "mode", copy.data.get("mode")),
            str(copy.data.get("sheets") or ""),
            index.owner(copy),
            issued.at[:10],
            index.due(copy),
            copy.id,
        )
        (out if copy.state == "issued" else back).append(row)
    yield from sorted(out, key=lambda row: (row[1], row[0]))
    yield from sorted(back, key=lambda row: (row[1], row[0]))
