"""An item of an annual plan serves no goal of the development plan.

The year serves the years: where a development plan is in force on the first day of an annual plan,
each item says under `serves` which of its goals it works for.

Good:
    new PLN-2024-development like PLN-2025-annual
    set PLN-2024-development type = development
    set PLN-2024-development items.I01.due = 2026-06-30
    set PLN-2025-annual items.I01.serves = PLN-2024-development/I01
Bad:
    new PLN-2024-development like PLN-2025-annual
    set PLN-2024-development type = development
    set PLN-2024-development items.I01.due = 2026-06-30
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.plans import in_force
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record

SERVES = ("R20",)
KINDS = ("plan",)
_IN_FORCE = ("approved", "in_execution", "reviewed", "closed")


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each item of an approved annual plan that serves no goal."""
    plans = [plan for plan in index.of("plan") if plan.state in _IN_FORCE]
    goals = [plan for plan in plans if plan.data.get("type") == "development"]
    for plan in plans:
        if plan.data.get("type") != "annual" or plan.adopted:
            continue
        start = _period(plan, "from")
        above = {g.id for g in goals if _period(g, "from") <= start <= _period(g, "to")}
        for item in in_force(plan) if above else ():
            if not item.struck and item.says("serves").partition("/")[0] not in above:
                yield Finding(
                    plan.path,
                    item.at,
                    "Item {item} serves no goal of {plans}.",
                    "Write under `serves` the goal it works for, such as {plan}/I01; "
                    "after approval, record it as a correction.",
                    values={
                        "item": item.name,
                        "plans": sorted(above),
                        "plan": min(above),
                    },
                )


def _period(plan: Record, end: str) -> str:
    period = plan.data.get("period")
    return str(period.get(end, "")) if isinstance(period, dict) else ""
