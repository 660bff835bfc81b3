"""An amendment of a plan does not say what holds from then on, or says it so that it cannot hold.

Whoever reads the plan later reads each item as it stands. A change gives the new value under `to`,
for a due date a day and for the post responsible the number of a post; a new item stands whole
under `new`; and a withdrawn one says why.

Good:
    add PLN-2025-annual acts = {do: amend, at: 2025-03-28, by: PER-amanantial, item: I01,
      change: due, from: 2025-06-30, to: 2025-09-30, in: MTG-2025-001/D2}
    add PLN-2025-annual acts = {do: amend, at: 2025-03-28, by: PER-amanantial, item: I01,
      change: strike, reason: the county has taken over the marks, in: MTG-2025-001/D2}
Bad:
    add PLN-2025-annual acts = {do: amend, at: 2025-03-28, by: PER-amanantial, item: I01,
      change: due, to: in autumn, in: MTG-2025-001/D2}
    add PLN-2025-annual acts = {do: amend, at: 2025-03-28, by: PER-amanantial, item: I01,
      change: owner_post, to: POST-HID-99, in: MTG-2025-001/D2}
    add PLN-2025-annual acts = {do: amend, at: 2025-03-28, by: PER-amanantial, item: I02,
      change: add, in: MTG-2025-001/D2}
    add PLN-2025-annual acts = {do: amend, at: 2025-03-28, by: PER-amanantial, item: I01,
      in: MTG-2025-001/D2}
    add PLN-2025-annual acts = {do: amend, at: 2025-03-28, by: PER-amanantial, item: I01,
      change: strike, in: MTG-2025-001/D2}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.plans import ADD, STRIKE, changed
from officerepo.fields import date as day
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Act

SERVES = ("R20",)
KINDS = ("plan",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each amendment after which nobody knows what an item says."""
    for plan in index.of("plan"):
        for number, act in enumerate(plan.acts):
            if act.do != "amend":
                continue
            change = changed(act)
            key = {ADD: "new", STRIKE: "reason"}.get(change, "to")
            hint = "Add `{key}: …` to the act."
            if not act.data.get(key) and change == ADD:
                message = "The new item {item} does not say what it is."
            elif not act.data.get(key) and change == STRIKE:
                message = "Item {item} was withdrawn, and it is not said why."
            elif not act.data.get(key):
                message = "It is not said what item {item} says now."
            elif change == "due" and not _is_day(act):
                message = "`{to}` is no day by which item {item} can be reached."
                hint = "Write year, month and day, such as 2025-09-30."
            elif change == "owner_post" and not _is_post(index, act):
                message = "`{to}` is no post that can answer for item {item}."
                hint = "Write the number of a post, such as {like}."
            else:
                continue
            yield Finding(
                plan.path,
                f"acts[{number}].{key}" if key in act.data else f"acts[{number}]",
                message,
                hint,
                values={
                    "item": str(act.data.get("item", "")),
                    "key": key,
                    "field": key,
                    "to": str(act.data.get("to", "")),
                    "like": next((post.id for post in index.of("post")), "POST-OFI-01"),
                },
            )


def _is_day(act: Act) -> bool:
    try:
        day(str(act.data["to"]))
    except ValueError:
        return False
    return True


def _is_post(index: Index, act: Act) -> bool:
    named = index.records.get(str(act.data["to"]))
    return named is not None and named.kind == "post"
