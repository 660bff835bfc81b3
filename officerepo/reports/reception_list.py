"""Guests of the house: from where, how many, who received them, by which letter and at what cost.

The latest comes first; visits that were cancelled are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.fields import count_in
from officerepo.index import Index
from officerepo.record import entries_in
from officerepo.report import Row, column, words

TITLE = words("Guests received", "Visitas recibidas", "接待清单")
GROUP = "logistics"
KINDS = ("reception",)
DATED, OWNED = "arrives", "host"
SERVES = ("R15", "R54")

columns = (
    column("record", "link", "Visit", "Visita", "接待"),
    column("arrives", "moment", "Arrives", "Llegada", "到达时间"),
    column("bodies", "link", "From", "Procedencia", "来宾单位"),
    column("guests", "integer", "Guests", "Visitantes", "人数"),
    column("companions", "integer", "Companions", "Acompañantes", "陪同人数"),
    column("host", "link", "Host", "Anfitrión", "接待人"),
    column("letter", "link", "Letter", "Escrito", "公函"),
    column("estimate", "decimal", "Estimate", "Presupuesto", "预算"),
    column("actual", "decimal", "Cost", "Coste", "实际支出"),
    column("state", "state", "State", "Estado", "状态"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield a row for each visit that is announced, approved or was received."""
    found = []
    for visit in index.of("reception"):
        if index.kind(visit).phase_of(visit.state) == "dropped":
            continue
        data = visit.data
        groups = [each for each in entries_in(data.get("guests")) if isinstance(each, dict)]
        companions = data.get("companions")
        found.append(
            (
                visit.id,
                str(data.get("arrives") or ""),
                list(dict.fromkeys(str(each.get("body", "")) for each in groups)),
                str(sum(count_in(each.get("count")) for each in groups)),
                str(len(companions)) if isinstance(companions, list) else "",
                index.owner(visit),
                *(str(data.get(name) or "") for name in ("letter", "estimate", "actual")),
                visit.id,
            )
        )
    yield from sorted(found, key=lambda row: (row[1], row[0]), reverse=True)
