"""What was fixed when a record was registered or approved says something else now.

The act of a kind that fixes fields (`freezes`) says which: who sent a letter and when, what a seal
was put on, until when a task was due. An approval fixes all that it covers; so does adopting a
record from before, and so is an entry of a register without gaps that is done with or given up. A
slip is put right by an act `correct`, which keeps both values. What went back to drafting is open
again, and of what is reopened that which was fixed since it stood there. Attached files are fixed
with the rest: more may come after them. What the branch has fixed meanwhile counts as well, for the
change would alter it when it is merged.

Good:
    then
    set IN-2025-0001 dated = 2025-01-29
    add IN-2025-0001 acts = {do: correct, at: 2025-03-31T10:00, by: PER-farroyuelo,
      field: dated, was: 2025-01-30, is: 2025-01-29, reason: misread}
Bad:
    then
    set IN-2025-0001 dated = 2025-01-29
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from officerepo.approval import is_covered, take_back
from officerepo.course import is_settled, states
from officerepo.finding import Finding
from officerepo.history.change import Change
from officerepo.kind import Kind
from officerepo.record import Act, Record

SERVES = ("R45", "R62")

_ALL = "all"
_ATTACHED = "attachments"


def check(change: Change) -> Iterator[Finding]:
    """Yield a finding for each field that was fixed before and differs without a correction."""
    for name, before, after, came in change.pairs:
        if before is None or after is None:
            continue
        kind = change.head.kind(after)
        there = change.tip.records.get(name, before)
        fixed = _fixed(there.acts, [after.acts[number] for number in came], kind)
        if not fixed:
            continue
        now = _uncorrected(after, kind, came)
        for field in sorted(before.data.keys() | now.keys()):
            act = fixed.get(field) or (fixed.get(_ALL) if is_covered(kind, field) else None)
            grows = field == _ATTACHED and not (act and kind.acts[act.do].approval)
            act = act or (next(iter(fixed.values())) if grows else None)
            was = (before.data.get(field), there.data.get(field))
            if act and not any(_stayed(value, now.get(field), grows) for value in was):
                yield _finding(after, field, act)
        texts = (change.base.body(before), change.tip.body(there))
        if _ALL in fixed and change.head.body(after) not in texts:
            yield _finding(after, "", fixed[_ALL])


def _stayed(before: Any, after: Any, grows: bool) -> bool:
    """Whether a value is what it was, or a list that may grow still begins with what it held."""
    if before == after or not grows:
        return bool(before == after)
    return not before or (isinstance(after, list) and after[: len(before)] == before)


def _fixed(before: Sequence[Act], new: Sequence[Act], kind: Kind) -> dict[str, Act]:
    """Return the fields that are fixed, each by the act that did so; `all` stands for every one.

    An act that leads back to where the record was before anything was fixed undoes all of it. One
    that reopens what was done undoes what was fixed since the state to which it leads.
    """
    found: dict[str, int] = {}
    seen: set[str] = set()
    reached: dict[str, int] = {}
    done = False
    acts = (*before, *new)
    for number, (act, state) in enumerate(zip(acts, states(acts, kind), strict=True)):
        spec = kind.acts[act.do]
        if spec.to and state in seen:
            found.clear()
        elif done and not is_settled(state, kind):
            found = {n: by for n, by in found.items() if by <= reached.get(state, number)}
        done = is_settled(state, kind)
        reached.setdefault(state, number)
        if number >= len(before):
            continue
        ended = done and kind.gapless
        names = [_ALL] if spec.approval or ended or act.do == "adopt" else spec.freezes
        if not found and not names:
            seen.add(state)
        for name in names:
            found.setdefault(name, number)
    return {name: acts[number] for name, number in found.items()}


def _uncorrected(after: Record, kind: Kind, came: Sequence[int]) -> Mapping[str, Any]:
    """Return what a record says now, the corrections that are new taken back."""
    new = [after.acts[number] for number in came if after.acts[number].do == "correct"]
    if not new:
        return after.data
    data = deepcopy(dict(after.data))
    for act in reversed(new):
        take_back(data, act, kind)
    return data


def _finding(record: Record, field: str, act: Act) -> Finding:
    return Finding(
        record.path,
        field,
        "`{field}` was fixed by `{act}` on {day} and says something else now."
        if field
        else "The text was fixed by `{act}` on {day} and is another one now.",
        "Undo the change; a slip is put right by an act `correct`, which keeps both values.",
        values={"field": field, "act": act.do, "day": act.at[:10]},
    )
