"""What is awaited of a record and until when, as its kind declares it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from officerepo.conform import shown, value_of
from officerepo.expression import Absent
from officerepo.finding import Value
from officerepo.index import Index
from officerepo.kind import Deadline
from officerepo.record import Record

_NO_STEPS = ("correct", "countersign")  # acts after which the record is where it was before


class Awaited(NamedTuple):
    """A deadline that runs, and the last day (ISO date) on which it is kept."""

    deadline: Deadline
    day: str


def awaited(index: Index, record: Record) -> Awaited | None:
    """Return what a record waits for: of its kind's deadlines the first that runs and has a day.

    Adopted records wait for nothing, for what had to be done was done before.
    """
    if record.adopted:
        return None
    for deadline in index.kind(record).deadlines.values():
        if (
            record.state in deadline.states
            and _concerns(index, record, deadline)
            and not _fulfilled(index, record, deadline)
        ):
            day = _last_day(index, record, deadline)
            if day:
                return Awaited(deadline, day)
    return None


def who_answers(index: Index, record: Record, field: str, day: str) -> Value:
    """Return the posts or units, or the words, in a field; for a person the posts held that day."""
    kind = index.kind(record)
    written = shown(record, kind, field) if field else ""
    named = index.records.get(written) if isinstance(written, str) else None
    if named is None or named.kind != "person":
        return written
    held = index.authority.holdings(named.id, day)
    own = [each.post for each in held if each.type != "deputy"]
    return own or [each.post for each in held] or named.id


def _concerns(index: Index, record: Record, deadline: Deadline) -> bool:
    if deadline.when is None:
        return True
    kind = index.kind(record)
    try:
        return bool(deadline.when(lambda name: value_of(record, kind, name)))
    except Absent:
        return False


def _fulfilled(index: Index, record: Record, deadline: Deadline) -> bool:
    """Whether the act that ends the deadline was done since the record came to its state."""
    if not deadline.until:
        return False
    acts = index.kind(record).acts
    for act in reversed(record.acts):
        if act.do == deadline.until:
            return True
        if acts[act.do].to:
            break
    return False


def _last_day(index: Index, record: Record, deadline: Deadline) -> str:
    kind = index.kind(record)
    for name in deadline.by:
        day = index.due(record) if name == kind.views.due else str(shown(record, kind, name))
        if day[:4].isdigit():
            return _later(index, day[:10], deadline.within)
    if deadline.by:
        return ""
    steps = (act for act in reversed(record.acts) if act.do not in _NO_STEPS)
    last = next(steps, None)
    return _later(index, last.at[:10], deadline.within) if last else ""


def _later(index: Index, day: str, workdays: int) -> str:
    try:
        start = date.fromisoformat(day)
    except ValueError:
        return ""  # has its own finding
    return index.office.calendar.add(start, workdays).isoformat() if workdays else day
