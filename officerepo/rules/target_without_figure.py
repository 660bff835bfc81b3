"""An item of a plan has neither a figure to reach nor a milestone.

What cannot be counted or seen to have happened cannot be called reached. The target is a number,
with what it counts under `unit_of_measure`; or the measure is the word milestone, and the target
says what it is called.

Good:
    new PLN-2025-supervision like PLN-2025-annual
    set PLN-2025-supervision type = supervision
    set PLN-2025-supervision items.I01.measure = Milestone
    set PLN-2025-supervision items.I01.target = Opening of the new gauge house
Bad:
    new PLN-2025-supervision like PLN-2025-annual
    set PLN-2025-supervision type = supervision
    set PLN-2025-supervision items.I01.target = as many as possible
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.plans import laid_down
from officerepo.fields import decimal
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.text import fold

SERVES = ("R05", "R90")
KINDS = ("plan",)
_MILESTONES = ("milestone", "hito", "里程碑")


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each plan item whose target is no number, and that is no milestone."""
    for plan in index.of("plan"):
        if plan.adopted or plan.void:
            continue
        for item in laid_down(plan):
            target, measure = item.says("target"), fold(item.says("measure"))
            if item.struck or not target or measure.startswith(_MILESTONES) or _is_number(target):
                continue
            yield Finding(
                plan.path,
                f"{item.at}.target",
                "Item {item} has the target `{target}`, which is no number.",
                "Write a number as `target` and what it counts as `unit_of_measure`; "
                "for a milestone write `measure: milestone`.",
                values={"item": item.name, "target": target},
            )


def _is_number(text: str) -> bool:
    try:
        decimal(text)
    except ValueError:
        return False
    return True
