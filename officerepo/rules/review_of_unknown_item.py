"""The review of a plan names an item that the plan does not have, or one item twice.

What was reached is told by the number of the item: a slip would tell it of another one, or of none.
What was withdrawn was not to be reached any more.

Good:
    add PLN-2025-annual acts = {do: review, at: 2025-03-28, by: PER-etorrente, outcome: all of it,
      results: [{item: I01, result: reached, figure: fourteen}]}
Bad:
    add PLN-2025-annual acts = {do: review, at: 2025-03-28, by: PER-etorrente, outcome: all of it,
      results: [{item: I10, result: reached, figure: fourteen}]}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.plans import before
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R20", "R58")
KINDS = ("plan",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each result whose item is not there, was withdrawn, or has one."""
    for plan in index.of("plan"):
        for number, act in enumerate(plan.acts):
            told = act.data.get("results")
            if act.do != "review" or not isinstance(told, list):
                continue
            items, seen = before(plan, number), set[str]()
            for place, result in enumerate(told):
                name = str(result.get("item", "")) if isinstance(result, dict) else ""
                if name not in items:
                    message = "The plan has no item {item}."
                elif items[name].struck:
                    message = "Item {item} was withdrawn before."
                else:
                    message = "The review names item {item} twice." if name in seen else ""
                seen.add(name)
                if name and message:
                    standing = [item.name for item in items.values() if not item.struck]
                    yield Finding(
                        plan.path,
                        f"acts[{number}].results[{place}].item",
                        message,
                        "Name each item that was to be reached once; they are {items}.",
                        values={"item": name, "items": standing or ["—"]},
                    )
