"""A change: the records before and after it, and who wrote what is new.

Kinds, settings, powers and numbers are those of the branch that the change is proposed to: nobody
gets a right by the change that uses it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from officerepo.commits import Commit
from officerepo.finding import Finding
from officerepo.git import TreeFile
from officerepo.index import Index
from officerepo.record import Act, Record, under_names

Acts = Sequence[Mapping[str, Any]]
"""Acts as they are written, in their order."""


class Pair(NamedTuple):
    """A record that is not the same before and after; one of the two may be missing.

    Both are called by the name of now; that a record got another one shows in their paths. `came`
    are the places of the acts that it did not have before.
    """

    id: str
    before: Record | None
    after: Record | None
    came: tuple[int, ...] = ()

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

    @property
    def key(self) -> tuple[str, str]:
        """Return what an act is found again by: its record and its words, in whatever order."""
        return self.record, act_words(self.act)

    def under_names(self, names: Mapping[str, str]) -> Written:
        """Return it as records are called later: `names` says old → new."""
        return self._replace(
            record=names.get(self.record, self.record), act=under_names(self.act, names)
        )


def act_words(act: Mapping[str, Any]) -> str:
    """Return what an act says as one text, the same in whatever order its keys are written."""
    return json.dumps(act, sort_keys=True)


@dataclass(frozen=True)
class Change:
    """What is proposed: `head` after it, `base` before it, `tip` what the branch holds by now.

    `head` is read under the settings and kinds of `tip`, `own` under those that the change itself
    brings; `policy` is `head` with the people and posts of `tip`. `merged_at` is an office-local
    moment such as 2025-03-31T14:55: the clock of whoever judges, never a commit's claim. `former`
    are the contents (path, blob) that settings and guards had at any time before, `began` is the
    earliest first day of the office that these said; `unearned` is what the rules, people and
    posts of the branch find wrong and those of the change do not. `touched` are the paths that may
    differ, where they are known: else all are compared. `joined` are the acts that each version of
    a file had which a merge made into one, by path; `branch` is what whoever asks calls the tip.
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
    joined: Mapping[str, Sequence[Acts]] = field(default_factory=dict)
    branch: str = "BRANCH"

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The records that differ, by id."""
        if self.touched is None:
            ids = self.base.records.keys() | self.head.records.keys()
        else:
            ids = {PurePosixPath(path).stem for path in self.touched}
        both = ((i, self.base.records.get(i), self.head.records.get(i)) for i in sorted(ids))
        return tuple(self._pair(*pair) for pair in both if _differs(*pair[1:]))

    def _pair(self, name: str, before: Record | None, after: Record | None) -> Pair:
        if after is None:
            return Pair(name, before, after)
        known = [act.data for act in before.acts] if before else []
        acts = [act.data for act in after.acts]
        return Pair(name, before, after, _came(known, acts, self.joined.get(after.path, ())))

    @cached_property
    def new_acts(self) -> tuple[tuple[Record, int, Act], ...]:
        """The acts that the change adds: the record after it, the act's place, the act."""
        return tuple(
            (pair.after, number, pair.after.acts[number])
            for pair in self.pairs
            if pair.after is not None
            for number in pair.came
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


def _came(known: Acts, acts: Acts, joined: Sequence[Acts]) -> tuple[int, ...]:
    """Return the places of the acts that came to those known; that these stay is a rule's business.

    They stand behind. Only where a merge made one of two versions, each of which had acts that the
    other had not, may they stand among those known, as time has it, each side in its own order.
    """
    behind = tuple(range(len(known), len(acts)))
    if not joined or list(acts[: len(known)]) == list(known):
        return behind
    kept = _places(known, acts)
    if kept is None or any(_at(one) > _at(other) for one, other in pairwise(acts)):
        return behind
    came = tuple(sorted(set(range(len(acts))) - set(kept)))
    for place in came:
        later = [acts[n] for n in kept if n > place]
        if later and not any(
            acts[place] in version
            and not any(act in version for act in later)
            and _places(version, acts) is not None
            for version in joined
        ):
            return behind
    return came


def _places(known: Acts, acts: Acts) -> list[int] | None:
    """Return where acts stand among others, in their order; None where they do not."""
    found: list[int] = []
    for act in known:
        start = found[-1] + 1 if found else 0
        place = next((n for n in range(start, len(acts)) if acts[n] == act), None)
        if place is None:
            return None
        found.append(place)
    return found


def _at(act: Mapping[str, Any]) -> str:
    return str(act.get("at", ""))


def _content(found: TreeFile | None) -> tuple[str, str] | None:
    return (found.blob, found.trouble) if found else None
