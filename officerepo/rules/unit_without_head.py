"""A unit of the institution has nobody at its head.

A letter assigned to a unit, or a task of it, reaches the person who heads it. The unit names the
post, and somebody holds the post or acts in it; a deputy with some of its powers is not its head.

Good:
    set PER-lmeandro appointments.0.type = acting
Bad:
    new UNIT-LAB like UNIT-HID
    set UNIT-LAB head_post =
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.entitlement import people_behind
from officerepo.finding import Finding, Severity
from officerepo.index import Index

SERVES = ("R24", "R39")
KINDS = ("unit",)
SEVERITY: Severity = "warning"
FINDS_ABSENCE = True
_HEADED = ("leadership", "department", "office")


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each unit of today without a head post, or with a vacant one."""
    day = today.isoformat()
    for unit in index.of("unit"):
        valid = unit.data.get("valid")
        if unit.data.get("type") not in _HEADED or not isinstance(valid, dict):
            continue
        if not str(valid.get("from", "")) <= day <= str(valid.get("to") or day):
            continue
        post = index.authority.head_post(unit.id)
        if post and people_behind(index, post, day):
            continue
        yield Finding(
            unit.path,
            "head_post",
            "Nobody holds {post}, the post that heads the unit, on {day}."
            if post
            else "The unit does not say which post heads it.",
            "Appoint somebody to the post, or somebody who acts in it for the time being."
            if post
            else "Write the post of its head as `head_post`, such as POST-OFI-01.",
            values={"post": post, "day": day},
        )
