"""A change: the records before and after it, and who wrote what is new.

Kinds, settings, powers and numbers are those of the branch that the change is proposed to: nobody
gets a right by the change that uses it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from officerepo.commits import Commit
from officerepo.finding import Finding
from officerepo.git import TreeFile
from officerepo.index import Index
from officerepo.record import Act, Record


class Pair(NamedTuple):
    """A record that is not the same before and after; one of the two may be missing.

    Both are called by the name of now; that a record got another one shows in their paths.
    """

    id: str
    before: Record | None
    after: Record | None

    @property
    def path(self) -> str:
        """Return where the record lies, or lay."""
        found = self.after or self.before
        return found.path if found else ""


class Written(NamedTuple):
    """An act that a commit brought into a record; `commit` is None while it is uncommitted.

    `email` is the author's address as the commit has it, in small letters.
    """

    record: str
    act: Mapping[str, Any]
    email: str
    commit: Commit | None = None


@dataclass(frozen=True)
class Change:
    """What is proposed: `head` after it, `base` before it, `tip` what the branch holds by now.

    `head` is read under the settings and kinds of `tip`, `own` under those that the change itself
    brings; `policy` is `head` with the people and posts of `tip`. `merged_at` is an office-local
    moment such as 2025-03-31T14:55: the clock of whoever judges, never a commit's claim. `former`
    are the contents (path, blob) that settings and guards had at any time before, `began` is the
    earliest first day of the office that these said; `unearned` is what the rules, people and
    posts of the branch find wrong and those of the change do not. `touched` are the paths that may
    differ, where they are known: else all are compared.
    """

    base: Index
    head: Index
    tip: Index
    own: Index
    policy: Index
    merged_at: str
    written: tuple[Written, ...] = ()
    former: frozenset[tuple[str, str]] = frozenset()
    began: str = ""
    unearned: tuple[Finding, ...] = ()
    touched: frozenset[str] | None = None

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The records that differ, by id."""
        if self.touched is None:
            ids = self.base.records.keys() | self.head.records.keys()
        else:
            ids = {PurePosixPath(path).stem for path in self.touched}
        both = ((i, self.base.records.get(i), self.head.records.get(i)) for i in sorted(ids))
        return tuple(Pair(*pair) for pair in both if _differs(*pair[1:]))

    @cached_property
    def new_acts(self) -> tuple[tuple[Record, int, Act], ...]:
        """The acts that the change adds: the record after it, the act's place, the act."""
        return tuple(
            (pair.after, number, act)
            for pair in self.pairs
            if pair.after is not None
            for number, act in _added(pair.before, pair.after)
        )

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The paths of all files that differ, records and others, sorted."""
        before, after = self.base.files, self.own.files
        paths = before.keys() | after.keys() if self.touched is None else self.touched
        return tuple(
            path
            for path in sorted(paths)
            if _content(before.get(path)) != _content(after.get(path))
        )


def _differs(before: Record | None, after: Record | None) -> bool:
    if before is None or after is None:
        return before is not after
    return before.path != after.path or before.blob != after.blob


def _added(before: Record | None, after: Record) -> Iterator[tuple[int, Act]]:
    """Yield the acts that came to those of before; that these stayed is another rule's business."""
    known = len(before.acts) if before else 0
    yield from enumerate(after.acts[known:], known)


def _content(found: TreeFile | None) -> tuple[str, str] | None:
    return (found.blob, found.trouble) if found else None
