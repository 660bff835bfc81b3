"""The record: one file, parsed once, immutable."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Text = str | list[Any] | dict[str, Any]
"""A text tree as written: every scalar is the characters the author typed."""

# What an id looks like, before any kind is asked: `OUT-2025-0008`, `PER-hrepresa`,
# `REG-seals-v3`. A sub-record follows after one slash: `MTG-2025-003/D2`.
ID_SHAPE = re.compile(r"[A-Z]{2,8}-[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*")
LINK_SHAPE = re.compile(rf"({ID_SHAPE.pattern})(?:/([A-Za-z][A-Za-z0-9-]*))?")


class Act(NamedTuple):
    """A dated step by a person; `data` is the whole mapping as written."""

    do: str
    at: str
    by: str
    data: Mapping[str, Any]


class Link(NamedTuple):
    """A reference at a field path to a record, or to a sub-record of it (`sub`, else empty).

    `to` names the kinds that the field may lead to, separated by blanks; `any` for all.
    """

    at: str
    target: str
    sub: str = ""
    to: str = "any"

    @property
    def name(self) -> str:
        """Return the reference as it is written: `MTG-2025-003/D2`."""
        return f"{self.target}/{self.sub}" if self.sub else self.target


@dataclass(frozen=True, slots=True)
class Record:
    """One record of the office, as its file says it.

    `data` is the text tree without the body; `acts` are its acts in file order; `state` is
    derived from them (empty for kinds whose life is dates); `blob` is git's id of the bytes.
    """

    id: str
    kind: str
    path: str
    blob: str
    data: Mapping[str, Any]
    acts: tuple[Act, ...] = ()
    state: str = ""
    title: str = ""
    label: str = "restricted"
    links: tuple[Link, ...] = field(default=(), repr=False)

    @property
    def adopted(self) -> bool:
        """Whether the record comes from before the office used officerepo."""
        return bool(self.acts) and self.acts[0].do == "adopt"

    @property
    def void(self) -> bool:
        """Whether its number was taken by mistake and stands cancelled in the register."""
        return self.state == "void"

    def last(self, do: str) -> Act | None:
        """Return the last act of that name, or None."""
        for act in self.acts[::-1]:
            if act.do == do:
                return act
        return None


def name_in(path: str) -> str:
    """Return the name that a file's path gives to the record in it: its id."""
    return path.rpartition("/")[2].rpartition(".")[0]


def by_id(records: Iterable[Record]) -> dict[str, Record]:
    """Return records by their ids."""
    return {record.id: record for record in records}


def day(moment: str) -> str:
    """Return the calendar day of a date or moment: its first ten characters."""
    return moment[:10]


def is_before(left: str, right: str) -> bool:
    """Whether `left` lies before `right`; if either is a date, days are compared."""
    if len(left) == 10 or len(right) == 10:
        return left[:10] < right[:10]
    return left[:16] < right[:16]


def look_up(tree: Any, at: str) -> Any:
    """Return the node of a text tree at a field path such as `decisions[1].due`, or None."""
    node = tree
    for step in STEP.findall(at):
        if step.startswith("["):
            number = int(step[1:-1])
            if not isinstance(node, list) or number >= len(node):
                return None
            node = node[number]
        else:
            if not isinstance(node, dict) or step not in node:
                return None
            node = node[step]
    return node


def entries_in(node: Any) -> list[Any]:
    """Return the entries of a list in a text tree; none where something else is written there."""
    return node if isinstance(node, list) else []


REFERENCE = r"((?:[a-z_]+:)?)([A-Za-z0-9][A-Za-z0-9.-]*)((?:/.*)?)"
"""A value that names a record: MTG-2025-003, a part of it as MTG-2025-003/D2, or what a power is
about, as custody_seal:SL-round. What is said of a record within a sentence is none."""

_REFERENCE = re.compile(REFERENCE, re.DOTALL)


def names_before(data: Mapping[str, Any]) -> list[str]:
    """Return the names that a record says it had before (`formerly`)."""
    names = data.get("formerly")
    return [name for name in entries_in(names) if isinstance(name, str)]


def under_names(tree: Any, names: Mapping[str, str]) -> Any:
    """Return a text tree with records called by other names: `names` says old → new."""
    if isinstance(tree, str):
        found = _REFERENCE.fullmatch(tree)
        if found is None or found[2] not in names:
            return tree
        return f"{found[1]}{names[found[2]]}{found[3]}"
    if isinstance(tree, list):
        return [under_names(item, names) for item in tree]
    if isinstance(tree, dict):
        return {key: under_names(value, names) for key, value in tree.items()}
    return tree


def says(node: Any, words: Any) -> bool:
    """Whether a node of a text tree is what somebody wrote down of it.

    Of a list, the items may be written with commas between them; no value at all is no words.
    """
    if isinstance(node, list) and isinstance(words, str):
        words = items_of(words)
    return bool((node or "") == (words or ""))


def items_of(words: str) -> list[str]:
    """Return the items of a list that is written with commas: `A, B` → A and B."""
    return [part.strip() for part in words.split(",") if part.strip()]


STEP = re.compile(r"\[[0-9]{1,9}\]|[^.\[\]]+")
