"""An office owes a duty that comes back, and no routine asks for it.

A routine that is taken away or cut short expects nothing any more, and nobody would notice. An
office that keeps routines owes the plan, the summary and the speech of the half-year and of the
year, the monthly inspection of the seals, the review of the year, the commendation and the training
for service. The second half-year may be that of the year: one summary serves both. The condition of
the routine has to name the type of record: one that any meeting meets asks for no review of the
year. A duty is owed from the day of the office's first routine on. What it does not owe, or did not
until some day, stands under `not_owed` in its settings, with the reason.

Good:
    set office not_owed.0.until = 2025-12-31
Bad:
    set office not_owed.0.until = 2025-03-30
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import NamedTuple

from officerepo.domain.routines import condition, periods, satisfied_by
from officerepo.expression import Absent, Expression, ExpressionError
from officerepo.finding import Finding, Severity
from officerepo.index import Index
from officerepo.record import Record, entries_in

SERVES = ("R12", "R13", "R14", "R60", "R80")
KINDS = ("routine",)
SEVERITY: Severity = "warning"
FINDS_ABSENCE = True

_NEVER = date.max  # no day on which the duty is owed again
_SUMMER = 7  # the month in which the second half-year begins
_OFTEN = ("week", "month", "quarter", "half-year", "year")


class _Duty(NamedTuple):
    """What shows a duty: kind, acts and type of the record, how often; and whose year it shares."""

    kind: str
    acts: tuple[str, ...]
    type: str
    every: tuple[str, ...]
    year: str = ""


_DUTIES = {
    "half-year-plan": _Duty("plan", ("approve",), "half-year", ("half-year",), "annual-plan"),
    "half-year-summary": _Duty(
        "writing", ("approve", "publish"), "summary", ("half-year",), "annual-summary"
    ),
    "half-year-speech": _Duty("writing", ("deliver",), "speech", ("half-year",), "annual-speech"),
    "annual-plan": _Duty("plan", ("approve",), "annual", ("year",)),
    "annual-summary": _Duty("writing", ("approve", "publish"), "summary", ("year",)),
    "annual-speech": _Duty("writing", ("deliver",), "speech", ("year",)),
    "seal-inspection": _Duty("seal", ("inspect",), "", ("week", "month")),
    "annual-review": _Duty("meeting", ("hold",), "annual-review", _OFTEN),
    "commendation": _Duty("meeting", ("hold",), "commendation", _OFTEN),
    "service-training": _Duty("meeting", ("hold",), "training", _OFTEN),
}

_Span = tuple[date, date]


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each duty with a day, since the office's first, without a routine."""
    if "routine" not in index.office.kinds:
        return
    excused = dict(_excused(index))
    first = min(_first_days(index, today), default=today)
    for name, duty in _DUTIES.items():
        if duty.kind not in index.office.kinds:
            continue
        spans = list(_spans(index, duty, today))
        if duty.year:
            spans += _second_halves(_spans(index, _DUTIES[duty.year], today))
        begin = first if spans else today
        if name in excused:
            spans.append((begin, excused[name]))
        day = _uncovered(spans, begin, today)
        if day:
            yield Finding(
                "records/office.yaml",
                "kinds",
                "The office owes the duty `{duty}`, and no routine asks for it on {day}.",
                "Lay the routine down with the type of record in its condition, or let it run on; "
                "if the office does not owe it, say why under `not_owed` in the settings.",
                values={"duty": name, "day": day.isoformat()},
            )


def _excused(index: Index) -> Iterator[tuple[str, date]]:
    """Yield the duties that are not owed, each with the last day on which it is not."""
    for item in entries_in(index.office.settings.get("not_owed")):
        if isinstance(item, dict):
            with suppress(ValueError):  # has its own finding
                until = item.get("until")
                yield str(item.get("duty")), date.fromisoformat(str(until)) if until else _NEVER


def _first_days(index: Index, today: date) -> Iterator[date]:
    for routine in index.of("routine"):
        yield from (period.start for period in periods(routine, index.office.calendar, today)[:1])


def _spans(index: Index, duty: _Duty, today: date) -> Iterator[_Span]:
    """Yield the periods in which a routine asks for a duty."""
    for routine in index.of("routine"):
        if routine.data.get("every") in duty.every and _asks_for(index, routine, duty):
            for period in periods(routine, index.office.calendar, today):
                yield period.start, period.end


def _asks_for(index: Index, routine: Record, duty: _Duty) -> bool:
    wanted = satisfied_by(routine)
    if wanted.get("kind") != duty.kind or wanted.get("act") not in duty.acts:
        return False
    try:
        where = condition(routine)
    except ExpressionError:
        return False  # has its own finding
    if not duty.type:
        return True
    spec = index.office.kinds[duty.kind].fields.get("type")
    others = [name for name in (spec.values if spec else ()) if name != duty.type]
    return (
        where is not None
        and _may_count(where, duty.type)
        and not any(_may_count(where, other) for other in others)
    )


def _may_count(where: Expression, kind_of: str) -> bool:
    """Whether a record of some type can meet a condition, whatever else it says."""

    def lookup(name: str) -> str:
        if name == "type":
            return kind_of
        raise Absent(name)

    try:
        return bool(where(lookup))
    except Absent:
        return True


def _second_halves(years: Iterator[_Span]) -> Iterator[_Span]:
    for _, end in years:
        yield date(end.year, _SUMMER, 1), end


def _uncovered(spans: list[_Span], begin: date, today: date) -> date | None:
    """Return the first day without any of the spans, from a day on until today."""
    day = begin
    for start, end in sorted(spans):
        if start > day:
            break
        if end >= today:
            return None
        day = max(day, end + timedelta(days=1))
    return day if day <= today else None
