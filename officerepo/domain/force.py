"""From when until when a regulation is in force, and when it is reviewed: read from its acts."""

from __future__ import annotations

from officerepo.record import Record
from officerepo.workdays import LAST_DAY


def in_force(regulation: Record) -> tuple[str, str] | None:
    """Return the first day in force and the day on which that ended (exclusive), or None.

    An adopted regulation came into force before its register began: on its day `effective`.
    """
    start, end = "", LAST_DAY
    for act in regulation.acts:
        if act.do == "enter_into_force":
            start = act.at[:10]
        elif act.do == "adopt":
            start = str(regulation.data.get("effective", ""))
        elif act.do in ("supersede", "repeal"):
            end = act.at[:10]
    return (start, end) if start else None


def is_in_force(regulation: Record, day: str) -> bool:
    """Whether a regulation is in force on a day (ISO date)."""
    start, end = in_force(regulation) or (LAST_DAY, "")
    return start <= day < end


def review_day(regulation: Record) -> str:
    """Return the day by which a regulation is to be reviewed (next); empty where none is set."""
    held = regulation.last("review")
    found = held.data.get("next_review") if held else regulation.data.get("review_by")
    return found if isinstance(found, str) else ""
