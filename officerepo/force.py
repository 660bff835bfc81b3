"""From when until when a regulation is in force: read from its own acts."""

from __future__ import annotations

from officerepo.record import Record

_ALWAYS = "9999-12-31"


def in_force(regulation: Record) -> tuple[str, str] | None:
    """Return the first day in force and the day on which that ended (exclusive), or None.

    An adopted regulation came into force before its register began: on its day `effective`.
    """
    start, end = "", _ALWAYS
    for act in regulation.acts:
        if act.do == "enter_into_force":
            start = act.at[:10]
        elif act.do == "adopt":
            start = str(regulation.data.get("effective", ""))
        elif act.do in ("supersede", "repeal"):
            end = act.at[:10]
    return (start, end) if start else None
