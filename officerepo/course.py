"""The course of a record: its acts in order, from state to state, each with what it needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import takewhile
from typing import Any

from officerepo.kind import ActSpec, Kind
from officerepo.record import Act, Record, is_before, look_up
from officerepo.shape import Shape

_LASTING = ("done", "dropped")  # phases of a record that took effect or was given up
_MAY_BE_EMPTY = ("was", "is")  # of a correction: what was absent before, or is absent now


def walk(
    acts: tuple[Act, ...], data: Mapping[str, Any], kind: Kind, shape: Shape
) -> tuple[str, set[str]]:
    """Follow the acts from the first; return the last state and all states that were reached."""
    state = ""
    previous = timed = ""
    reached: set[str] = set()
    after_each = list(states(acts, kind))
    for number, (act, after) in enumerate(zip(acts, after_each, strict=True)):
        spec = kind.acts[act.do]
        at = f"acts[{number}]"
        for before in (previous, timed):
            if before and is_before(act.at, before):
                _out_of_order(act, before, f"{at}.at", shape)
                break
        previous = act.at
        if len(act.at) > 10:
            timed = max(timed, act.at)  # a date between two moments does not part them
        if spec.clock and len(act.at) == 10:
            _without_time(act, f"{at}.at", shape)
        if not _allowed(spec, state, kind, number):
            _skipped(spec, state, _is_done(acts, after_each, number), kind, f"{at}.do", shape)
        for key in spec.needs:
            own = key in spec.keys
            if _is_there(act, key) or (not own and data.get(key)):
                continue
            shape.say(
                "act-incomplete",
                at,
                "`{act}` needs `{key}`.",
                "Add `{key}: …` to the act, or give {key}=… to `officerepo act`."
                if own or key not in kind.fields
                else "Add the field `{key}` to the record.",
                act=act.do,
                key=key,
            )
        state = after
        reached.add(state)
    return state, reached


def states(acts: Iterable[Act], kind: Kind) -> Iterator[str]:
    """Yield the state in which each act leaves the record."""
    state = ""
    for act in acts:
        state = (kind.adopted_as or state) if act.do == "adopt" else kind.acts[act.do].to or state
        yield state


def acts_until(record: Record, moment: str) -> tuple[Act, ...]:
    """Return the acts of a record that were done by a moment, or by the end of a day."""
    return tuple(takewhile(lambda act: not is_before(moment, act.at), record.acts))


def state_at(record: Record, kind: Kind, moment: str) -> str:
    """Return the state in which a record was at a moment; empty before its first act."""
    *_, state = ("", *states(acts_until(record, moment), kind))
    return state


def as_of(record: Record, kind: Kind, moment: str) -> Record | None:
    """Return a record as its acts had made it by a moment or the end of a day.

    It is None before its first act. What follows a later act is left out with it. Fields say what
    they say now.
    """
    acts = acts_until(record, moment)
    if len(acts) == len(record.acts):
        return record
    if not acts:
        return None
    *_, state = states(acts, kind)
    links = (link for link in record.links if _place(link.at) < len(acts))
    data = {**record.data, "acts": record.data["acts"][: len(acts)]}
    return replace(record, data=data, acts=acts, state=state, links=tuple(links))


def _place(at: str) -> int:
    """Return the number of the act in which a field path lies; -1 outside of acts."""
    return int(at[len("acts[") :].partition("]")[0]) if at.startswith("acts[") else -1


def in_force(data: Mapping[str, Any], kind: Kind, field: str, acts: Iterable[Act]) -> str:
    """Return what is in force for a field after acts, of which some may have moved it.

    The field itself never changes: who was charged first, and until when, stays to be seen.
    """
    act = moved_by(kind, field, acts)
    found = look_up(data, field) if act is None else act.data[kind.moved[field][act.do]]
    return found if isinstance(found, str) else ""


def moved_by(kind: Kind, field: str, acts: Iterable[Act]) -> Act | None:
    """Return the last of the acts that moved a field, or None."""
    moving = kind.moved.get(field)
    found = None
    for act in acts if moving else ():
        if moving and act.do in moving and act.data.get(moving[act.do]):
            found = act
    return found


def is_settled(state: str, kind: Kind) -> bool:
    """Whether a record in that state took effect or was given up."""
    return kind.phase_of(state) in _LASTING


def countersigned(acts: tuple[Act, ...], place: int) -> int | None:
    """Return which act the act `countersign` at a place names under `of`; None if it names none.

    It is named by its name, for the last such act before, or by its number, counted from 1; -1
    says that there is no such act before it.
    """
    said = acts[place].data.get("of")
    if not isinstance(said, str) or not said:
        return None
    if said.isdecimal():
        return int(said) - 1 if 0 < int(said) <= place else -1
    return next((n for n in range(place - 1, -1, -1) if acts[n].do == said), -1)


def countersignatures(acts: tuple[Act, ...], number: int) -> Iterator[tuple[Act, bool]]:
    """Yield the acts `countersign` that may confirm an act, and whether they name it.

    Those that name no act may confirm any that they follow.
    """
    for place in range(number + 1, len(acts)):
        if acts[place].do == "countersign":
            covered = countersigned(acts, place)
            if covered in (None, number):
                yield acts[place], covered is not None


def _is_there(act: Act, key: str) -> bool:
    if act.do == "correct" and key in _MAY_BE_EMPTY:
        return key in act.data
    return bool(act.data.get(key))


def _out_of_order(act: Act, before: str, at: str, shape: Shape) -> None:
    shape.say(
        "acts-out-of-order",
        at,
        "`{act}` of {time} stands after an act of {before}.",
        "Put the acts in the order of time, or correct the time.",
        act=act.do,
        time=act.at,
        before=before,
    )


def _without_time(act: Act, at: str, shape: Shape) -> None:
    shape.say(
        "act-without-time",
        at,
        "`{act}` says its day only; here the time of day counts too.",
        "Write day and time, as {day}T09:30.",
        act=act.do,
        day=act.at,
    )


def _allowed(spec: ActSpec, state: str, kind: Kind, number: int) -> bool:
    """Whether the act may follow: opening acts come first, the kernel's have their own terms."""
    if spec.sources is not None:
        return state in spec.sources
    if spec.name in ("correct", "countersign"):
        return number > 0
    if spec.name == "void":
        return number > 0 and not is_settled(state, kind)
    return number == 0


def _is_done(acts: tuple[Act, ...], after: list[str], number: int) -> bool:
    """Whether an act stands before already, and nothing has led back behind it since."""
    places = [place for place in range(number) if acts[place].do == acts[number].do]
    if not places or after[places[-1]] == (after[places[-1] - 1] if places[-1] else ""):
        return False  # an act that leads nowhere may come again and again
    return set(after[: places[-1]]).isdisjoint(after[places[-1] : number])


def _skipped(spec: ActSpec, state: str, done: bool, kind: Kind, at: str, shape: Shape) -> None:
    if not state:
        openings = [a.name for a in kind.acts.values() if a.sources is None and a.to]
        shape.say(
            "skipped-state",
            at,
            "The first act is `{act}`; records of this kind begin with: {openings}.",
            "Add the opening act before it.",
            act=spec.name,
            openings=[f"`{name}`" for name in openings if name != "void"],
        )
        return
    steps = () if done else steps_towards(spec, state, kind)
    onward = [act.name for act in kind.acts.values() if act.sources and state in act.sources]
    if done:
        hint = "That was done before. What can follow now: {onward}."
        if not onward:
            hint = "That was done before, and nothing has to follow. Take the act out."
    elif len(steps) > 1:
        hint = "Do these first, in this order: {steps}."
    elif steps:
        hint = "Do this first: {steps}."
    elif spec.sources is not None:
        hint = "Nothing leads there from here. Take the act out, or correct the acts before it."
    elif spec.name == "void":
        hint = "Take the act out; what took effect or was given up is not voided."
    else:
        hint = "Take the act out; a record begins only once."
    shape.say(
        "skipped-state",
        at,
        "`{act}` cannot follow when the record is {state}.",
        hint,
        act=spec.name,
        state=state,
        steps=[f"`{step}`" for step in steps],
        onward=[f"`{name}`" for name in onward],
    )


def steps_towards(spec: ActSpec, state: str, kind: Kind) -> tuple[str, ...]:
    """Return the fewest acts that lead from a state to one in which an act may be done.

    Acts that give the record up are no steps towards anything. Empty when no acts lead there.
    """
    wanted = spec.sources or frozenset()
    ways: dict[str, tuple[str, ...]] = {state: ()}
    waiting = [state]
    for here in waiting:
        if here in wanted:
            return ways[here]
        for act in kind.acts.values():
            onwards = act.sources is not None and here in act.sources and act.to not in ("", *ways)
            if onwards and kind.phase_of(act.to) != "dropped":
                ways[act.to] = (*ways[here], act.name)
                waiting.append(act.to)
    return ()
