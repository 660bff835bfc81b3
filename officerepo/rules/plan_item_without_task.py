"""An item of the annual plan has fallen due, and nobody was ever charged with it.

Aims and tasks stand in one place: each item that has come due has a task whose `source` it is, or
is served by an item of a half-year, supply or supervision plan. A milestone still ahead has time.

Good:
    set TSK-2025-0004 source = POST-HID-01/U1
Bad:
    drop OUT-2025-0002
    add EVL-2025-hid acts = {do: finish, at: 2025-04-14T09:00, by: PER-farroyuelo}
    set TSK-2025-0004 source = POST-HID-01/U1
    today 2025-07-01
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.plans import in_force
from officerepo.finding import Finding, Severity
from officerepo.index import Index

SERVES = ("R05",)
KINDS = ("plan",)
SEVERITY: Severity = "warning"
FINDS_ABSENCE = True
_UNDER_WAY = ("approved", "in_execution")


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each due item of an annual plan that nothing points to."""
    day = today.isoformat()
    for plan in index.of("plan"):
        if plan.data.get("type") != "annual" or plan.state not in _UNDER_WAY:
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
        for item in in_force(plan, day):
            due = item.says("due")
            if not item.struck and "" < due < day and item.name not in followed:
                yield Finding(
                    plan.path,
                    item.at,
                    "Item {item} was due on {due}, and no task was ever made of it.",
                    "Create one: `officerepo new task --set source={plan}/{item}`, "
                    "or amend the item by a decision.",
                    values={"item": item.name, "due": due, "plan": plan.id},
                )
