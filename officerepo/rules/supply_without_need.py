"""An item of a supply plan does not say what it is needed for, or rests on what came later.

Things are bought because stock runs low or because somebody asked. Each item names the supply or
the request under `because`, or says in a few words what else it rests on, before the plan or the
change that brings the item is approved. A request that came in afterwards was no reason for it.

Good:
    new PLN-2025-supply like PLN-2025-annual
    set PLN-2025-supply type = supply
    set PLN-2025-supply items.I01.quantity = 12
    set PLN-2025-supply items.I01.because = [AST-consumable-0001]
Bad:
    new PLN-2025-supply like PLN-2025-annual
    set PLN-2025-supply type = supply
    set PLN-2025-supply items.I01.quantity = 12
    new PLN-2025-supply2 like PLN-2025-supply
    set PLN-2025-supply2 items.I01.because = [REQ-2025-0001]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.plans import Item, in_force
from officerepo.finding import Finding, Severity
from officerepo.index import Index
from officerepo.record import Record, entries_in, is_before

SERVES = ("R03", "R20")
KINDS = ("plan",)
SEVERITY: Severity = "warning"


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each supply that rests on nothing, or on what came later."""
    for plan in index.of("plan"):
        if plan.data.get("type") != "supply" or not plan.acts or plan.adopted or plan.void:
            continue
        for item in in_force(plan):
            grounds = item.data.get("because")
            if item.struck:
                continue
            if not grounds:
                yield Finding(
                    plan.path,
                    item.at,
                    "Item {item} does not say what it is needed for.",
                    "Write under `because` the supply that runs low (AST-…) or the request "
                    "(REQ-…), or a few words.",
                    values={"item": item.name},
                )
                continue
            approved = _approved(plan, item)
            born = [_born(index, name) for name in entries_in(grounds)]
            if approved and born and all(day and is_before(approved, day) for day in born):
                yield Finding(
                    plan.path,
                    f"{item.at}.because",
                    "Item {item} was approved on {approved}; what it rests on is of {born}.",
                    "Write what was known when it was approved.",
                    values={"item": item.name, "approved": approved[:10], "born": min(born)[:10]},
                )


def _approved(plan: Record, item: Item) -> str:
    """Return when an item was approved: with the plan, or by the change that brought it."""
    for number, act in enumerate(plan.acts):
        if item.at == f"acts[{number}].new" or (act.do == "approve" and item.at[:5] == "items"):
            return act.at
    return ""


def _born(index: Index, name: object) -> str:
    """Return when somebody asked; empty for words, for a supply, and for what was taken over."""
    record = index.records.get(str(name))
    if record is None or record.kind == "asset" or record.adopted or not record.acts:
        return ""
    return record.acts[0].at
