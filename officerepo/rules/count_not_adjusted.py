"""A stock-take found another number than the entries give, and the stock was not adjusted to it.

The difference is either explained by a missing entry or adjusted before a second person; it does
not just stay.

Good:
    set AST-consumable-0001 acts.count.qty = 12
    set AST-consumable-0001 acts.countersign =
    set AST-consumable-0001 acts.adjust =
Bad:
    set AST-consumable-0001 acts.count.qty = 10
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.inventory import is_consumable, movements, quantity
from officerepo.finding import Finding, Severity
from officerepo.index import Index

SERVES = ("R55",)
KINDS = ("asset",)
SEVERITY: Severity = "warning"
FINDS_ABSENCE = True


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each count of a supply that the stock does not follow."""
    for asset in index.of("asset"):
        if not is_consumable(asset):
            continue
        steps = list(movements(asset))
        for place, (number, act, stock) in enumerate(steps):
            difference = quantity(act) - stock
            if act.do != "count" or not difference:
                continue
            adjusted = next(
                (later for _, later, _ in steps[place + 1 :] if later.do == "adjust"), None
            )
            if adjusted is None or quantity(adjusted) != difference:
                yield Finding(
                    asset.path,
                    f"acts[{number}].qty",
                    "{counted} were counted on {day}; by the entries there are {stock}.",
                    "Enter what is missing, or adjust the stock by {difference} and countersign.",
                    values={
                        "counted": str(quantity(act)),
                        "day": act.at[:10],
                        "stock": str(stock),
                        "difference": str(difference),
                    },
                )
