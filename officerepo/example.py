"""A kind's example, whole and broken: the proof that a kind file says what it means.

The example conforms to its kind; the example with the `bad` values of a rule breaks exactly that
rule. So an office's own kinds are tested by every check, without a test runner.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from officerepo.approval import digest
from officerepo.conform import conform
from officerepo.finding import Finding, Value
from officerepo.kind import Kind
from officerepo.kindfile import Kernel
from officerepo.record import entries_in
from officerepo.source import Source


def prove(kind: Kind, kernel: Kernel) -> Iterator[Finding]:
    """Yield a finding where the example or a rule's `bad` case is not what it should be."""
    if not isinstance(kind.example, dict) or not kind.example:
        yield _finding(
            kind,
            "",
            "The kind has no example.",
            "Add a whole record under `example:`; it shows people what one looks like.",
        )
        return
    faults = tried(kind, kernel)
    for fault in faults:
        yield _finding(
            kind,
            f"example.{fault.at}" if fault.at else "example",
            "The kind's own example breaks the rule `{rule}`.",
            "Correct the example, or what the kind asks for.",
            rule=fault.rule,
        )
    for rule in kind.rules.values() if not faults else ():
        found = {fault.rule for fault in tried(kind, kernel, rule.bad)}
        if found != {rule.name}:
            yield _finding(
                kind,
                f"rules.{rule.name}.bad",
                "With these values the example breaks {found} instead of this rule alone."
                if found
                else "With these values the example breaks no rule.",
                "Choose values that break this rule and no other, or correct the formula.",
                found=[f"`{name}`" for name in sorted(found)],
            )


def tried(kind: Kind, kernel: Kernel, changes: Mapping[str, Any] | None = None) -> list[Finding]:
    """Return what is wrong with the example once some of its values are replaced."""
    source = source_of(kind, kind.example, changes or {}, kind.name)
    return conform(kind, kernel, kind.name, "", source)[1]


def source_of(
    kind: Kind, example: Mapping[str, Any], changes: Mapping[str, Any], record_id: str
) -> Source:
    """Return an example as if read from the file of that id, changed and its approvals signed.

    `changes` are values by dotted path; an empty one removes. `acts.stamp.at` is in the last act
    of that name, `decisions.D1.due` in the item of that id, `programme.0.time` in the first one.
    `digest: auto` in an act becomes the digest of what it approves.
    """
    data = deepcopy(dict(example))
    for path, value in changes.items():
        _replace(data, path.split("."), deepcopy(value))
    body = str(data.pop("body", "")) if kind.format == "markdown" else ""
    acts = data.get("acts")
    for act in entries_in(acts):
        if isinstance(act, dict) and act.get("digest") == "auto":
            act["digest"] = digest(kind, record_id, data, body)
    return Source(data, body)


def _replace(tree: Any, steps: list[str], value: Any) -> None:
    step, *rest = steps
    if isinstance(tree, list):  # acts by name, the last one counts; other items by id or number
        numbers = [number for number, item in enumerate(tree) if _is_called(step, number, item)]
        if not numbers:
            return
        if rest:
            _replace(tree[numbers[-1]], rest, value)
        elif value == "":
            del tree[numbers[-1]]
        else:
            tree[numbers[-1]] = value
    elif isinstance(tree, dict):
        if rest:
            _replace(tree.setdefault(step, {}), rest, value)
        elif value == "":
            tree.pop(step, None)
        else:
            tree[step] = value


def _is_called(name: str, number: int, item: Any) -> bool:
    own = (item.get("do"), item.get("id")) if isinstance(item, dict) else ()
    return name in (str(number), *own)


def _finding(kind: Kind, at: str, message: str, hint: str, **values: Value) -> Finding:
    return Finding(kind.path, at, message, hint, "kind-file", values=values)
