"""What waits for somebody's word, and which posts can give it on a day.

A record waits when the next step is not the work that it is about but a judgement of it or an
answer to it:

- an act that leads on is an approval, or is barred to whoever brought the record where it is;
- its state is one under review;
- somebody asked for what another act lays down, such as more time;
- a post was named to rule on it, and has not ruled;
- a letter to be acted on or a request of the staff has no answer yet.

Work in hand waits for nobody, nor does what waits for its day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from officerepo.conform import shown
from officerepo.domain.entitlement import barred_from, entitled, people_behind, wanted_powers
from officerepo.domain.establishment import answering
from officerepo.index import Index
from officerepo.kind import ActSpec, Kind
from officerepo.record import Act, Record

ANSWERS: Mapping[str, Mapping[str, str]] = {
    "incoming": {"assigned": "do", "done": "reply"},
    "request": {"received": "route", "routed": "take", "in_hand": "answer", "disputed": "answer"},
}
"""The kinds whose records ask for an answer: the step that is awaited in each state."""

Bearer = tuple[str, str]
"""A post, and a person who holds it."""


class Waiting(NamedTuple):
    """A record that waits for an act since a moment, and the posts that can do it.

    An answer is for those whom the record names, although a power may give it too. Without `posts`
    nobody can, or, where it is for `anybody`, everybody who did not bring the record this far.
    """

    record: Record
    act: ActSpec
    since: str
    posts: tuple[str, ...]
    anybody: bool = False


def waiting(index: Index, day: str) -> Iterator[Waiting]:
    """Yield what waits on a day (ISO date), in the order of kinds and numbers."""
    for kind in index.office.kinds.values():
        for record in index.of(kind.name) if kind.has_acts else ():
            if not index.is_open(record) or not record.acts:
                continue
            for spec, since in _awaited_acts(index, kind, record, day):
                if (spec.powers or spec.powers_then or spec.who) == ():
                    yield Waiting(record, spec, since, (), anybody=True)
                    continue
                by_name = spec is _answer(kind, record)
                yield Waiting(record, spec, since, able(index, spec, record, day, by_name=by_name))


def able(
    index: Index, spec: ActSpec, record: Record, day: str, *, by_name: bool = False
) -> tuple[str, ...]:
    """Return the posts whose holders can do an act of a record on a day, by their numbers.

    With `by_name` powers count only where the record names nobody.
    """
    found = [*_named(index, spec, record, day)]
    if not (by_name and found):
        powers = (
            wanted_powers(index, spec, record) or ()
        )  # none when a field that names it is empty
        found += index.once(_with_power, powers, day)
    return tuple(
        sorted({post for post, who in found if not barred_from(index, spec, record, who, day)})
    )


def _awaited_acts(
    index: Index, kind: Kind, record: Record, day: str
) -> Iterator[tuple[ActSpec, str]]:
    """Yield the acts that a record waits for, each with the moment since when."""
    came = index.reaching(record, record.state)
    if came is None:
        return  # as it was adopted: what had to be done was done before
    judged = _judgement(index, kind, record, came, day)
    if judged is not None:
        yield judged, came.at
    for asked, spec in _asked(kind, record):
        yield spec, asked.at
    if judged is None:
        owed = _ruling(kind, record, came) or _answer(kind, record)
        if owed is not None:
            yield owed, came.at


def _judgement(index: Index, kind: Kind, record: Record, came: Act, day: str) -> ActSpec | None:
    """Return the act by which others judge how far a record has come; None where it is in hand."""
    onwards = [spec for spec in kind.acts.values() if _leads_on(kind, record, spec)]
    author = str(came.data.get("writer") or came.by)
    for spec in onwards:
        if spec.not_by and (spec.approval or barred_from(index, spec, record, author, day)):
            return spec
    under_review = kind.phase_of(record.state) == "review"
    return onwards[0] if under_review and onwards and not _has_its_day(kind, record, day) else None


def _has_its_day(kind: Kind, record: Record, day: str) -> bool:
    """Whether what comes next is set for a day that is still to come."""
    named = (
        str(shown(record, kind, name))
        for deadline in kind.deadlines.values()
        if record.state in deadline.states
        for name in deadline.by
    )
    return any(found[:4].isdigit() and found[:10] > day for found in named)


def _leads_on(kind: Kind, record: Record, spec: ActSpec) -> bool:
    """Whether an act takes the record from its state to a later one, other than to drop it."""
    if spec.sources is None or record.state not in spec.sources or spec.to not in kind.states:
        return False
    order = list(kind.states)
    later = order.index(spec.to) > order.index(record.state)
    return later and kind.phase_of(spec.to) != "dropped"


def _asked(kind: Kind, record: Record) -> Iterator[tuple[Act, ActSpec]]:
    """Yield each act, since the last change of state, that asks for one which was not done yet."""
    done: set[str] = set()
    for act in reversed(record.acts):
        spec = kind.acts[act.do]
        if spec.to:
            return
        for other in _asks_for(kind, record, spec):
            if other.name not in done:
                done.add(other.name)
                yield act, other
        done.add(act.do)


def _asks_for(kind: Kind, record: Record, spec: ActSpec) -> list[ActSpec]:
    """Return the acts that lay down what an act proposes: it has a key that they move."""
    proposed = [name for name in spec.needs if name in spec.keys and not spec.keys[name].moves]
    return [
        other
        for other in kind.acts.values()
        if other.sources
        and record.state in other.sources
        and any(name in other.keys and other.keys[name].moves for name in proposed)
    ]


def _ruling(kind: Kind, record: Record, came: Act) -> ActSpec | None:
    """Return an act that is for nobody but a post which the record names for it, if not done."""
    since = record.acts[record.acts.index(came) :]
    for spec in kind.acts.values():
        if spec.to or spec.powers or not spec.sources or record.state not in spec.sources:
            continue
        named = [name for name in spec.who if name in spec.needs and record.data.get(name)]
        if named and not any(act.do == spec.name for act in since):
            return spec
    return None


def _answer(kind: Kind, record: Record) -> ActSpec | None:
    """Return the next step towards the answer that a letter or request asks for."""
    if kind.name == "incoming" and record.data.get("handling") != "act":
        return None
    return kind.acts.get(ANSWERS.get(kind.name, {}).get(record.state, ""))


def _named(index: Index, spec: ActSpec, record: Record, day: str) -> Iterator[Bearer]:
    """Yield the posts for which a record itself names an act, or those who did an earlier one."""
    for name in spec.who:
        if name.startswith("act:"):
            for person in sorted(entitled(index, (name,), record, day)):
                yield from ((post, person) for post in answering(index, person, day))
            continue
        moved = name in index.kind(record).moved
        value = index.in_force(record, name) if moved else record.data.get(name)
        for target in value if isinstance(value, list) else [value]:
            yield from _behind(index, target, day) if isinstance(target, str) else ()


def _with_power(index: Index, powers: tuple[str, ...], day: str) -> list[Bearer]:
    return [
        (post, person)
        for person in index.authority.who_could(powers, day)
        for power in powers
        for post in index.authority.powers(person, day).get(power, ())
    ]


def _behind(index: Index, target: str, day: str) -> Iterator[Bearer]:
    """Yield the posts behind a person, post or unit, with those who hold them on a day."""
    people = sorted(people_behind(index, target, day))
    yield from ((post, person) for post in answering(index, target, day) for person in people)
