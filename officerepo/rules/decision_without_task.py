"""A decision of a meeting leads to no task, and nobody says why.

Leaders' decisions are carried out measurably: each has a task whose `source` is the decision, or a
`no_task_reason`. While the minutes are a draft there is time; from their circulation on it counts.
Nothing is said while a task cannot be read: it may be the one.

Good:
    set MTG-2025-001 decisions.D1.no_task_reason = it was done on the day
    set TSK-2025-0001 source = PLN-2025-annual/I01
Bad:
    set MTG-2025-001 decisions.D2.no_task_reason =
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R02", "R30")
KINDS = ("meeting",)
FINDS_ABSENCE = True
_DECIDED = ("circulated", "approved", "filed")


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each decision without task and without reason."""
    tasks = index.office.kinds.get("task")
    if tasks is None or any(map(tasks.id_pattern.fullmatch, index.unread)):
        return
    for meeting in index.of("meeting"):
        decisions = meeting.data.get("decisions")
        if meeting.state not in _DECIDED or meeting.adopted or not isinstance(decisions, list):
            continue
        followed = {
            link.sub
            for record, link in index.links_to(meeting.id)
            if record.kind == "task" and link.at == "source" and not record.void
        }
        for number, decision in enumerate(decisions):
            if not isinstance(decision, dict) or "struck" in decision:
                continue
            if decision.get("id") not in followed and not decision.get("no_task_reason"):
                yield Finding(
                    meeting.path,
                    f"decisions[{number}]",
                    "Decision {decision} has no task.",
                    "Create one: `officerepo new task --set source={meeting}/{decision}`, "
                    "or add `no_task_reason`.",
                    values={"decision": str(decision.get("id", "")), "meeting": meeting.id},
                )
