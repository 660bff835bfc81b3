"""Checkpoints: what the registers held at a commit, on a page that fits into the minute book.

    officerepo checkpoint 1
    commit 5d1c…
    date 2025-12-31 18:00+01:00

    seal-use 2025: 23, SEAL-2025-0023; copies impressions purpose seal; open SEAL-2025-0023
      3f2a9c1e 77b0a4d2 … (eight groups)

    total
      90c41d7e 5b12f0aa … (eight groups)

For each book of a register (kind and year): how many entries it has, the last of them, the fields
that are fixed once an entry is done, the entries that were not done yet, and a digest over all of
them. The digest is a chain: SHA-256 of the digest before, then number and first act of the entry
and, unless it is open, its fixed fields, as canonical JSON. Acts that come later do not change it,
and corrections, which keep both values, are taken back. Where what was done can be done again, only
what the first act fixes counts. Adopted records are left out, for they may come at any time with
the numbers they had. All that is needed to compute it again stands on the page, so a later version
of the kinds does not matter. The total is the digest of all lines above it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from officerepo.approval import is_covered, take_back
from officerepo.failure import Failure
from officerepo.index import Index
from officerepo.kind import ActSpec, Kind
from officerepo.record import Record, under_names

HEAD = "officerepo checkpoint 1"
_REGISTER = re.compile(
    r"([a-z0-9-]+)((?: [A-Za-z0-9.-]+)*): ([0-9]{1,9}), ([A-Za-z0-9.-]+)"
    r"(?:; (?!open )([A-Za-z0-9_ -]+))?(?:; open ([A-Za-z0-9. -]+))?"
)
_GROUPS = re.compile(r"  ([0-9a-f]{8}(?: [0-9a-f]{8}){7})")
_COMMIT = re.compile(r"commit ([0-9a-f]{40})")


@dataclass(frozen=True, slots=True)
class Register:
    """What a checkpoint says of a book; in `unfinished` entries the `fields` may change."""

    kind: str
    book: tuple[str, ...]
    count: int
    last: str
    fields: tuple[str, ...]
    unfinished: tuple[str, ...]
    digest: str

    @property
    def name(self) -> str:
        """Return how the book is called in a checkpoint: `incoming 2025`."""
        return " ".join((self.kind, *self.book))


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The registers at a commit, and the date that this commit claims."""

    commit: str
    date: str
    registers: tuple[Register, ...]

    def as_text(self) -> str:
        """Return the page, ready to be saved or printed."""
        lines = [HEAD, f"commit {self.commit}", f"date {self.date}", ""]
        for register in self.registers:
            about = f"{register.name}: {register.count}, {register.last}"
            about += f"; {' '.join(register.fields)}" if register.fields else ""
            about += f"; open {' '.join(register.unfinished)}" if register.unfinished else ""
            lines.append(about)
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
    if len(lines) < 6 or lines[0] != HEAD or last is None or lines[-2] != "total":
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
    for about, digest in zip_longest(body[::2], body[1::2], fillvalue=""):
        found, groups = _REGISTER.fullmatch(about), _GROUPS.fullmatch(digest)
        if found is None or groups is None:
            raise Failure(
                "The checkpoint has a line that says nothing of a register: {line}.",
                "Compare it with the page in the minute book, or take another copy.",
                line=(digest if found else about).strip() or about,
            )
        kind, book, count, number, fields, unfinished = found.groups()
        registers.append(
            Register(
                kind,
                tuple(book.split()),
                int(count),
                number,
                tuple((fields or "").split()),
                tuple((unfinished or "").split()),
                groups[1].replace(" ", ""),
            )
        )
    return Checkpoint(commit[1], lines[2].removeprefix("date "), tuple(registers))


def checkpoint(index: Index, commit: str, date: str) -> Checkpoint:
    """Return what the registers of an index hold."""
    registers = []
    for kind in index.office.kinds.values():
        fields = _fixed(kind, index.office.kernel.acts)
        for book, entries in _books(index, kind).items():
            unfinished = tuple(r.id for r in entries if not _is_fixed(r, kind, fields))
            digest = chain(index, entries, fields, unfinished)
            registers.append(
                Register(kind.name, book, len(entries), entries[-1].id, fields, unfinished, digest)
            )
    return Checkpoint(commit, date, tuple(registers))


def entries_of(index: Index, register: Register) -> list[Record]:
    """Return the entries that a register has by now, in the order of their numbers."""
    kind = index.office.kinds.get(register.kind)
    return _books(index, kind).get(register.book, []) if kind else []


def chain(
    index: Index, entries: Sequence[Record], fields: Sequence[str], unfinished: Collection[str]
) -> str:
    """Return the digest over entries in their order (64 hex digits).

    Records are called by the first name they had, so that it outlives another one.
    """
    first: dict[str, str] = {}
    for former, now in index.aliases.items():
        first.setdefault(now, former)
    digest = ""
    for record in entries:
        fixed = {} if record.id in unfinished else _at_first(record, index.kind(record), fields)
        content = [record.id, record.acts[0].data if record.acts else None, fixed]
        if first:
            content = under_names(content, first)
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        digest = hashlib.sha256(f"{digest}\n{text}".encode()).hexdigest()
    return digest


def _books(index: Index, kind: Kind) -> dict[tuple[str, ...], list[Record]]:
    """Return the entries of a register's books, adopted ones left out."""
    books = index.books(kind).items()
    own = {book: [record for record in entries if not record.adopted] for book, entries in books}
    return {book: entries for book, entries in own.items() if entries}


def _fixed(kind: Kind, common: Collection[str]) -> tuple[str, ...]:
    """Return the fields of a kind that do not change any more once an entry is done.

    The acts that are `common` to all kinds may come at any time, and fix nothing.
    """
    done = {name for name in kind.states if kind.phase_of(name) == "done"}
    own = [act for act in kind.acts.values() if act.name not in common]
    if any(act.sources and act.sources & done and act.to and act.to not in done for act in own):
        opening = [_frozen(kind, act) for act in own if act.sources is None and act.to]
        return tuple(sorted(set.intersection(*opening))) if opening else ()
    return tuple(sorted(set[str]().union(*(_frozen(kind, act) for act in own))))


def _is_fixed(record: Record, kind: Kind, fields: Sequence[str]) -> bool:
    """Whether the acts of an entry have fixed all of these fields for good."""
    frozen = set[str]().union(*(_frozen(kind, kind.acts[act.do]) for act in record.acts))
    done = kind.phase_of(record.state) == "done" or fields == _fixed_by_first(record, kind, fields)
    return done and frozen.issuperset(fields)


def _fixed_by_first(record: Record, kind: Kind, fields: Sequence[str]) -> Sequence[str]:
    """Return those of the fields that the first act of an entry fixed."""
    first = _frozen(kind, kind.acts[record.acts[0].do]) if record.acts else set()
    return tuple(name for name in fields if name in first)


def _frozen(kind: Kind, act: ActSpec) -> set[str]:
    """Return the fields that an act fixes; an approval fixes all that it covers."""
    if act.approval or "all" in act.freezes:
        return {name for name in kind.own_fields if is_covered(kind, name)} | (
            set(act.freezes) - {"all"}
        )
    return set(act.freezes)


def _at_first(record: Record, kind: Kind, fields: Sequence[str]) -> dict[str, Any]:
    """Return what fields said at first: corrections are taken back."""
    data: Any = record.data
    for act in reversed(record.acts):
        if act.do == "correct":
            if data is record.data:
                data = deepcopy(dict(data))
            take_back(data, act, kind)
    return {name: data[name] for name in fields if name in data}
