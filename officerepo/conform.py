"""A record held against its kind: fields, acts in order, states, digests, and the kind's rules.

Everything here can be said of one file alone, so its outcome is kept by blob id. What needs other
records, today's date or history is in `rules/`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from officerepo.approval import judge_approvals
from officerepo.course import walk
from officerepo.expression import Absent
from officerepo.fields import is_yes, moment
from officerepo.finding import Finding, Value
from officerepo.kind import LABELS, Kind, Rule
from officerepo.kindfile import Kernel
from officerepo.record import Act, Record, entries_in
from officerepo.shape import Shape
from officerepo.source import Source
from officerepo.text import near


def conform(
    kind: Kind, kernel: Kernel, path: str, blob: str, source: Source
) -> tuple[Record, list[Finding]]:
    """Return the record of a source file that could be read, and what is wrong inside it."""
    data = source.data or {}
    record_id = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    shape = Shape(path, source.cut)
    acts = _acts(data.get("acts"), kind, kernel, shape)
    state, reached = walk(acts, data, kind, shape)
    shape.reached = reached
    adopted = bool(acts) and acts[0].do == "adopt"
    shape.mapping(data, kind.fields, "", required=not adopted, reserved=("acts",))
    if adopted and "title" in kind.fields and not data.get("title"):
        shape.say("missing-field", "", "`{field}` is missing.", "Add `{field}:`.", field="title")
    title = data.get(kind.views.title, "")
    if isinstance(title, str) and "\n" in title.strip():
        shape.say(
            "wrong-value",
            kind.views.title,
            "A title stands on one line; this one has {count}.",
            "Write it on one line, and what it does not need in another field.",
            count=str(len(title.strip().splitlines())),
        )
    record = Record(
        id=record_id,
        kind=kind.name,
        path=path,
        blob=blob,
        data=data,
        acts=acts,
        state=state,
        title=title if isinstance(title, str) and title else record_id,
        label=label_of(kind, data),
        links=tuple(shape.links),
    )
    if not shape.findings:
        judge_approvals(record, kind, source.body, shape)
        for rule in kind.rules.values():
            for case, at in _cases(rule, record):
                _apply(rule, case, at, kind, shape)
    return record, shape.findings


def label_of(kind: Kind, data: Mapping[str, Any]) -> str:
    """Return the label of a record; at least `restricted` when it is not plain which was meant.

    That is so when the label is none of those there are, or when a field that the kind does not
    know has nearly that name: `lable: restricted` was meant to hide something.
    """
    written = data.get("label")
    if written in LABELS:
        return str(written)
    meant = "label" in data or any(
        near(name.lower(), ("label",), 0.6)
        for name in data
        if name not in kind.fields and name != "acts" and not name.startswith("x-")
    )
    return max(kind.label, "restricted", key=LABELS.index) if meant else kind.label


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
            "Add a line `acts:` and below it `  - {do: {act}, at: 2025-03-31T09:30, by: PER-…}`.",
            act=openings[0] if openings else "",
        )
        return ()
    for number, item in enumerate(data):
        at = f"acts[{number}]"
        if not isinstance(item, dict):
            shape.say(
                "wrong-value",
                at,
                "An act was expected here.",
                "Write what was done, when, by whom: `{do: …, at: 2025-03-31T09:30, by: PER-…}`.",
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
    for item in entries_in(items):
        act = _sound(item, kind)
        if act is None:
            break
        acts.append(act)
    return acts


def _sound(item: Any, kind: Kind) -> Act | None:
    try:
        do, at, by = item["do"], item["at"], item["by"]
        if isinstance(at, str) and isinstance(by, str) and by:
            return Act(kind.acts[do].name, moment(at), by, item)
    except (KeyError, TypeError, ValueError):
        pass
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
        choices=[*kind.acts],
    )


# -- the kind's own rules -------------------------------------------------------------------------


def _cases(rule: Rule, record: Record) -> Iterator[tuple[Record, str]]:
    """Yield what a rule is asked of, and where its finding belongs: the record, or each entry."""
    if not rule.each:
        yield record, rule.at
        return
    for number, entry in enumerate(entries_in(record.data.get(rule.each))):
        if not (isinstance(entry, dict) and "struck" in entry):
            inner = rule.at.removeprefix(rule.each) if rule.at.startswith(rule.each) else ""
            case = replace(record, data={**record.data, rule.each: entry})
            yield case, f"{rule.each}[{number}]{inner}"


def _apply(rule: Rule, record: Record, at: str, kind: Kind, shape: Shape) -> None:
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
            _place(at, record),
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


def shown(record: Record, kind: Kind, name: str) -> Value:
    """Return a dotted value as a message shows it: as it was typed; a list as its items."""
    try:
        value, _ = _written(record, kind, name)
    except Absent:
        return "—"
    return [str(item) for item in value] if isinstance(value, list) else str(value)


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
            return is_yes(value)
    return value
