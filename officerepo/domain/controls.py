"""One person in two parts of a matter, where the office has set a compensating control for it.

An office too small to divide an act among several people may let it stand when somebody with a
certain power countersigns it within so many working days: the setting `compensating_control`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from officerepo.course import countersignatures
from officerepo.domain.entitlement import barred
from officerepo.fields import count_in
from officerepo.index import Index
from officerepo.record import Act, Record

_LONGEST = 30  # worked days in which a countersignature may come


class Control(NamedTuple):
    """Until when (ISO date) an act is to be countersigned, by which power, and who did it."""

    until: str
    power: str
    signed: Act | None


class Doubled(NamedTuple):
    """An act that somebody did who was barred from it by `bar`: an earlier act, or a field.

    `control` is None where the office has set none, so that the act may not stand.
    """

    record: Record
    number: int
    bar: str
    control: Control | None


def doubled(index: Index) -> Iterator[Doubled]:
    """Yield each act whose actor is excluded by an earlier act or by a field."""
    for record in index.records.values():
        if not record.acts:
            continue
        acts = index.kind(record).acts
        for number, act in enumerate(record.acts):
            if acts[act[0]].not_by and (bar := barred(index, record, number, act.by)):
                yield Doubled(record, number, bar, _control(index, record, number))


def _control(index: Index, record: Record, number: int) -> Control | None:
    setting = index.office.settings.get("compensating_control")
    if not isinstance(setting, dict):
        return None
    act = record.acts[number]
    power = str(setting.get("by_power"))
    days = max(1, min(count_in(setting.get("within_days")), _LONGEST))
    until = index.office.calendar.add(date.fromisoformat(act.at[:10]), days).isoformat()
    for later, _ in countersignatures(record.acts, number):
        if (
            later.by != act.by
            and later.at[:10] <= until
            and power in index.authority.powers(later.by, later.at[:10])
        ):
            return Control(until, power, later)
    return Control(until, power, None)
