"""An amendment of a plan says under `from` what the item did not say before.

Who was there reads in the act what was changed into what. If the old value is another than the one
that stood, either the wrong item was changed or an amendment is missing before it. Amendments that
do not say what they change may describe the old value in words and are left alone.

Good:
    add PLN-2025-annual acts = {do: amend, at: 2025-03-28, by: PER-amanantial, item: I01,
      change: target, from: "12", to: "10", in: MTG-2025-001/D2}
    add PLN-2025-annual acts = {do: amend, at: 2025-03-28, by: PER-amanantial, item: I01,
      change: target, from: "10", to: "9", in: MTG-2025-001/D2}
Bad:
    add PLN-2025-annual acts = {do: amend, at: 2025-03-28, by: PER-amanantial, item: I01,
      change: target, from: "14", to: "10", in: MTG-2025-001/D2}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.plans import ADD, STRIKE, before
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R20",)
KINDS = ("plan",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each amendment whose old value is not the one that stood."""
    for plan in index.of("plan"):
        for number, act in enumerate(plan.acts):
            change, old = act.data.get("change"), act.data.get("from")
            if act.do != "amend" or not old or change in (None, ADD, STRIKE):
                continue
            item = before(plan, number).get(str(act.data.get("item")))
            said = item.says(str(change)) if item else ""
            if said and said != old:
                yield Finding(
                    plan.path,
                    f"acts[{number}].from",
                    "Item {item} is changed from `{old}`, and it said `{said}`.",
                    "Write what the item said, or correct which item is changed.",
                    values={"item": item.name if item else "", "old": str(old), "said": said},
                )
