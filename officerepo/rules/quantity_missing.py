"""A supply was received, issued or returned, and nobody wrote how much.

Without the quantity the stock is a guess.

Good:
    set AST-consumable-0001 acts.issue.qty = 7
    set AST-consumable-0001 acts.adjust.qty = -2
Bad:
    set AST-consumable-0001 acts.issue.qty =
    set AST-consumable-0001 acts.count.qty = 19
    set AST-consumable-0001 acts.adjust.qty = -1
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.inventory import is_consumable
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R55",)
KINDS = ("asset",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each movement of a supply without a quantity."""
    for asset in index.of("asset"):
        for number, act in enumerate(asset.acts if is_consumable(asset) else ()):
            if act.do in ("receive", "issue", "return") and not act.data.get("qty"):
                yield Finding(
                    asset.path,
                    f"acts[{number}]",
                    "`{act}` on {day} does not say how much.",
                    "Add `qty:` and the quantity to the act.",
                    values={"act": act.do, "day": act.at[:10]},
                )
