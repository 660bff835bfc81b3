"""The language of counts, `tasks.closed period=2025-H1 unit=UNIT-HID`, and the counting itself.

A count is the name of a counter, then filters in any order, each once: `period`, `unit`, and any
choice, yes-or-no or link field of what is counted (`type=training`, `origin=superior`). A period is
a year, a half-year, a quarter, a month, a day or two days: 2025, 2025-H1, 2025-Q3, 2025-03,
2025-03-31, 2025-01-01..2025-03-31; without one, everything up to the moment counts.
"""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple, NoReturn

from officerepo.course import acts_until, state_at
from officerepo.domain.counters import COUNTERS
from officerepo.domain.tally import Counter, Hit, in_force_at
from officerepo.fields import date, is_yes
from officerepo.finding import Finding, Value
from officerepo.index import Index
from officerepo.kind import Field, Kind
from officerepo.record import Act, Record, day, entries_in, is_before
from officerepo.shape import unknown_choice
from officerepo.text import near
from officerepo.workdays import LAST_DAY

_PART = re.compile(r"(?P<year>[0-9]{4})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])))?")
_MONTH = re.compile(r"(?P<year>[0-9]{4})-(?P<month>0[1-9]|1[0-2])")


class Period(NamedTuple):
    """The first and the last day that are counted."""

    first: str = ""
    last: str = LAST_DAY


@dataclass(frozen=True, slots=True)
class Count:
    """What is to be counted."""

    counter: Counter
    period: Period
    unit: str
    filters: Mapping[str, str]


class Uncountable(ValueError):
    """A count cannot be understood; `finding` says why, its place left open."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def _refuse(message: str, hint: str, **values: Value) -> NoReturn:
    raise Uncountable(Finding("", "", message, hint, values=values))


# -- reading --------------------------------------------------------------------------------------


def read_count(text: str, index: Index) -> Count:
    """Read a count; raise Uncountable when the office cannot make it."""
    name, *filters = text.split() or [""]
    counter = COUNTERS.get(name)
    if counter is None:
        like = near(name, COUNTERS)
        _refuse(
            "There is no count `{name}`.",
            "Write `{like}`." if like else "Write one of: {choices}.",
            name=name,
            like=like,
            choices=[*COUNTERS],
        )
    kind = index.office.kinds.get(counter.kind)
    if kind is None:
        _refuse(
            "`{name}` counts records of the kind {kind}, which this office does not keep.",
            "Give the document in which the figure stands, or add {kind} to `kinds` in "
            "records/office.yaml.",
            name=name,
            kind=counter.kind,
        )
    for part, known in ((counter.act, kind.acts), (counter.parts, kind.fields)):
        if part and part not in known:
            _refuse(
                "`{name}` counts by `{part}`, which records of the kind {kind} do not have here.",
                "Give the document in which the figure stands.",
                name=name,
                part=part,
                kind=counter.kind,
            )
    given = _given(filters)
    period = read_period(given.pop("period")) if "period" in given else Period()
    unit = given.pop("unit", "")
    named = index.records.get(unit)
    if unit and (named is None or named.kind != "unit"):
        _refuse(
            "There is no unit `{unit}`.",
            "Write the number of a unit, such as {like}.",
            unit=unit,
            like=next((record.id for record in index.of("unit")), "UNIT-OFI"),
        )
    fields = countable_fields(counter, kind)
    for key, value in given.items():
        _check(key, value, counter, fields)
    return Count(counter, period, unit, given)


def _given(filters: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in filters:
        key, sign, value = part.partition("=")
        if not (key and sign and value):
            _refuse(
                "`{part}` does not narrow the count.",
                "Write it like period=2025-H1, without blanks around the sign.",
                part=part,
            )
        if key in found:
            _refuse("`{key}` is given twice.", "Leave one of them out.", key=key)
        found[key] = value
    return found


def read_period(text: str) -> Period:
    """Read a period; raise Uncountable when it is none."""
    first, dots, last = text.partition("..")
    try:
        if dots:
            period = Period(date(first), date(last))
        elif found := _PART.fullmatch(text):
            year, months = int(found["year"]), (1, 12)
            if found["half"]:
                months = (6 * int(found["half"]) - 5, 6 * int(found["half"]))
            elif found["quarter"]:
                months = (3 * int(found["quarter"]) - 2, 3 * int(found["quarter"]))
            period = _months(year, *months)
        elif found := _MONTH.fullmatch(text):
            period = _months(int(found["year"]), int(found["month"]), int(found["month"]))
        else:
            period = Period(date(text), text)
    except ValueError:
        _refuse(
            "`{text}` is not a period.",
            "Write for example 2025, 2025-H1, 2025-Q1, 2025-03 or 2025-01-01..2025-03-31.",
            text=text,
        )
    if period.last < period.first:
        _refuse("The period {text} ends before it begins.", "Exchange the two days.", text=text)
    return period


def _months(year: int, first: int, last: int) -> Period:
    end = calendar.monthrange(year, last)[1]
    return Period(date(f"{year:04d}-{first:02d}-01"), f"{year:04d}-{last:02d}-{end:02d}")


def countable_fields(counter: Counter, kind: Kind) -> Mapping[str, Field]:
    """Return the fields by which a count can be narrowed."""
    fields = {name: kind.fields[name] for name in kind.own_fields}
    if counter.parts:
        fields |= kind.fields[counter.parts].parts
    return {
        name: field
        for name, field in fields.items()
        if _single(field).type in ("choice", "boolean", "link")
    }


def _single(field: Field) -> Field:
    return field.of if field.type == "list" and field.of else field


def _check(key: str, value: str, counter: Counter, fields: Mapping[str, Field]) -> None:
    field = fields.get(key)
    if field is None:
        known = ["period", "unit", *fields]
        like = near(key, known)
        _refuse(
            "`{name}` cannot be narrowed by `{key}`.",
            "Write `{like}`." if like else "Narrow it by one of: {choices}.",
            name=counter.name,
            key=key,
            like=like,
            choices=known,
        )
    field = _single(field)
    values = ("yes", "no") if field.type == "boolean" else tuple(field.values)
    if field.type != "link" and value not in values:
        raise Uncountable(unknown_choice(value, key, values, near(value, values)))


# -- counting -------------------------------------------------------------------------------------


class Ledger:
    """The acts of an index by kind and name, in the order of their days, to be counted.

    Where it is `within` some units, it counts only what is of one of them.
    """

    def __init__(self, index: Index, within: Collection[str] = ()) -> None:
        self.index = index
        self._within = frozenset(within)
        self._events: dict[tuple[str, str], tuple[list[str], list[tuple[Record, Act]]]] = {}

    def count(self, wanted: Count, as_of: str) -> Decimal | None:
        """Count as of a moment or day; None for the per cent of nothing."""
        moment = _moment(wanted, as_of)
        hits = [
            hit
            for hit in self._narrowed(wanted, moment)
            if not wanted.unit or wanted.unit in self._units(hit, wanted.counter, moment)
        ]
        return self._figure(wanted.counter, hits, moment)

    def by_unit(self, wanted: Count, as_of: str) -> dict[str, Decimal | None]:
        """Count as of a moment or day, for all units that have something to count at once."""
        moment = _moment(wanted, as_of)
        found: dict[str, list[Hit]] = {}
        for hit in self._narrowed(wanted, moment):
            for unit in self._units(hit, wanted.counter, moment):
                found.setdefault(unit, []).append(hit)
        return {unit: self._figure(wanted.counter, hits, moment) for unit, hits in found.items()}

    def _narrowed(self, wanted: Count, moment: str) -> Iterator[Hit]:
        """Yield what a count is of, by all that narrows it but the unit."""
        for hit in self._hits(wanted, moment):
            on = moment if wanted.counter.standing else hit.act.at
            if self._within and self._within.isdisjoint(self._units(hit, wanted.counter, moment)):
                continue
            if all(self._says(hit, name, value, on) for name, value in wanted.filters.items()):
                yield hit

    def _figure(self, counter: Counter, hits: list[Hit], moment: str) -> Decimal | None:
        keep = counter.keep
        kept = [hit for hit in hits if keep is None or keep(self.index, hit, moment)]
        if counter.among is not None:
            base = sum(counter.among(self.index, hit, moment) for hit in hits)
            return Decimal(100 * len(kept)) / base if base else None
        if counter.measure is not None:
            return sum(map(counter.measure, kept), Decimal(0))
        return Decimal(len(kept))

    def _hits(self, wanted: Count, moment: str) -> Iterator[Hit]:
        counter, period = wanted.counter, wanted.period
        days, events = self._of(counter.kind, counter.act)
        start = 0 if counter.standing else bisect_left(days, period.first)
        found: dict[str, tuple[Record, Act]] = {}
        for record, act in events[start : bisect_right(days, period.last)]:
            if not is_before(moment, act.at):
                found[record.id] = record, act
        for record, act in found.values():
            if record.void and state_at(record, self.index.kind(record), moment) == "void":
                continue
            if not counter.parts:
                yield Hit(record, act, {})
                continue
            for part in entries_in(record.data.get(counter.parts)):
                if isinstance(part, dict):
                    yield Hit(record, act, part)

    def _of(self, kind: str, do: str) -> tuple[list[str], list[tuple[Record, Act]]]:
        if (kind, do) not in self._events:
            events = [
                (record, act)
                for record in self.index.of(kind)
                for act in record.acts
                if act.do == do
            ]
            events.sort(key=lambda event: event[1].at)
            self._events[kind, do] = [day(act.at) for _, act in events], events
        return self._events[kind, do]

    def _units(self, hit: Hit, counter: Counter, moment: str) -> set[str]:
        """Return whose a hit is, by acts until a moment, or by what was in force when it was."""
        on = moment if counter.standing else hit.act.at
        for name in counter.unit:
            if name.startswith("act:"):
                done = [act for act in acts_until(hit.record, moment) if act.do == name[4:]]
                return self.index.units_of(done[-1].by, day(done[-1].at)) if done else set()
            value = hit.part.get(name) if counter.parts else self._said(hit, name, on)
            if isinstance(value, str) and value:
                return self.index.units_of(value, day(hit.act.at))
        return set()

    def _says(self, hit: Hit, name: str, value: str, moment: str) -> bool:
        said = hit.part[name] if name in hit.part else self._said(hit, name, moment)
        if value in ("yes", "no") and isinstance(said, str):
            return is_yes(said) == (value == "yes") or said == value
        return value in said if isinstance(said, list) else value == said

    def _said(self, hit: Hit, name: str, moment: str) -> Any:
        """Return what a record says; of what acts have moved, what was in force at a moment."""
        kind = self.index.kind(hit.record)
        if name in kind.moved:
            return in_force_at(hit.record, kind, name, moment)
        return hit.record.data.get(name, "")


def _moment(wanted: Count, as_of: str) -> str:
    """Return the moment as of which one counts: how things stood is asked of the period's end."""
    over = wanted.counter.standing and wanted.period.last < day(as_of)
    return wanted.period.last if over else as_of


def month(text: str) -> Period:
    """Return the days of a month such as 2025-03."""
    return _months(int(text[:4]), int(text[5:7]), int(text[5:7]))


def agrees(wanted: Count, counted: Decimal, claimed: Decimal) -> bool:
    """Whether a figure is what was counted; a per cent may be rounded as it is written."""
    return _like(wanted, counted, claimed) == claimed


def written(wanted: Count, counted: Decimal, claimed: Decimal) -> str:
    """Return what was counted as one would write it in place of a figure."""
    return f"{_like(wanted, counted, claimed):f}"


def _like(wanted: Count, counted: Decimal, claimed: Decimal) -> Decimal:
    """Return what was counted, a per cent with as many decimals as the figure has."""
    if wanted.counter.among is None:
        return counted
    return counted.quantize(claimed, ROUND_HALF_UP)
