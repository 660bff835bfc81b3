"""More of a supply was issued than there was.

Stock is what came in less what went out; below nothing there is nothing, so an entry is missing or
wrong.

Good:
    add AST-consumable-0001 acts =
      {do: issue, at: 2025-03-17T09:00, by: PER-ivadolargo, to: UNIT-HID, qty: 6}
Bad:
    add AST-consumable-0001 acts =
      {do: issue, at: 2025-03-17T09:00, by: PER-ivadolargo, to: UNIT-HID, qty: 60}
    set AST-consumable-0001 minimum =
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.inventory import is_consumable, movements, quantity
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R03", "R55")
KINDS = ("asset",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each act that takes out more than there is."""
    for asset in index.of("asset"):
        if not is_consumable(asset):
            continue
        for number, act, stock in movements(asset):
            taken = -quantity(act) if act.do == "adjust" else quantity(act)
            if stock < 0 < taken and act.do in ("issue", "adjust"):
                yield Finding(
                    asset.path,
                    f"acts[{number}].qty",
                    "{taken} were taken out on {day}; there were {stock}.",
                    "Correct the quantity, or enter what came in before.",
                    values={
                        "taken": str(taken),
                        "day": act.at[:10],
                        "stock": str(max(stock + taken, stock * 0)),
                    },
                )
