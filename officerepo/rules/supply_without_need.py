"""An item of a supply plan in the making does not say what it is needed for.

Things are bought because stock runs low or because somebody asked. Each item names the supply or
the request under `because`, or says in a few words what else it rests on, before the plan is
approved; an approved plan is left as it was.

Good:
    new PLN-2025-supply like PLN-2025-annual
    set PLN-2025-supply type = supply
    set PLN-2025-supply items.I01.quantity = 12
    set PLN-2025-supply items.I01.because = [AST-consumable-0001]
    set PLN-2025-supply acts = [{do: draft, at: 2025-03-24T09:00, by: PER-ivadolargo}]
Bad:
    new PLN-2025-supply like PLN-2025-annual
    set PLN-2025-supply type = supply
    set PLN-2025-supply items.I01.quantity = 12
    set PLN-2025-supply acts = [{do: draft, at: 2025-03-24T09:00, by: PER-ivadolargo}]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding, Severity
from officerepo.index import Index

SERVES = ("R03", "R20")
KINDS = ("plan",)
SEVERITY: Severity = "warning"
_IN_THE_MAKING = ("draft", "consulted")


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each item of a supply plan not yet approved that rests on nothing."""
    for plan in index.of("plan"):
        items = plan.data.get("items")
        if plan.data.get("type") != "supply" or plan.state not in _IN_THE_MAKING:
            continue
        for number, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(item, dict) and "struck" not in item and not item.get("because"):
                yield Finding(
                    plan.path,
                    f"items[{number}]",
                    "Item {item} does not say what it is needed for.",
                    "Write under `because` the supply that runs low (AST-…) or the request "
                    "(REQ-…), or a few words.",
                    values={"item": str(item.get("id", ""))},
                )
