"""Duties that come back: their periods, and which of them the records show to have been kept."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from officerepo.conform import value_of
from officerepo.expression import Absent, Expression, ExpressionError
from officerepo.fields import count_in
from officerepo.index import Index
from officerepo.record import Record
from officerepo.workdays import Calendar

MOST_MISSED = 6
"""Missed turns of a routine that are named; one that was forgotten for years says enough."""

MONTHS_AHEAD = 12
"""Whole months after the current one for which coming turns are worked out."""

MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


class Period(NamedTuple):
    """One turn of a routine: its first and last day, and the day until which it is to be done."""

    name: str
    start: date
    end: date
    due: date


class Turn(NamedTuple):
    """What became of a period: `done`, `late`, `due` or `missed`; by whom, when, shown by what."""

    period: Period
    outcome: str
    by: str = ""
    day: str = ""
    proof: str = ""


class _Proof(NamedTuple):
    day: date
    by: str
    record: str
    period: str  # the one that the record itself says it is about: 2025-H1
    span: tuple[str, str]  # or its first and last day


def turns(index: Index, routine: Record, today: date, only: Record | None = None) -> list[Turn]:
    """Return what became of each period of a routine up to a day, in order.

    With `only`, nothing but that record shows it: each seal has an inspection of its own.

    A record that names its own period counts for that one, or says its first and last day: they
    are those of the period, or leave out of it a last day on which it was written. Any other counts
    for the first period that is still without, from its first day until it is over and due. What a
    record shows that the index withholds is done without saying by what.
    """
    named: dict[str, _Proof] = {}
    spanning: dict[str, list[_Proof]] = {}
    others: deque[_Proof] = deque()
    calendar = index.office.calendar
    shown = (one for one in _proofs(index, routine) if only is None or one.record == only.id)
    for one in sorted(shown, key=lambda one: (one.day, one.record)):
        if one.period:
            named.setdefault(one.period, one)
        elif one.span[0]:
            spanning.setdefault(one.span[0], []).append(one)
        else:
            others.append(one)
    found: list[Turn] = []
    for period in periods(routine, calendar, today):
        if only is None and period.name in index.withheld.turns.get(routine.id, ()):
            found.append(Turn(period, "done"))
            continue
        proof = named.get(period.name) or _spanning(spanning, period, calendar)
        if proof is None:
            while others and others[0].day < min(period.start, period.due):
                others.popleft()
            if others and others[0].day <= max(period.end, period.due):
                proof = others.popleft()
        if proof is None:
            found.append(Turn(period, "due" if today <= period.due else "missed"))
            continue
        outcome = "done" if proof.day <= period.due else "late"
        found.append(Turn(period, outcome, proof.by, proof.day.isoformat(), proof.record))
    return found


def horizon(today: date) -> date:
    """Return the day up to which coming turns are worked out: the end of a month."""
    months = today.year * 12 + today.month + MONTHS_AHEAD  # the month after the last one
    return _first(months) - timedelta(days=1) if months // 12 < date.max.year else date.max


def owed_turns(index: Index, routine: Record, today: date, until: date) -> list[Turn]:
    """Return the turns that can still be kept: missed by today, or falling due until a later day.

    What was missed before a turn that was kept is past: nobody can make up for it any more. Where
    nothing can show that a routine is kept, as its kind is not used, no turn is owed.
    """
    if not is_provable(index, routine):
        return []
    found: list[Turn] = []
    for turn in turns(index, routine, until):
        if turn.outcome in ("done", "late"):
            found = [each for each in found if each.period.due >= today]
        elif turn.period.due <= until:
            found.append(turn)
    late = [turn for turn in found if turn.period.due < today]
    return [*late[-MOST_MISSED:], *found[len(late) :]]


def is_provable(index: Index, routine: Record) -> bool:
    """Whether the office keeps the records that are to show that a routine is kept."""
    return str(satisfied_by(routine).get("kind")) in index.office.kinds


def turns_told(whole: Index, shown: Index, until: date) -> dict[str, tuple[str, ...]]:
    """Return the periods of each routine that withheld records show to have been kept."""
    found = {}
    for routine in shown.of("routine"):
        seen = {one.record for one in _proofs(shown, routine)}
        every = turns(whole, whole.records[routine.id], until)
        told = tuple(turn.period.name for turn in every if turn.proof and turn.proof not in seen)
        if told:
            found[routine.id] = told
    return found


def periods(routine: Record, calendar: Calendar, today: date) -> list[Period]:
    """Return the periods of a routine that have begun, or fallen due, by a day."""
    valid = routine.data.get("valid")
    every = str(routine.data.get("every", ""))
    begin = _date(valid.get("from")) if isinstance(valid, dict) else None
    if not isinstance(valid, dict) or begin is None or every not in (*MONTHS, "week"):
        return []
    last = _date(valid.get("to")) or date.max
    offset = _whole(routine.data.get("due_offset"))
    from_first = routine.data.get("on") == "first"
    found: list[Period] = []
    for name, start, end in _cut(every, begin):
        due = _moved(calendar, start if from_first else end, offset)
        if start > last or (start > today and due > today):
            break
        found.append(Period(name, start, end, due))
    return found


def condition(routine: Record) -> Expression | None:
    """Return the formula that a record has to meet to count; None when every record does.

    Raises ExpressionError when it is not a formula.
    """
    where = satisfied_by(routine).get("where")
    return Expression(where) if isinstance(where, str) and where else None


def satisfied_by(routine: Record) -> Mapping[str, Any]:
    """Return what shows that a routine was kept: kind, condition and act."""
    found = routine.data.get("satisfied_by")
    return found if isinstance(found, dict) else {}


def _proofs(index: Index, routine: Record) -> Iterator[_Proof]:
    wanted = satisfied_by(routine)
    act_name = wanted.get("act")
    try:
        where = condition(routine)
    except ExpressionError:
        return  # has its own finding
    for record in index.of(str(wanted.get("kind", ""))):
        kind = index.kind(record)
        if kind.phase_of(record.state) == "dropped" or not _meets(index, record, where):
            continue
        period = _own_period(record)
        if act_name:
            for act in record.acts:
                day = _date(act.at[:10])
                if act.do == act_name and day:
                    yield _Proof(day, act.by, record.id, *period)
            continue
        try:
            day = _date(str(value_of(record, kind, kind.views.date))[:10])
        except Absent:
            continue
        if day:
            yield _Proof(day, record.acts[0].by if record.acts else "", record.id, *period)


def _meets(index: Index, record: Record, where: Expression | None) -> bool:
    kind = index.kind(record)
    try:
        return where is None or bool(where(lambda name: value_of(record, kind, name)))
    except Absent:
        return False


def _own_period(record: Record) -> tuple[str, tuple[str, str]]:
    """Return the name of the period that a record says it is about, and its first and last day."""
    period = record.data.get("period")
    if isinstance(period, dict):
        return "", (str(period.get("from", "")), str(period.get("to", "")))
    return (period if isinstance(period, str) else ""), ("", "")


def _spanning(
    found: Mapping[str, list[_Proof]], period: Period, calendar: Calendar
) -> _Proof | None:
    """Return the first of the records whose days are those of a period.

    They are so from its first worked day to the last but one. A summary is written before the
    period is over, and before it is due: where that is five days before the year ends, it tells of
    the year up to there.
    """
    last = _moved(calendar, max(period.start, min(period.end, period.due)), -1).isoformat()
    first = period.start
    while first <= period.end:
        for one in found.get(first.isoformat(), ()):
            if last <= one.span[1] <= period.end.isoformat():
                return one
        if calendar.is_worked(first):
            break
        first += timedelta(days=1)
    return None


def _cut(every: str, begin: date) -> Iterator[tuple[str, date, date]]:
    """Yield the name, first and last day of the period in which a day lies, and of those after."""
    if every == "week":
        start = begin - timedelta(days=min(begin.weekday(), begin.toordinal() - 1))
        while start.year < date.max.year:
            year, week, _ = start.isocalendar()
            yield f"{year}-W{week:02d}", start, start + timedelta(days=6)
            start += timedelta(days=7)
        return
    length = MONTHS[every]
    month = begin.year * 12 + (begin.month - 1) // length * length
    while month // 12 < date.max.year:
        start = _first(month)
        yield _name(every, start, length), start, _first(month + length) - timedelta(days=1)
        month += length


def _first(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _name(every: str, start: date, length: int) -> str:
    letter = {"month": "", "quarter": "Q", "half-year": "H"}.get(every)
    if letter is None:
        return f"{start.year:04d}"
    number = (start.month - 1) // length + 1
    return f"{start.year:04d}-{letter}{number}" if letter else f"{start.year:04d}-{number:02d}"


def _moved(calendar: Calendar, day: date, workdays: int) -> date:
    """Return the day that lies so many worked days after a day, or before it."""
    if workdays >= 0:
        return calendar.add(day, workdays)
    if len(calendar.weekend) == 7:
        return day + timedelta(days=workdays)
    while workdays < 0 and day > date.min:
        day -= timedelta(days=1)
        workdays += calendar.is_worked(day)
    return day


def _date(text: Any) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) and len(text) == 10 else None
    except ValueError:
        return None


def _whole(text: Any) -> int:
    found = count_in(text)
    return found if abs(found) < 1000 else 0
