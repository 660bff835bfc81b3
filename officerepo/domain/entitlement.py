"""Who may do an act: the powers it asks for, the people a record names for it, whom it bars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress

from officerepo.conform import value_of
from officerepo.expression import Absent
from officerepo.index import Index
from officerepo.kind import ActSpec
from officerepo.record import Act, Record


def wanted_powers(index: Index, spec: ActSpec, record: Record) -> tuple[str, ...] | None:
    """Return the powers of which an act needs one, fields filled in; None if one is missing."""
    powers = spec.powers
    if spec.powers_if is not None:
        kind = index.kind(record)
        with suppress(Absent):
            if spec.powers_if(lambda name: value_of(record, kind, name)):
                powers = spec.powers_then
    filled = []
    for power in powers:
        if "{" in power:
            head, _, rest = power.partition("{")
            name = rest.rstrip("}")
            value = record.id if name == "id" else record.data.get(name)
            if not isinstance(value, str) or not value:
                return None
            power = head + value
        filled.append(power)
    return tuple(filled)


def entitled(
    index: Index, names: Iterable[str], record: Record, day: str, act: Act | None = None
) -> set[str]:
    """Return the people whom fields or earlier acts of a record name, on a day (ISO date).

    A field says what it said before the act, where acts have moved it; else what it says now.
    A name is `act:assign` (who did it), a field that links to a person, a post (its titular
    or acting holders that day) or a unit (the holders of its head post), or `in.chair`: that
    field of the record which the act itself names under `in`.
    """
    people: set[str] = set()
    moved = index.kind(record).moved
    for name in names:
        if name.startswith("act:"):
            people |= {done.by for done in record.acts if done.do == name[4:]}
            continue
        value = index.in_force(record, name, act) if name in moved else record.data.get(name)
        if "." in name:
            key, _, field = name.partition(".")
            named = index.records.get(str(act.data.get(key, ""))) if act else None
            value = named.data.get(field) if named else None
        for target in value if isinstance(value, list) else [value]:
            if isinstance(target, str):
                people |= people_behind(index, target, day)
    return people


def barred(index: Index, record: Record, number: int, person: str) -> str:
    """Return what bars a person from an act: an earlier act or a field; empty when nothing.

    Whoever was to write a new version after a `redraft` is its `writer`.
    """
    act = record.acts[number]
    spec = index.kind(record).acts[act.do]
    return _barred(index, spec, record, record.acts[:number], person, act.at[:10], act)


def barred_from(index: Index, spec: ActSpec, record: Record, person: str, day: str) -> str:
    """Return what bars a person from doing an act next, on a day (ISO date)."""
    return _barred(index, spec, record, record.acts, person, day)


def people_behind(index: Index, target: str, day: str) -> set[str]:
    """Return the people behind a person, post or unit id on a day (ISO date)."""
    named = index.records.get(target)
    if named is None:
        return set()
    if named.kind == "person":
        return {named.id}
    post = index.authority.head_post(named.id) if named.kind == "unit" else named.id
    return {h.person for h in index.authority.holders(post, day) if h.type != "deputy"}


def _barred(
    index: Index,
    spec: ActSpec,
    record: Record,
    earlier: Sequence[Act],
    person: str,
    day: str,
    act: Act | None = None,
) -> str:
    kind = index.kind(record)
    before = {do for do, _, by, data in earlier if person == (data.get("writer") or by)}
    for name in spec.not_by:
        if name in kind.acts:
            if name in before:
                return name
        elif person in entitled(index, (name,), record, day, act):
            return name
    return ""
