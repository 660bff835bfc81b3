"""A change of a plan names an item that the plan does not have.

What is changed is a numbered item, so that its history can be followed; a slip in the number would
tie the decision to nothing.

Good:
    add PLN-2025-annual acts = {do: amend, at: 2025-03-28, by: PER-amanantial, item: I01,
      from: two, to: three, in: MTG-2025-001/D2}
Bad:
    add PLN-2025-annual acts = {do: amend, at: 2025-03-28, by: PER-amanantial, item: I99,
      from: two, to: three, in: MTG-2025-001/D2}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R20",)
KINDS = ("plan",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each amendment of an item that does not exist."""
    for plan in index.of("plan"):
        for number, act in enumerate(plan.acts):
            item = act.data.get("item")
            if act.do == "amend" and isinstance(item, str) and item not in index.parts(plan):
                yield Finding(
                    plan.path,
                    f"acts[{number}].item",
                    "The plan has no item {item}.",
                    "Its items are {items}.",
                    values={"item": item, "items": ", ".join(index.parts(plan)) or "—"},
                )
