"""A supply has run below its minimum, and nothing is under way to buy more.

A task or a plan that is not finished, and that names the supply, shows that somebody sees to it.

Good:
    set AST-consumable-0001 minimum = 12
    set TSK-2025-0004 refs = {cites: [AST-consumable-0001]}
Bad:
    set AST-consumable-0001 minimum = 12
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.inventory import is_consumable, stock_on
from officerepo.fields import decimal
from officerepo.finding import Finding, Severity
from officerepo.index import Index

SERVES = ("R03",)
KINDS = ("asset",)
SEVERITY: Severity = "warning"
FINDS_ABSENCE = True


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each supply below its minimum that nobody is buying."""
    for asset in index.of("asset"):
        if not is_consumable(asset) or not index.is_open(asset):
            continue
        try:
            minimum = decimal(str(asset.data.get("minimum", "")))
        except ValueError:
            continue  # none is set, or it has its own finding
        stock = stock_on(asset, today.isoformat())
        if stock >= minimum:
            continue
        if not any(
            record.kind in ("task", "plan") and index.is_open(record)
            for record, _ in index.links_to(asset.id)
        ):
            yield Finding(
                asset.path,
                "minimum",
                "{stock} are left, fewer than the minimum of {minimum}, and nobody is buying more.",
                "Put it in the supply plan or give somebody the task, and name {asset} there.",
                values={"stock": str(stock), "minimum": str(minimum), "asset": asset.id},
            )
