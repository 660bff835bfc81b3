"""Approvals: what they cover, which of them are in force, and whether they still hold."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from officerepo.course import is_settled, states
from officerepo.kind import Kind
from officerepo.record import STEP, Act, Record, Text, items_of, look_up, says
from officerepo.shape import Shape

# What changes around a record without changing what was approved.
NOT_APPROVED = ("acts", "refs", "label", "dossier", "formerly", "hold", "waive", "notes")


def digest(kind: Kind, record_id: str, data: Mapping[str, Any], body: str) -> str:
    """Return the digest of what an approval of the record covers: `sha256:` and 64 hex digits.

    SHA-256 of the canonical JSON (sorted keys, no spaces, UTF-8) of four values: `kind`, `id`,
    `fields` and `body`. The fields are as written, without acts, references, label, dossier, hold,
    waivers, notes and those that the kind fills after approval. Line ends of the body are LF.
    """
    fields: dict[str, Text] = {
        name: value for name, value in data.items() if is_covered(kind, name)
    }
    content = {
        "kind": kind.name,
        "id": record_id,
        "fields": fields,
        "body": body.replace("\r\n", "\n"),
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()


def is_covered(kind: Kind, field: str) -> bool:
    """Whether an approval of the kind covers a field."""
    return field not in NOT_APPROVED and not (
        field in kind.fields and kind.fields[field].after_approval
    )


def approvals_in_force(record: Record, kind: Kind) -> list[int]:
    """Return the indexes of the acts whose approval is in force, in file order.

    Approvals are spent once a later act leads back to where the record was before the first of
    them. An act that is done again takes the place of the earlier one of its name.
    """
    found: dict[str, int] = {}
    before: set[str] = set()
    for number, act in enumerate(record.acts):
        spec = kind.acts[act.do]
        if spec.approval:
            found.pop(act.do, None)
            found[act.do] = number
        elif not found:
            before.add(spec.to)
        elif spec.to and spec.to in before:
            found.clear()
    return list(found.values())


def approving_act(record: Record, kind: Kind) -> int | None:
    """Return the index of the last act whose approval is in force, or None."""
    return next(reversed(approvals_in_force(record, kind)), None)


def judge_approvals(record: Record, kind: Kind, body: str, shape: Shape) -> None:
    """Find approvals without a digest, and those in force whose record was changed since.

    What an approval covered that is spent is not in the file any more: nobody can say whether its
    digest was right, and nothing depends on it.
    """
    for number, act in enumerate(record.acts):
        if kind.acts[act.do].approval and "digest" not in act.data:
            shape.say(
                "approval-without-digest",
                f"acts[{number}]",
                "`{act}` does not say which version was approved.",
                "Add `digest: {digest}`, or do the act with `officerepo act`.",
                act=act.do,
                digest=digest(kind, record.id, record.data, body),
            )
    for number in approvals_in_force(record, kind):
        act = record.acts[number]
        if "digest" not in act.data:
            continue
        approved = as_approved(record, kind, number)
        if act.data["digest"] != digest(kind, record.id, approved, body):
            shape.say(
                "changed-after-approval",
                f"acts[{number}].digest",
                "The record was changed after `{act}` on {day}; the approval covers another"
                " version.",
                "Undo the change, or have the record approved again. A slip that is found after"
                " the record took effect is put right by an act `correct`.",
                act=act.do,
                day=act.at[:10],
            )


def as_approved(record: Record, kind: Kind, approved: int) -> Mapping[str, Any]:
    """Return the data as they took effect: later corrections taken back.

    A correction before that is a change like any other, for whoever keeps the register could
    otherwise put other words under an approval that is still to be carried out.
    """
    data: Any = record.data
    states_after = list(states(record.acts, kind))
    for number in range(len(record.acts) - 1, approved, -1):
        act = record.acts[number]
        if act.do == "correct" and is_settled(states_after[number], kind):
            if data is record.data:
                data = deepcopy(dict(data))
            take_back(data, act, kind)
    result: Mapping[str, Any] = data
    return result


def take_back(data: Any, act: Act, kind: Kind) -> None:
    """Put what a field was before an act `correct` in the place of what it is.

    Empty words stand for no value at all. Nothing happens when the field does not say what it was
    corrected to.
    """
    field = str(act.data.get("field", ""))
    steps = STEP.findall(field)
    now, was = look_up(data, field), act.data.get("was") or None
    if not steps or not says(now, act.data.get("is")):
        return
    spec = kind.fields.get(field)
    if isinstance(was, str) and (isinstance(now, list) or (spec and spec.type == "list")):
        was = items_of(was)
    _put(data, steps, was)


def _put(node: Any, steps: list[str], value: Any) -> None:
    """Put a value into a tree, or take it out; what is empty afterwards goes, what lacks comes."""
    first, *rest = steps
    place: Any = int(first[1:-1]) if first[0] == "[" else first
    listed = isinstance(place, int)
    if not isinstance(node, list if listed else dict):
        return
    there = place < len(node) if listed else place in node
    if rest:
        inner = node[place] if there else ([] if rest[0][0] == "[" else {})
        _put(inner, rest, value)
        value = inner or None
    if value is None:
        if there:
            del node[place]
    elif listed:
        node[place : place + 1] = [value]
    else:
        node[place] = value
