"""A major task was closed some weeks ago, and no briefing has said what was learnt from it.

Whoever advises leaders helps them to sum up experience and to decide better the next time: each
major task has a briefing afterwards that concerns it, submitted within `lessons_after_days` working
days of its closing (a setting of the office; 20 unless it says otherwise). One that came late ends
the warning.

Good:
    set TSK-2025-0001 major = yes
    set BRF-2025-001 phase = after
    set BRF-2025-001 about = [TSK-2025-0001]
    set BRF-2025-001 lessons = [{id: L1, text: Paint dries slowly in January.}]
Bad:
    set TSK-2025-0001 major = yes
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.fields import is_yes
from officerepo.finding import Finding, Severity
from officerepo.index import Index
from officerepo.record import Record

SERVES = ("R22",)
KINDS = ("task",)
SEVERITY: Severity = "warning"
FINDS_ABSENCE = True
_DAYS = 20


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each major task closed long enough ago without an after-briefing."""
    if "briefing" not in index.office.kinds:
        return
    days = index.office.number("lessons_after_days", _DAYS)
    for task in index.of("task"):
        if not is_yes(task.data.get("major")) or task.state != "closed":
            continue
        closed = task.last("close")
        if closed is None or any(
            link.at.startswith("about") and _looks_back(record)
            for record, link in index.links_to(task.id)
        ):
            continue
        passed = index.office.calendar.workdays_between(closed.at, today.isoformat())
        if passed > days:
            yield Finding(
                task.path,
                f"acts[{task.acts.index(closed)}].at",
                "The major task was closed on {day}, and no briefing says what was learnt.",
                "Submit a briefing of the phase `after` with {task} under `about`, "
                "or waive the warning and say why.",
                values={"day": closed.at[:10], "task": task.id},
            )


def _looks_back(record: Record) -> bool:
    return (
        record.kind == "briefing"
        and record.data.get("phase") == "after"
        and record.state not in ("draft", "void")
    )
