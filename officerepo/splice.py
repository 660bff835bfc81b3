"""Changes to the text of a YAML source that touch only the lines they must.

Values are put in at the parser's own marks; comments, order and style of everything else stay as
they are. Each change is proved: the new text is read again and has to give exactly the tree that
was asked for, else `Unspliceable` is raised and nothing is written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from officerepo.failure import Failure
from officerepo.record import STEP
from officerepo.yamlevents import build
from officerepo.yamlspans import Span, spans


class Unspliceable(Failure):
    """The change cannot be made without touching more than was asked; nothing is written."""

    def __init__(self, message: str, at: str = "") -> None:
        super().__init__(message, "Edit {path} by hand.", 1, at=at)


_FLOW_SIGNS = re.compile(r"[,\[\]{}]")
_FIRST = re.compile(r"[^\W_]|[(/+¿¡«_]|-[0-9]")  # nothing here begins a sign of YAML


def scalar(text: str, *, flow: bool = False) -> str:
    """Return a text as a YAML scalar: plain where that reads back the same, else quoted."""
    plain = (
        _FIRST.match(text)
        and text == text.strip()
        and ": " not in text
        and " #" not in text
        and not text.endswith(":")
        and text.isprintable()
        and text[:3] not in ("---", "...")
        and not (flow and _FLOW_SIGNS.search(text))
    )
    if plain:
        return text
    if text.isprintable():
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return json.dumps(text, ensure_ascii=False)


def flow(value: Any) -> str:
    """Return a text tree in YAML's flow style, on one line."""
    if isinstance(value, Mapping):
        inner = ", ".join(f"{scalar(k, flow=True)}: {flow(v)}" for k, v in value.items())
        return "{" + inner + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return scalar(str(value), flow=True)


def block(data: Mapping[str, Any]) -> str:
    """Return a whole record as YAML: one field a line, acts and sub-records one a line."""
    lines: list[str] = []
    for name, value in data.items():
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            lines.append(f"{name}:")
            lines += [f"  - {flow(item)}" for item in value]
        elif isinstance(value, str) and "\n" in value:
            lines.append(f"{name}: {_literal(value)}")
        else:
            shown = flow(value) if isinstance(value, list | Mapping) else scalar(value)
            lines.append(f"{name}: {shown}".rstrip())
    return "\n".join(lines) + "\n"


def _literal(text: str) -> str:
    """Return a text of several lines as a literal block, or quoted where a block cannot hold it."""
    if text[0] in " \n" or any(not (c.isprintable() or c == "\n") for c in text):
        return json.dumps(text, ensure_ascii=False)
    keep = "" if text.endswith("\n") and not text.endswith("\n\n") else "-"
    if text.endswith("\n\n"):
        return json.dumps(text, ensure_ascii=False)
    body = text.rstrip("\n").replace("\n", "\n  ").replace("\n  \n", "\n\n")
    return f"|{keep}\n  {body}"


def set_value(text: str, at: str, value: Any, order: Iterable[str] = ()) -> str:
    """Return the YAML text with the value at a field path written, replaced or (`None`) removed.

    `order` are the top-level fields in the order of the kind, to place a new one.
    """
    tree, problems = build(text)
    if problems or not isinstance(tree, dict):
        raise Unspliceable("The file has faults that come first; `officerepo check` lists them.")
    wanted = _with(tree, at, value)
    if wanted == tree:
        return text
    newline = "\r\n" if "\r\n" in text else "\n"
    places = spans(text) if tree else {}
    if at in places:
        changed = _remove(text, at, places) if value is None else _replace(text, at, value, places)
    elif value is None:
        return text
    else:
        changed = _insert(text, at, value, places, tuple(order), newline)
    return _proved(changed, wanted)


def append(text: str, name: str, item: Mapping[str, Any]) -> str:
    """Return the YAML text with an item added at the end of a top-level list."""
    tree, problems = build(text)
    if problems or not isinstance(tree, dict):
        raise Unspliceable("The file has faults that come first; `officerepo check` lists them.")
    items = tree.get(name) or []
    if not isinstance(items, list):
        raise Unspliceable("What stands under `{at}` is not a list.", name)
    wanted = {**tree, name: [*items, dict(item)]}
    newline = "\r\n" if "\r\n" in text else "\n"
    places = spans(text) if tree else {}
    if not items:
        start = _remove(text, name, places) if name in places else text
        changed = _ended(start, newline) + f"{name}:{newline}  - {flow(item)}{newline}"
    elif places[name].kind == "flow":
        end = places[name].end - 1
        changed = f"{text[:end].rstrip()}, {flow(item)}{text[end:]}"
    else:
        last = places[f"{name}[{len(items) - 1}]"]
        dash = text.rfind("-", 0, last.start)
        indent = text[text.rfind("\n", 0, dash) + 1 : dash]
        end = _line_end(text, _last_end(f"{name}[{len(items) - 1}]", places, text))
        head = _ended(text[:end], newline)
        changed = f"{head}{indent}- {flow(item)}{newline}{text[end:]}"
    return _proved(changed, wanted)


def _proved(text: str, wanted: dict[str, Any]) -> str:
    tree, problems = build(text)
    if problems or tree != wanted:
        raise Unspliceable("The change would alter other lines of the file too.")
    return text


def _with(tree: dict[str, Any], at: str, value: Any) -> dict[str, Any]:
    """Return a copy of the tree with the value at a field path; groups on the way are made."""
    copied: dict[str, Any] = json.loads(json.dumps(tree))
    steps = STEP.findall(at)
    node: Any = copied
    last = steps[-1]
    try:
        for step in steps[:-1]:
            if step.startswith("["):
                node = node[int(step[1:-1])]
            else:
                if not isinstance(node.get(step), dict | list):
                    node[step] = {}
                node = node[step]
        if last.startswith("["):
            node[int(last[1:-1])] = value
        elif value is None:
            node.pop(last, None)
        else:
            node[last] = value
    except (TypeError, AttributeError, IndexError, KeyError):
        raise Unspliceable("There is no place for `{at}` in the file.", at) from None
    return copied


def _replace(text: str, at: str, value: Any, places: Mapping[str, Span]) -> str:
    span = places[at]
    inside_flow = any(places[p].kind == "flow" for p in _parents(at) if p in places)
    new = flow(value) if inside_flow or not isinstance(value, str) else scalar(value)
    if span.kind in ("plain", "quoted", "flow"):
        _keep_comments(text, span.start, span.end, at, places)
        gap = " " if span.start and text[span.start - 1] == ":" else ""
        return text[: span.start] + gap + new + text[span.end :]
    start = text.index(":", span.key_start) + 1
    end = _last_end(at, places, text)
    _keep_comments(text, start, end, at, places)
    return f"{text[:start]} {new}{text[end:]}"


def _remove(text: str, at: str, places: Mapping[str, Span]) -> str:
    span = places[at]
    parent = places.get(_parent(at))
    if parent is not None and parent.kind == "flow":
        raise Unspliceable("`{at}` stands inside a group on one line.", at)
    start = text.rfind("\n", 0, span.key_start) + 1
    end = _line_end(text, _last_end(at, places, text))
    _keep_comments(text, span.key_start, end, at, places)
    return text[:start] + text[end:]


def _keep_comments(text: str, start: int, end: int, at: str, places: Mapping[str, Span]) -> None:
    """Refuse to take away a stretch of text with a comment: somebody wrote it for a reason.

    A `#` inside a value is none, nor is one that no blank comes before.
    """
    inner = (f"{at}.", f"{at}[")
    values = [
        (text.index("\n", span.start) if span.kind == "block-text" else span.start, span.end)
        for path, span in places.items()
        if (path == at or path.startswith(inner)) and span.kind in ("quoted", "block-text")
    ]
    for found in re.finditer(r"(?m)(?:^|\s)#", text[start:end]):
        place = start + found.end() - 1
        if not any(first <= place < last for first, last in values):
            raise Unspliceable("A comment stands beside or inside `{at}` and would be lost.", at)


def _insert(
    text: str,
    at: str,
    value: Any,
    places: Mapping[str, Span],
    order: tuple[str, ...],
    newline: str,
) -> str:
    parent, name = _parent(at), STEP.findall(at)[-1]
    if parent and parent not in places:
        return _insert(text, parent, {name: value}, places, order, newline)
    shown = value if isinstance(value, str) else None
    if parent and places[parent].kind == "flow":
        end = places[parent].end - 1
        comma = ", " if text[places[parent].start + 1 : end].strip() else ""
        return f"{text[:end].rstrip()}{comma}{name}: {flow(value)}{text[end:]}"
    if parent:
        if places[parent].kind != "block":
            return _replace(text, parent, {name: value}, places)
        indent = " " * places[parent].column
        end = _line_end(text, _last_end(parent, places, text))
        line = f"{indent}{name}: {scalar(shown) if shown is not None else flow(value)}"
        return f"{_ended(text[:end], newline)}{line}{newline}{text[end:]}"
    line = block({name: value}).replace("\n", newline)
    before = order[: order.index(name)] if name in order else ()
    ahead = [p for p in before if p in places]
    if ahead:
        end = max(_line_end(text, _last_end(p, places, text)) for p in ahead)
        return f"{_ended(text[:end], newline)}{line}{text[end:]}"
    if "acts" in places:
        start = text.rfind("\n", 0, places["acts"].key_start) + 1
        return text[:start] + line + text[start:]
    return _ended(text, newline) + line


def _parent(at: str) -> str:
    return at[: max(at.rfind("."), at.rfind("["), 0)]


def _parents(at: str) -> Iterable[str]:
    while at:
        at = _parent(at)
        yield at


def _last_end(at: str, places: Mapping[str, Span], text: str) -> int:
    """Return where the last scalar or bracket of a node ends; block ends reach too far."""
    inner = (f"{at}.", f"{at}[")
    return max(
        len(text[: span.end].rstrip()) if span.kind == "block-text" else span.end
        for path, span in places.items()
        if (path == at and span.kind != "block")
        or (path.startswith(inner) and span.kind != "block")
    )


def _line_end(text: str, index: int) -> int:
    if index and text[index - 1] == "\n":
        return index
    found = text.find("\n", index)
    return len(text) if found < 0 else found + 1


def _ended(text: str, newline: str) -> str:
    return text if not text or text.endswith("\n") else text + newline
