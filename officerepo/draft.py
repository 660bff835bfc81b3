"""New records: the next number, the fields in order, the opening act."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from officerepo.edit import Change, digest_of, filled
from officerepo.failure import Failure
from officerepo.fields import TYPES
from officerepo.index import Index
from officerepo.kind import ActSpec, Kind, make_id
from officerepo.load import Tree
from officerepo.record import items_of, name_in
from officerepo.repository import numbers_taken
from officerepo.splice import block
from officerepo.yamlevents import build


class NoNumber(Failure):
    """A record whose number is a name of its own gets none, and the clerk has to choose one."""


def opening_act(kind: Kind) -> ActSpec | None:
    """Return the act with which records of the kind begin, or None for kinds without acts."""
    for spec in kind.acts.values():
        if spec.sources is None and spec.to and spec.name not in ("void", "adopt"):
            return spec
    return None


def next_id(tree: Tree, index: Index, kind: Kind, values: Mapping[str, Any], year: int) -> str:
    """Return the id a new record gets.

    Consecutive numbers follow the highest known to the working tree and to every branch that git
    knows; named ids are made of the record's own words.
    """
    parts: dict[str, str | int] = {"year": year}
    parts |= {name: str(values.get(name, "")) for name in kind.id_fields}
    if "{code}" in kind.id:
        parts["code"] = _code(kind, values)
    if "{slug}" in kind.id:
        parts["slug"] = slug(str(values.get(kind.views.title, "")))
        if not parts["slug"]:
            raise NoNumber(
                "The number of this record is a short name, and none can be made of its title.",
                "Give it with --id, after the pattern {pattern}.",
                pattern=kind.id,
            )
    if "{class}" in kind.id:
        parts["class"] = str(values.get("class", ""))
    if "{handle}" in kind.id:
        parts["handle"] = handle(str(values.get(kind.views.title, "")))
        if not parts["handle"]:
            raise NoNumber(
                "The number of this record is a short name, and none can be made of `{name}`.",
                "Give it with --id, after the pattern {pattern}.",
                name=values.get(kind.views.title, ""),
                pattern=kind.id,
            )
    for counted in ("serial", "n"):
        if "{" + counted in kind.id:
            parts[counted] = 1
            return _first_free(tree, index, kind, parts, counted)
    return make_id(kind.id, **parts)


def taken(tree: Tree, index: Index, kind: Kind) -> set[str]:
    """Return the numbers that are in use: here, readable or not, or in a branch that git knows."""
    files = {path for path in tree.files if path.startswith(f"records/{kind.folder}/")}
    files |= numbers_taken(tree.root, f"records/{kind.folder}")
    stems = {name_in(name) for name in files}
    return stems | {record.id for record in index.of(kind.name)}


def _first_free(
    tree: Tree, index: Index, kind: Kind, parts: dict[str, str | int], counted: str
) -> str:
    highest = 0
    for name in taken(tree, index, kind):
        found = kind.id_pattern.fullmatch(name)
        if found and all(
            found.groupdict().get(key) in (None, str(value))
            for key, value in parts.items()
            if key != counted
        ):
            highest = max(highest, int(found[counted]))
    return make_id(kind.id, **{**parts, counted: highest + 1})


def _code(kind: Kind, values: Mapping[str, Any]) -> str:
    unit = values.get("unit")
    if isinstance(unit, str) and unit.startswith("UNIT-"):
        return unit.removeprefix("UNIT-")
    code = re.sub(r"[^A-Z0-9]", "", _ascii(str(values.get(kind.views.title, ""))).upper())[:4]
    if not code:
        raise NoNumber(
            "The number of this record is a short code, and none can be made of its title.",
            "Give it with --id, after the pattern {pattern}.",
            pattern=kind.id,
        )
    return code


def slug(title: str) -> str:
    """Return a title as lower-case ASCII words joined by hyphens, at most five of them."""
    words = re.findall(r"[a-z0-9]+", _ascii(title).lower())
    return "-".join(words[:5])


def handle(name: str) -> str:
    """Return a person's handle: first letter of the given name and the family name.

    It is empty for names without letters a-z.
    """
    words: list[str] = re.findall(r"[a-z]+", _ascii(name).lower())
    if not words:
        return ""
    return words[0][0] + words[-1] if len(words) > 1 else words[0]


def _ascii(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return decomposed.encode("ascii", "ignore").decode()


def draft(
    index: Index, kind: Kind, record_id: str, values: Mapping[str, Any], act: Mapping[str, Any]
) -> Change:
    """Return the file of a new record: fields in the order of the kind, then its first act."""
    if not kind.id_pattern.fullmatch(record_id):
        raise NoNumber(
            "{id} is not a number of this register.",
            "Its pattern is {pattern}.",
            id=record_id,
            pattern=kind.id,
        )
    if record_id in index.records:
        raise NoNumber(
            "The number {id} is also used by {other}.",
            "Give another with --id, after the pattern {pattern}.",
            id=record_id,
            other=index.records[record_id].path,
            pattern=kind.id,
        )
    path = kind.path_of(record_id)
    named = {name: values[name] for name in kind.fields if name in values}
    extra = {name: value for name, value in values.items() if name not in named}
    data = {**named, **extra, **filled(index, kind, values)}
    spec = kind.acts.get(str(act.get("do"))) if act else None
    if spec is not None and spec.approval:
        act = {**act, "digest": digest_of(kind, path, _file(kind, data))}
    return Change(path, None, _file(kind, {**data, "acts": [dict(act)]} if act else data))


def _file(kind: Kind, data: Mapping[str, Any]) -> bytes:
    text = block(data)
    return (f"---\n{text}---\n\n" if kind.format == "markdown" else text).encode()


def typed(kind_fields: Mapping[str, Any], assignments: Iterable[str]) -> dict[str, Any]:
    """Return the values of `name=value` words by field path.

    Lists may be written with commas, lists and groups also in YAML: `[a, b]`, `{from: 2025-01-01}`.
    An empty value removes the field.
    """
    values: dict[str, Any] = {}
    for assignment in assignments:
        name, sign, text = assignment.partition("=")
        if not sign or not name:
            raise Failure(
                "`{words}` is not of the form field=value.",
                "Write title=Budget.",
                words=assignment,
            )
        if not _PATH.fullmatch(name):
            raise Failure(
                "`{name}` is not the name of a field.",
                "Write title=Budget, print.copies=3 or evidence[0].pages=2.",
                name=name,
            )
        if not _is_text(text):
            raise Failure(
                "What is given for {name} holds signs that are no letters.",
                "Write it anew, in a terminal that is set to UTF-8.",
                name=name,
            )
        values[name] = _value(kind_fields.get(name), text)
    return values


_PATH = re.compile(r"[^\W\d][\w-]*(?:\.[^\W\d][\w-]*|\[[0-9]{1,4}\])*")


def _is_text(text: str) -> bool:
    """Whether a word of the command line can be written to a file: it was UTF-8."""
    return not any("\ud800" <= sign <= "\udfff" for sign in text)


def _value(spec: Any, text: str) -> Any:
    if text == "":
        return None
    tree = text[0] in "[{" and (spec is None or spec.type in ("list", "map", "link", "any"))
    if tree:
        value, problems = build(text)
        if problems or isinstance(value, str) or value is None:
            raise Failure(
                "`{words}` is not a list or group.", "Write [a, b] or {name: value}.", words=text
            )
        return value
    if spec is not None and spec.type == "list" and spec.of is not None:
        return items_of(text)
    return text


def nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values by dotted name as a tree: `valid.from` → {"valid": {"from": …}}."""
    tree: dict[str, Any] = {}
    for name, value in values.items():
        if value is None:
            continue
        node = tree
        *groups, last = name.split(".")
        for group in groups:
            node = node.setdefault(group, {})
            if not isinstance(node, dict):
                raise Failure(
                    "`{group}` is given a value, and so is `{name}` inside it.",
                    "Give one of the two.",
                    group=group,
                    name=name,
                )
        if last in node:
            raise Failure("`{name}` is given twice.", "Give one value.", name=name)
        node[last] = value
    return tree


def moment(at: str | None, today: date, clock: str) -> str:
    """Return when an act was done: as given, else today at the clock's hour and minute."""
    if at is None:
        return f"{today.isoformat()}T{clock}"
    try:
        TYPES["moment"](at)
    except ValueError as error:
        raise Failure(str(error), "Write 2025-01-31 or 2025-01-31T09:50.", value=at) from None
    return at
