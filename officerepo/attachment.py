"""Files that belong to a record: named in it with their SHA-256, kept in the folder beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from officerepo.kind import Field, Kind
from officerepo.record import Record, entries_in

# The keys under which a group of fields names a file; the first says that it is kept here.
_NAMES = ("path", "attachment")


class Attached(NamedTuple):
    """A file that a record names at a field path; `here` says that it is kept in this repository.

    `path` is its path in the tree, empty when the name leads out of the record's folder.
    """

    at: str
    name: str
    path: str
    sha256: str
    here: bool


def attached(kind: Kind, records: Iterable[Record]) -> Iterator[tuple[Record, Attached]]:
    """Yield the files that records of a kind name in their fields, each with its record."""
    groups = [name for name, field in kind.fields.items() if _names_a_file(field)]
    for record in records:
        for name in groups:
            value = record.data.get(name)
            if isinstance(value, dict):
                yield from _named(value, name, record)
            for number, item in enumerate(entries_in(value)):
                if isinstance(item, dict):
                    yield from _named(item, f"{name}[{number}]", record)


def _names_a_file(field: Field) -> bool:
    return "sha256" in field.parts and any(key in field.parts for key in _NAMES)


def _named(item: Mapping[str, Any], at: str, record: Record) -> Iterator[tuple[Record, Attached]]:
    for key in _NAMES:
        name = item.get(key)
        if isinstance(name, str) and name:
            sha256 = str(item.get("sha256") or "").removeprefix("sha256:")
            path = _path(record, name)
            yield record, Attached(f"{at}.{key}", name, path, sha256, key == "path")


def _path(record: Record, name: str) -> str:
    """Return where a file named in a record lies in the tree; empty when it could lie anywhere."""
    if ":" in name or "\\" in name or not {"", ".", ".."}.isdisjoint(name.split("/")):
        return ""
    return f"{record.path.rpartition('/')[0]}/{name}"
