"""A record held against its kind: fields, acts in order, states, digests, and the kind's rules.

Everything here can be said of one file alone, so its outcome is kept by blob id. What needs other
records, today's date or history is in `rules/`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from copy import deepcopy
from decimal import Decimal, InvalidOperation
from typing import Any

from officerepo.expression import Absent
from officerepo.fields import moment
from officerepo.finding import Finding
from officerepo.kind import ActSpec, Kind, Rule
from officerepo.kindfile import Kernel
from officerepo.record import Act, Record, Text, is_before, look_up
from officerepo.shape import Shape
from officerepo.source import Source
from officerepo.text import near

# What changes around a record without changing what was approved.
NOT_APPROVED = ("acts", "refs", "label", "dossier", "hold", "waive", "notes")


def conform(
    kind: Kind, kernel: Kernel, path: str, blob: str, source: Source
) -> tuple[Record, list[Finding]]:
    """Return the record of a source file that could be read, and what is wrong inside it."""
    data = source.data or {}
    record_id = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    shape = Shape(path, source.cut)
    acts = _acts(data.get("acts"), kind, kernel, shape)
    state, reached = _walk(acts, data, kind, shape)
    shape.reached = reached
    adopted = bool(acts) and acts[0].do == "adopt"
    shape.mapping(data, kind.fields, "", required=not adopted, reserved=("acts",))
    if adopted and "title" in kind.fields and not data.get("title"):
        shape.say("missing-field", "", "`{field}` is missing.", "Add `{field}:`.", field="title")
    title = data.get(kind.views.title, "")
    label = data.get("label", kind.label)
    record = Record(
        id=record_id,
        kind=kind.name,
        path=path,
        blob=blob,
        data=data,
        acts=acts,
        state=state,
        title=title if isinstance(title, str) and title else record_id,
        label=label if isinstance(label, str) else "restricted",
        links=tuple(shape.links),
    )
    if not shape.findings:
        _approvals(record, kind, source.body, shape)
        for rule in kind.rules.values():
            _apply(rule, record, kind, shape)
    return record, shape.findings


def _acts(data: Any, kind: Kind, kernel: Kernel, shape: Shape) -> tuple[Act, ...]:
    if not kind.has_acts:
        if data is not None:
            shape.say(
                "unknown-field",
                "acts:key",
                "Records of this kind have no acts.",
                "Remove `acts`; write the dates in their fields.",
            )
        return ()
    if not isinstance(data, list) or not data:
        openings = [a.name for a in kind.acts.values() if a.sources is None and a.to]
        shape.say(
            "no-acts",
            "acts",
            "The record has no act, so nobody knows who made it and when.",
            "Add `acts:` with the first act, `{act}`.",
            act=openings[0] if openings else "",
        )
        return ()
    for number, item in enumerate(data):
        at = f"acts[{number}]"
        if not isinstance(item, dict):
            shape.say(
                "wrong-value", at, "An act was expected here.", "Write {do: …, at: …, by: …}."
            )
            continue
        do = item.get("do")
        spec = kind.acts.get(do) if isinstance(do, str) else None
        if spec is None:
            shape.mapping(item, kernel.keys, at, reserved=item)
            if isinstance(do, str) and do:
                _unknown_act(do, kind, f"{at}.do", shape)
            continue
        shape.mapping(item, spec.all_keys, at)
    return tuple(sound_acts(data, kind))


def sound_acts(items: Any, kind: Kind) -> list[Act]:
    """Return the acts of a record up to the first that cannot be read.

    What follows such an act is not judged, for nobody knows in what state it found the record.
    """
    acts: list[Act] = []
    for item in items if isinstance(items, list) else ():
        act = _sound(item, kind)
        if act is None:
            break
        acts.append(act)
    return acts


def _sound(item: Any, kind: Kind) -> Act | None:
    do, at, by = map(item.get, ("do", "at", "by")) if isinstance(item, dict) else ("", "", "")
    if not (isinstance(do, str) and isinstance(at, str) and isinstance(by, str) and by):
        return None
    try:
        return Act(kind.acts[do].name, moment(at), by, item)
    except (KeyError, ValueError):
        return None


def _unknown_act(do: str, kind: Kind, at: str, shape: Shape) -> None:
    like = near(do, kind.acts)
    shape.say(
        "unknown-act",
        at,
        "There is no act `{act}` for this kind.",
        "Write `{like}`." if like else "Choose one of: {choices}.",
        act=do,
        like=like,
        choices=", ".join(kind.acts),
    )


def _walk(
    acts: tuple[Act, ...], data: Mapping[str, Any], kind: Kind, shape: Shape
) -> tuple[str, set[str]]:
    """Follow the acts from the first; return the last state and all states that were reached."""
    state = ""
    reached: set[str] = set()
    previous = ""
    for number, act in enumerate(acts):
        spec = kind.acts[act.do]
        at = f"acts[{number}]"
        if previous and is_before(act.at, previous):
            shape.say(
                "acts-out-of-order",
                f"{at}.at",
                "`{act}` of {time} stands after an act of {before}.",
                "Put the acts in the order of time, or correct the time.",
                act=act.do,
                time=act.at,
                before=previous,
            )
        previous = act.at
        if spec.clock and len(act.at) == 10:
            shape.say(
                "act-without-time",
                f"{at}.at",
                "`{act}` says its day only; here the time of day counts too.",
                "Write day and time, as {day}T09:30.",
                act=act.do,
                day=act.at,
            )
        if not _allowed(spec, state, kind, number):
            _skipped(spec, state, kind, f"{at}.do", shape)
        for key in spec.needs:
            if not act.data.get(key) and (key in spec.keys or not data.get(key)):
                shape.say(
                    "act-incomplete",
                    at,
                    "`{act}` needs `{key}`.",
                    "Add `{key}` to the act."
                    if key in spec.keys or key not in kind.fields
                    else "Add the field `{key}` to the record.",
                    act=act.do,
                    key=key,
                )
        state = (kind.adopted_as or state) if act.do == "adopt" else spec.to or state
        reached.add(state)
    return state, reached


def _allowed(spec: ActSpec, state: str, kind: Kind, number: int) -> bool:
    """Whether the act may follow: opening acts come first, the kernel's have their own terms."""
    if spec.sources is not None:
        return state in spec.sources
    if spec.name in ("correct", "countersign"):
        return number > 0
    if spec.name == "void":
        return number > 0 and kind.phase_of(state) not in ("done", "dropped")
    return number == 0


def _skipped(spec: ActSpec, state: str, kind: Kind, at: str, shape: Shape) -> None:
    if not state:
        openings = [a.name for a in kind.acts.values() if a.sources is None and a.to]
        shape.say(
            "skipped-state",
            at,
            "The first act is `{act}`; records of this kind begin with {openings}.",
            "Add the opening act before it.",
            act=spec.name,
            openings=", ".join(f"`{name}`" for name in openings if name != "void"),
        )
        return
    usual = [a.name for a in kind.acts.values() if a.sources and state in a.sources]
    shape.say(
        "skipped-state",
        at,
        "`{act}` cannot follow when the record is {state}.",
        "Do one of these first: {usual}." if usual else "Nothing more can be done with it.",
        act=spec.name,
        state=state,
        usual=", ".join(usual),
    )


# -- approvals ------------------------------------------------------------------------------------


def digest(kind: Kind, data: Mapping[str, Any], body: str) -> str:
    """Return the digest of what an approval of the record covers: `sha256:` and 64 hex digits.

    SHA-256 of the canonical JSON (sorted keys, no spaces, UTF-8) of the fields as written and the
    body with line ends as LF, without acts, references, label, dossier, hold, waivers, notes and
    the fields that the kind fills after approval.
    """
    content: dict[str, Text] = {
        name: value
        for name, value in data.items()
        if name not in NOT_APPROVED
        and not (name in kind.fields and kind.fields[name].after_approval)
    }
    if body:
        content["body"] = body.replace("\r\n", "\n")
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()


def approving_act(record: Record, kind: Kind) -> int | None:
    """Return the index of the act whose approval is in force, or None.

    An approval is spent once a later act leads back to where the record was before it.
    """
    found: int | None = None
    before: set[str] = set()
    for number, act in enumerate(record.acts):
        spec = kind.acts[act.do]
        if spec.approval:
            found = number
            continue
        if found is None:
            before.add(spec.to)
        elif spec.to in before and spec.to:
            found = None
    return found


def _approvals(record: Record, kind: Kind, body: str, shape: Shape) -> None:
    for number, act in enumerate(record.acts):
        if kind.acts[act.do].approval and "digest" not in act.data:
            shape.say(
                "approval-without-digest",
                f"acts[{number}]",
                "`{act}` does not say which version was approved.",
                "Add `digest: {digest}`, or do the act with `officerepo act`.",
                act=act.do,
                digest=digest(kind, record.data, body),
            )
    approved = approving_act(record, kind)
    if approved is None or "digest" not in record.acts[approved].data:
        return
    act = record.acts[approved]
    data = _uncorrected(record, approved)
    if act.data["digest"] != digest(kind, data, body):
        shape.say(
            "changed-after-approval",
            f"acts[{approved}].digest",
            "The record was changed after `{act}` on {day}; the approval covers another version.",
            "Undo the change, have the record approved again, or record the change as an act.",
            act=act.do,
            day=act.at[:10],
        )


def _uncorrected(record: Record, approved: int) -> Mapping[str, Any]:
    """Return the data as they were at the approval: later corrections taken back."""
    data: Mapping[str, Any] = record.data
    for act in reversed(record.acts[approved + 1 :]):
        at = str(act.data.get("field"))
        if act.do == "correct" and look_up(data, at) == act.data.get("is"):
            data = deepcopy(dict(data))
            parent, _, name = at.rpartition(".")
            holder = look_up(data, parent)
            if isinstance(holder, dict):
                holder[name] = act.data.get("was", "")
    return data


# -- the kind's own rules -------------------------------------------------------------------------


def _apply(rule: Rule, record: Record, kind: Kind, shape: Shape) -> None:
    def lookup(name: str) -> Any:
        return value_of(record, kind, name)

    try:
        if rule.when is not None and not rule.when(lookup):
            return
        if rule.assertion(lookup):
            return
    except Absent:
        return
    names = (*rule.assertion.names, *(rule.when.names if rule.when else ()))
    values = {name: shown(record, kind, name) for name in names}
    shape.findings.append(
        Finding(
            record.path,
            _place(rule.at, record),
            rule.message.get("en", next(iter(rule.message.values()), "")),
            rule.hint.get("en", next(iter(rule.hint.values()), "")),
            rule.name,
            "warning" if rule.severity == "warning" else "error",
            values,
        )
    )


def _place(at: str, record: Record) -> str:
    """Turn `acts.stamp.at` into the place of that act in the file."""
    parts = at.split(".")
    if parts[0] == "acts" and len(parts) > 1:
        for number in range(len(record.acts) - 1, -1, -1):
            if record.acts[number].do == parts[1]:
                return ".".join([f"acts[{number}]", *parts[2:]])
    return at


def shown(record: Record, kind: Kind, name: str) -> str:
    """Return a dotted value as a message shows it: as it was typed."""
    try:
        value, _ = _written(record, kind, name)
    except Absent:
        return "—"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def value_of(record: Record, kind: Kind, name: str) -> Any:
    """Return the typed value of a dotted name: text, Decimal, bool, list, or raise Absent.

    `acts.stamp.at` is the last act of that name; a list of groups is mapped over.
    """
    return _typed(*_written(record, kind, name))


def _written(record: Record, kind: Kind, name: str) -> tuple[Any, str]:
    """Return what stands under a dotted name, and its field type; or raise Absent."""
    if name == "id":
        return record.id, "text"
    if name == "state":
        return record.state, "text"
    first, _, rest = name.partition(".")
    if first == "acts":
        do, _, key = rest.partition(".")
        act = record.last(do)
        if act is None or key not in act.data:
            raise Absent(name)
        spec = kind.acts[do].keys.get(key)
        return act.data[key], spec.type if spec else "text"
    if first not in record.data or record.data[first] == "":
        raise Absent(name)
    node, spec = record.data[first], kind.fields.get(first)
    for step in rest.split(".") if rest else ():
        if isinstance(node, list):
            node = [item[step] for item in node if isinstance(item, dict) and step in item]
        elif isinstance(node, dict) and step in node:
            node = node[step]
        else:
            raise Absent(name)
        spec = spec.parts.get(step) if spec else None
    return node, spec.type if spec else "text"


def _typed(value: Any, kind: str) -> Any:
    if isinstance(value, list):
        return [_typed(item, kind) for item in value]
    if isinstance(value, str):
        if kind in ("integer", "decimal"):
            try:
                return Decimal(value)
            except InvalidOperation:
                raise Absent(value) from None
        if kind == "boolean":
            return value in ("yes", "true")
    return value
