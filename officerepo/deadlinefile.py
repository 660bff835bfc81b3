"""The deadlines of a kind file: what is awaited in which states, by which day, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from officerepo.kind import Deadline, State, Views
from officerepo.treereader import TreeReader
from officerepo.workdays import Calendar

DEADLINE_KEYS = (
    *("in", "when", "by", "within", "until", "act", "owner", "step", "message", "hint"),
)
_LONGEST = 366  # worked days

_STEP = {"en": "to be done", "es": "por hacer", "zh": "待办"}
_OPEN = {
    "en": "It was due on {day} and is not done.",
    "es": "Vencía el {day} y no está hecho.",
    "zh": "应于 {day} 前办结，尚未办结。",
}
_DO = {
    "en": "Do it and record the act, or have the day put off.",
    "es": "Hágalo y anote el trámite, o pida una prórroga.",
    "zh": "请办理并登记，或申请延期。",
}


def read_deadlines(
    data: Any, views: Views, states: Mapping[str, State], read: TreeReader, calendar: Calendar
) -> dict[str, Deadline]:
    """Read what a kind says is awaited; a kind that only has a due date awaits it while open."""
    if not data and views.due:
        still_open = frozenset(
            s.name for s in states.values() if s.phase not in ("done", "dropped")
        )
        due = Deadline("due", still_open, (views.due,), 0, "", views.owner, _OPEN, _DO, _STEP)
        return {"due": due}
    found = {}
    for name, written in read.map(data, "deadlines"):
        at = f"deadlines.{name}"
        spec = written if isinstance(written, dict) else {}
        read.closed(spec, DEADLINE_KEYS, at)
        for key in ("in", "message", "hint"):
            if not spec.get(key):
                read.say(at, "`{key}` is missing.", "Add `{key}` to the deadline.", key=key)
        by, within = read.list(spec.get("by")), spec.get("within", "0")
        if not by and "within" not in spec:
            read.say(
                at,
                "The deadline has no day.",
                "Name its field under `by`, or a number of working days under `within`.",
            )
        found[name] = Deadline(
            name,
            frozenset(read.list(spec.get("in"))),
            by,
            _days(within, f"{at}.within", read),
            str(spec.get("until", "")),
            str(spec.get("owner", views.owner)),
            read.words(spec.get("message", ""), f"{at}.message"),
            read.words(spec.get("hint", ""), f"{at}.hint"),
            read.words(spec.get("step", ""), f"{at}.step") or _STEP,
            read.list(spec.get("act")),
            read.formula(spec.get("when"), f"{at}.when", calendar),
        )
    return found


def _days(written: Any, at: str, read: TreeReader) -> int:
    text = str(written)
    if text.isascii() and text.isdigit() and len(text) < 4 and int(text) <= _LONGEST:
        return int(text)
    read.say(
        at,
        "`{value}` is no number of working days.",
        "Write a whole number up to {most}.",
        value=text,
        most=str(_LONGEST),
    )
    return 0
