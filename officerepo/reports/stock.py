"""The supplies: how much is left of each, the least there has to be, and what moved this year.

What is left follows from what was received, issued, returned, counted and adjusted.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from officerepo.domain.inventory import is_consumable, quantity, stock_on
from officerepo.index import Index
from officerepo.record import Record
from officerepo.report import Row, column, words

TITLE = words("Stock of supplies", "Existencias", "物资库存")
GROUP = "logistics"
KINDS = ("asset",)
SERVES = ("R03", "R55")

columns = (
    column("record", "link", "Supply", "Material", "物资"),
    column("unit", "text", "Unit", "Unidad", "单位"),
    column("stock", "decimal", "In stock", "Existencias", "库存"),
    column("minimum", "decimal", "Minimum", "Mínimo", "最低库存"),
    column("short", "boolean", "Below the minimum", "Bajo mínimos", "低于最低库存"),
    column("received", "decimal", "Received this year", "Recibido en el año", "本年入库"),
    column("issued", "decimal", "Issued this year", "Entregado en el año", "本年领用"),
    column("counted", "date", "Last counted", "Último recuento", "最近盘点"),
    column("location", "text", "Kept in", "Ubicación", "存放处"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield a row for each supply in service, by its number."""
    for asset in index.of("asset"):
        if is_consumable(asset) and index.is_open(asset):
            stock = stock_on(asset, today.isoformat())
            minimum = str(asset.data.get("minimum") or "")
            counted = asset.last("count")
            yield (
                asset.id,
                str(asset.data.get("unit_of_measure") or ""),
                str(stock),
                minimum,
                "yes" if stock < _figure(minimum) else "no",
                _moved(asset, ("receive", "restock"), today),
                _moved(asset, ("issue",), today),
                counted.at[:10] if counted else "",
                str(asset.data.get("location") or ""),
            )


def _moved(asset: Record, acts: tuple[str, ...], today: date) -> str:
    """Return how much some acts of this year moved, up to the day."""
    first, last = f"{today.year:04}-01-01", today.isoformat()
    return str(
        sum(
            (
                quantity(act)
                for act in asset.acts
                if act.do in acts and first <= act.at[:10] <= last
            ),
            Decimal(0),
        )
    )


def _figure(text: str) -> Decimal:
    try:
        found = Decimal(text or "0")
    except InvalidOperation:
        return Decimal(0)
    return found if found.is_finite() else Decimal(0)
