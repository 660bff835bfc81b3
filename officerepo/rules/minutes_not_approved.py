"""A task carries out a decision whose minutes have been waiting for approval for weeks.

A decision may be acted upon at once; what exactly was decided is settled only when the minutes are
approved. They are approved within `minutes_within_days` working days after the meeting (a setting
of the office; 30 unless it says otherwise).

Good:
    set MTG-2025-001 acts.file =
    set MTG-2025-001 acts.approve =
    set TSK-2025-0001 acts.close =
    set TSK-2025-0001 acts.verify =
    set TSK-2025-0001 acts.claim_done =
    set TSK-2025-0001 due = 2025-03-31
    set MTG-2025-001 decisions.D1.due = 2025-03-31
    set office minutes_within_days = 90
Bad:
    set MTG-2025-001 acts.file =
    set MTG-2025-001 acts.approve =
    set TSK-2025-0001 acts.close =
    set TSK-2025-0001 acts.verify =
    set TSK-2025-0001 acts.claim_done =
    set TSK-2025-0001 due = 2025-03-31
    set MTG-2025-001 decisions.D1.due = 2025-03-31
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding, Severity
from officerepo.index import Index
from officerepo.record import Record

SERVES = ("R02", "R30")
KINDS = ("meeting",)
SEVERITY: Severity = "warning"
FINDS_ABSENCE = True
_DAYS = 30


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each meeting with a task under way and minutes long unapproved."""
    days = index.office.number("minutes_within_days", _DAYS)
    for meeting in index.of("meeting"):
        held = meeting.last("hold")
        if held is None or meeting.adopted or meeting.void or meeting.last("approve"):
            continue
        tasks = sorted(
            record.id
            for record, link in index.links_to(meeting.id)
            if link.at == "source" and _is_started(record)
        )
        passed = index.office.calendar.workdays_between(held.at, today.isoformat())
        if tasks and passed > days:
            yield Finding(
                meeting.path,
                f"acts[{meeting.acts.index(held)}].at",
                "The meeting was held on {day} and its minutes are not approved; "
                "{task} already carries out what it decided.",
                "Have the minutes approved.",
                values={"day": held.at[:10], "task": tasks[0]},
            )


def _is_started(record: Record) -> bool:
    return record.kind == "task" and record.last("start") is not None and not record.void
