"""Every movement of supplies: received, issued, returned, counted, adjusted, and what was left.

The latest comes first.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.inventory import is_consumable, movements
from officerepo.index import Index
from officerepo.report import Row, act_words, column, words

TITLE = words("Movements of supplies", "Movimientos de material", "物资出入库")
GROUP = "logistics"
KINDS = ("asset",)
DATED, OWNED = "day", "party"
SERVES = ("R03", "R55")

columns = (
    column("day", "moment", "When", "Cuándo", "时间"),
    column("record", "link", "Supply", "Material", "物资"),
    column("what", "words", "What", "Movimiento", "事项"),
    column("qty", "decimal", "Quantity", "Cantidad", "数量"),
    column("stock", "decimal", "Left", "Quedan", "结存"),
    column("unit", "text", "Unit", "Unidad", "单位"),
    column("party", "link", "To or from", "A o de", "领用（退回）"),
    column("by", "link", "Entered by", "Anotó", "经办人"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield a row for each act that says a quantity."""
    found = []
    for asset in index.of("asset"):
        if is_consumable(asset) and not asset.void:
            unit = str(asset.data.get("unit_of_measure") or "")
            for number, act, stock in movements(asset):
                qty = act.data.get("qty")
                if isinstance(qty, str):
                    party = str(act.data.get("to") or act.data.get("from") or "")
                    what = act_words(index, asset, act)
                    row = (act.at, asset.id, what, qty, str(stock), unit, party, act.by)
                    found.append((act.at, asset.id, number, row))
    found.sort(key=lambda each: each[:3], reverse=True)
    yield from (row for *_, row in found)
