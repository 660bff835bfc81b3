"""Checkpoints: what the registers held at a commit, on a page that fits into the minute book.

    officerepo checkpoint 1
    commit 5d1c…
    date 2025-12-31 18:00+01:00

    incoming 2025: 23, IN-2025-0023; sender dated
      3f2a9c1e 77b0a4d2 … (eight groups)

    total
      90c41d7e 5b12f0aa … (eight groups)

For each register (kind and year): how many entries it has, the last of them, the fields that its
entries fixed when they were made, and a digest over all of them. The digest is a chain: SHA-256 of
the digest before, then number, first act and fixed fields of the entry as canonical JSON. Acts that
come later do not change it, and corrections, which keep both values, are taken back. Adopted
records are left out, for they may come at any time with the numbers they had. The total is the
digest of all lines above it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from officerepo.approval import is_covered, take_back
from officerepo.failure import Failure
from officerepo.index import Index
from officerepo.kind import Kind
from officerepo.record import Record

_HEAD = "officerepo checkpoint 1"
_REGISTER = re.compile(
    r"([a-z0-9-]+)(?: ([0-9]{4}))?: ([0-9]{1,9}), ([A-Za-z0-9.-]+)(?:; ([A-Za-z0-9_ -]+))?"
)
_GROUPS = re.compile(r"  ([0-9a-f]{8}(?: [0-9a-f]{8}){7})")
_COMMIT = re.compile(r"commit ([0-9a-f]{40})")


@dataclass(frozen=True, slots=True)
class Register:
    """What a checkpoint says of a register; `fields` are those that each entry fixed at once."""

    kind: str
    year: str
    count: int
    last: str
    fields: tuple[str, ...]
    digest: str

    @property
    def name(self) -> str:
        """Return how the register is called in a checkpoint: `incoming 2025`."""
        return f"{self.kind} {self.year}".strip()


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The registers at a commit, and the date that this commit claims."""

    commit: str
    date: str
    registers: tuple[Register, ...]

    def as_text(self) -> str:
        """Return the page, ready to be saved or printed."""
        lines = [_HEAD, f"commit {self.commit}", f"date {self.date}", ""]
        for register in self.registers:
            fields = f"; {' '.join(register.fields)}" if register.fields else ""
            lines.append(f"{register.name}: {register.count}, {register.last}{fields}")
            lines.append(f"  {grouped(register.digest)}")
        lines += ["", "total"]
        return "\n".join([*lines, f"  {grouped(_total(lines))}", ""])


def grouped(digest: str) -> str:
    """Return a digest in eight groups, which two people can compare by eye and voice."""
    return " ".join(digest[place : place + 8] for place in range(0, 64, 8))


def _total(lines: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def read_checkpoint(text: str) -> Checkpoint:
    """Read a page that was saved; raise a Failure when it is not as it was written."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    last = _GROUPS.fullmatch(lines[-1]) if lines else None
    if len(lines) < 6 or lines[0] != _HEAD or last is None or lines[-2] != "total":
        raise Failure(
            "This is no checkpoint.",
            "Name a file that was written by `officerepo audit --save FILE`.",
        )
    commit = _COMMIT.fullmatch(lines[1])
    if last[1] != grouped(_total(lines[:-1])) or commit is None:
        raise Failure(
            "The checkpoint is not as it was saved: its total is another one.",
            "Compare it with the page in the minute book, or take another copy.",
        )
    registers = []
    body = [line for line in lines[3:-2] if line]
    for about, digest in zip(body[::2], body[1::2], strict=True):
        found = _REGISTER.fullmatch(about)
        if found:
            kind, year, count, number, fields = found.groups()
            registers.append(
                Register(
                    kind,
                    year or "",
                    int(count),
                    number,
                    tuple((fields or "").split()),
                    digest.replace(" ", ""),
                )
            )
    return Checkpoint(commit[1], lines[2].removeprefix("date "), tuple(registers))


def checkpoint(index: Index, commit: str, date: str) -> Checkpoint:
    """Return what the registers of an index hold."""
    registers = []
    for kind in index.office.kinds.values():
        fields = _fixed_at_once(kind)
        for year, entries in _books(index, kind).items():
            registers.append(
                Register(
                    kind.name, year, len(entries), entries[-1].id, fields, chain(entries, fields)
                )
            )
    return Checkpoint(commit, date, tuple(registers))


def entries_of(index: Index, register: Register) -> list[Record]:
    """Return the entries that a register has by now, in the order of their numbers."""
    kind = index.office.kinds.get(register.kind)
    return _books(index, kind).get(register.year, []) if kind else []


def chain(entries: Sequence[Record], fields: Sequence[str]) -> str:
    """Return the digest over entries in their order (64 hex digits)."""
    digest = ""
    for record in entries:
        content = [record.id, _first_act(record), _captured(record, fields)]
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        digest = hashlib.sha256(f"{digest}\n{text}".encode()).hexdigest()
    return digest


def _books(index: Index, kind: Kind) -> dict[str, list[Record]]:
    """Return the entries of a numbered kind by year, in the order of their numbers."""
    if not kind.serial or kind.id_fields:
        return {}
    found: dict[str, list[tuple[int, Record]]] = {}
    for record in index.of(kind.name):
        match = kind.id_pattern.fullmatch(record.id)
        if match and not record.adopted and not set(match.groupdict()) - {"year", "serial"}:
            year = match["year"] if kind.yearly else ""
            found.setdefault(year, []).append((int(match["serial"]), record))
    return {
        year: [record for _, record in sorted(entries, key=lambda pair: pair[0])]
        for year, entries in sorted(found.items())
    }


def _fixed_at_once(kind: Kind) -> tuple[str, ...]:
    """Return the fields that every act which can open a record of the kind fixes."""
    opening = [
        act
        for act in kind.acts.values()
        if act.sources is None and act.to and act.name not in ("adopt", "void")
    ]
    names = [set(_frozen(kind, act.freezes)) for act in opening]
    return tuple(sorted(set.intersection(*names))) if names else ()


def _frozen(kind: Kind, freezes: Sequence[str]) -> Iterator[str]:
    for name in freezes:
        if name == "all":
            yield from (field for field in kind.own_fields if is_covered(kind, field))
        else:
            yield name


def _first_act(record: Record) -> Any:
    return record.acts[0].data if record.acts else None


def _captured(record: Record, fields: Sequence[str]) -> dict[str, Any]:
    """Return what fields said at first: later corrections are taken back."""
    data = deepcopy(dict(record.data))
    for act in reversed(record.acts):
        if act.do == "correct":
            take_back(data, *(str(act.data.get(key, "")) for key in ("field", "was", "is")))
    return {name: data[name] for name in fields if name in data}
