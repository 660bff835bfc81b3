"""An item of the annual plan has fallen due, and nobody was ever charged with it.

Aims and tasks stand in one place: each item that has come due has a task whose `source` it is, or
is served by an item of a half-year, supply or supervision plan. A milestone still ahead has time.

Good:
    set TSK-2025-0004 source = POST-HID-01/U1
Bad:
    drop OUT-2025-0002
    set TSK-2025-0004 source = POST-HID-01/U1
    today 2025-07-01
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding, Severity
from officerepo.index import Index

SERVES = ("R05",)
KINDS = ("plan",)
SEVERITY: Severity = "warning"
_UNDER_WAY = ("approved", "in_execution")


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each due item of an annual plan that nothing points to."""
    day = today.isoformat()
    for plan in index.of("plan"):
        items = plan.data.get("items")
        if (
            plan.data.get("type") != "annual"
            or plan.state not in _UNDER_WAY
            or not isinstance(items, list)
        ):
            continue
        followed = {
            link.sub
            for record, link in index.links_to(plan.id)
            if not record.void
            and (
                (record.kind == "task" and link.at == "source")
                or (record.kind == "plan" and link.at.endswith(".serves"))
            )
        }
        for number, item in enumerate(items):
            if (
                isinstance(item, dict)
                and "struck" not in item
                and "" < str(item.get("due", "")) < day
                and str(item.get("id")) not in followed
            ):
                yield Finding(
                    plan.path,
                    f"items[{number}]",
                    "Item {item} was due on {due}, and no task was ever made of it.",
                    "Create one: `officerepo new task --set source={plan}/{item}`, "
                    "or amend the item by a decision.",
                    values={
                        "item": str(item.get("id", "")),
                        "due": str(item.get("due")),
                        "plan": plan.id,
                    },
                )
