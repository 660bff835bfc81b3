"""A quick reader for the plain YAML that most records consist of.

One field a line, lists of one-line items, one-line groups; plain or simply quoted text. Whatever
goes beyond that gives None and is read by the full parser, so this reader decides nothing: what it
returns is what `yamlevents.build` would return (a test compares them), four times as fast.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_LONGEST = 20_000  # characters; longer texts go to the parser that counts values and depth

_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
# The first character of a plain value that no rule of YAML gives another meaning.
_FIRST = frozenset("(/+¿¡«_")
_PLAIN_PART = rf"{_KEY.pattern}: [\w{''.join(_FIRST)}][^\s,\[\]{{}}#:]*(?:[ :][^\s,\[\]{{}}#:]+)*"
# A group of plain values only, as most acts are: they lie between commas.
_PLAIN_GROUP = re.compile(rf"{_PLAIN_PART}(?:, {_PLAIN_PART})*")
_PART = re.compile(
    r"([A-Za-z_][A-Za-z0-9_-]*): "  # a key of a one-line group
    r"(?:\[((?:\"[^\"\\]*\"|[^\[\]{}#:\"])*)\]"  # a list of plain or quoted values
    r"|\"([^\"\\]*)\""  # or a quoted value
    r"|([^\s,\[\]{}#:]+(?:[ :][^\s,\[\]{}#:]+)*))"  # or a plain one: single spaces and colons
    r"(?:, (?! )|$)"
)
_ELEMENT = re.compile(r"(?:\"([^\"\\]*)\"|([^\s,\[\]{}#:\"]+(?: [^\s,\[\]{}#:\"]+)*))(?:, (?! )|$)")


def read_plain(text: str) -> dict[str, Any] | None:
    """Return the text tree of a plain YAML mapping, or None when it needs the full parser."""
    if len(text) > _LONGEST or "\r" in text or "\t" in text:
        return None
    tree: dict[str, Any] = {}
    items: list[Any] | None = None  # the list that the next line may continue
    group: dict[str, Any] | None = None  # its last item, when that is a group of lines
    key = ""
    for line in text.split("\n"):
        if not line or line[0] == "#":
            continue
        if line[0] == " ":
            if items is None:
                return None
            if line[:4] == "  - ":
                item, group = _item(line[4:])
                if item is None:
                    return None
                if not items:
                    tree[key] = items
                items.append(item)
            elif group is None or line[:4] != "    " or not _add(line[4:], group):
                return None
            continue
        key, colon, written = line.partition(": ")
        if not colon:
            key = line[:-1]
            if line[-1] != ":" or key in tree or not _is_key(key):
                return None
            tree[key] = ""
            items = []
            continue
        if key in tree or not _is_key(key):
            return None
        value = _value(written)
        if value is None:
            return None
        tree[key] = value
        items = None
    return tree


def _item(written: str) -> tuple[Any, dict[str, Any] | None]:
    """Return a list item, and the group that following lines may add to when it begins one."""
    if (written[:1].isalpha() or written[:1] == "_") and ":" in written:
        group: dict[str, Any] = {}
        if _add(written, group):
            return group, group
    return _value(written), None


def _add(written: str, group: dict[str, Any]) -> bool:
    """Add a line `key: value` to a group; False when the line is anything else."""
    key, _, said = written.partition(": ")
    if key in group or not _is_key(key):
        return False
    value = _value(said)
    if value is None:
        return False
    group[key] = value
    return True


@lru_cache(maxsize=1024)  # there are a few hundred
def _is_key(key: str) -> bool:
    return _KEY.fullmatch(key) is not None


def _value(written: str) -> Any:
    """Return a one-line value, or None when it is not plain enough."""
    first = written[:1]
    if first.isalnum() or first in _FIRST:
        if ": " in written or " #" in written or written[-1] in ": ":
            return None
        return written
    if first == "{":
        return _group(written[1:-1]) if written[-1] == "}" else None
    if first == "[":
        return _list(written[1:-1]) if written[-1] == "]" and len(written) > 1 else None
    if first in ("'", '"') and len(written) > 1 and written[-1] == first:
        inner = written[1:-1]
        return None if first in inner or "\\" in inner else inner
    return None


def _group(written: str) -> dict[str, Any] | None:
    if _PLAIN_GROUP.fullmatch(written):
        parts = written.split(", ")
        group: dict[str, Any] = dict([part.split(": ", 1) for part in parts])
        return group if len(group) == len(parts) else None
    group = {}
    place, end = 0, len(written)
    while place < end:
        part = _PART.match(written, place)
        if part is None:
            return None
        key, inner, quoted, plain = part.groups()
        if key in group:
            return None
        if plain is not None:
            if not (plain[0].isalnum() or plain[0] in _FIRST):
                return None
            group[key] = plain
        elif inner is not None:
            values = _list(inner)
            if values is None:
                return None
            group[key] = values
        else:
            group[key] = quoted
        place = part.end()
        if place == end and written[-1] in ", ":
            return None
    return group


def _list(written: str) -> list[Any] | None:
    values: list[Any] = []
    place, end = 0, len(written)
    while place < end:
        found = _ELEMENT.match(written, place)
        if found is None:
            return None
        quoted, plain = found.groups()
        if plain is not None and not (plain[0].isalnum() or plain[0] in _FIRST):
            return None
        values.append(quoted if plain is None else plain)
        place = found.end()
        if place == end and written[-1] in ", ":
            return None
    return values
