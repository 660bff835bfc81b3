"""A change of a plan names an item that the plan does not have, or gives a new one a number in use.

What is changed is a numbered item, so that its history can be followed; a slip in the number would
tie the decision to nothing. A new item gets a number that no other has had, and what was withdrawn
is not changed any more.

Good:
    add PLN-2025-annual acts = {do: amend, at: 2025-03-28, by: PER-amanantial, item: I01,
      from: two, to: three, in: MTG-2025-001/D2}
    add PLN-2025-annual acts = {do: amend, at: 2025-03-28, by: PER-amanantial, item: I02,
      change: add, new: {text: The weir is dredged, measure: milestone, target: dredged,
      owner_post: POST-HID-01, due: 2025-11-28}, reason: the flood, in: MTG-2025-001/D2}
Bad:
    add PLN-2025-annual acts = {do: amend, at: 2025-03-28, by: PER-amanantial, item: I99,
      from: two, to: three, in: MTG-2025-001/D2}
    add PLN-2025-annual acts = {do: amend, at: 2025-03-28, by: PER-amanantial, item: I01,
      change: add, new: {text: The weir is dredged, measure: milestone, target: dredged,
      owner_post: POST-HID-01, due: 2025-11-28}, reason: the flood, in: MTG-2025-001/D2}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.plans import ADD, before, changed
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R20",)
KINDS = ("plan",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each amendment whose item is not there, is taken, or was withdrawn."""
    for plan in index.of("plan"):
        for number, act in enumerate(plan.acts):
            name = act.data.get("item")
            if act.do != "amend" or not isinstance(name, str):
                continue
            items = before(plan, number)
            if changed(act) == ADD:
                message = "The plan has an item {item} already." if name in items else ""
                hint = "Give the new item the next number; those in use are {items}."
            elif name not in items:
                message, hint = "The plan has no item {item}.", "Its items are {items}."
            else:
                message = "Item {item} was withdrawn before." if items[name].struck else ""
                hint = "Take the amendment out, or add a new item under a number of its own."
            if not message:
                continue
            yield Finding(
                plan.path,
                f"acts[{number}].item",
                message,
                hint,
                values={"item": name, "items": [*items] or "—"},
            )
