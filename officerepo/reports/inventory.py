"""The things of the house: where each is, who has it and since when.

Supplies that are used up are counted elsewhere; what was written off is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.inventory import is_consumable, keeper_on
from officerepo.index import Index
from officerepo.record import Record
from officerepo.report import Row, choice_words, column, words

TITLE = words("Things and their keepers", "Bienes y quién los tiene", "资产及保管人")
GROUP = "logistics"
KINDS = ("asset",)
DATED, OWNED = "since", "keeper"
SERVES = ("R03", "R55", "R96")

columns = (
    column("record", "link", "Thing", "Bien", "资产"),
    column("class", "words", "Class", "Clase", "类别"),
    column("identifier", "text", "Serial number", "Identificación", "编号"),
    column("location", "text", "Place", "Lugar", "地点"),
    column("keeper", "link", "Keeper", "Quién lo tiene", "保管人"),
    column("since", "date", "Since", "Desde", "起始日"),
    column("cost", "decimal", "Cost", "Coste", "价值"),
    column("state", "state", "State", "Estado", "状态"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield a row for each thing in service or under repair, by its number."""
    for asset in index.of("asset"):
        if is_consumable(asset) or not index.is_open(asset):
            continue
        keeping = keeper_on(asset, today.isoformat())
        yield (
            asset.id,
            choice_words(index, "asset", "class", asset.data.get("class")),
            str(asset.data.get("identifier") or ""),
            _place(asset),
            keeping.keeper if keeping else "",
            keeping.start[:10] if keeping else "",
            str(asset.data.get("cost") or ""),
            asset.id,
        )


def _place(asset: Record) -> str:
    """Return where a thing is: where it was last moved to."""
    moved = asset.last("move")
    return str((moved.data if moved else asset.data).get("location") or "")
