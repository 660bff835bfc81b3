"""The past of an office: what its commits dropped, when they say they were made, who signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from officerepo.commits import Commit
from officerepo.history.checkpoint import Checkpoint
from officerepo.index import Index
from officerepo.kind import Kind
from officerepo.record import Record

GOOD, UNSIGNED, OTHER_FORMAT, BROKEN = "good", "unsigned", "other format", "broken"
UNKNOWN, OUT_OF_DATE, OF_ANOTHER, NOT_AUTHOR = "unknown", "out of date", "of another", "not author"
AT_ODDS = "at odds"

CLOCKS = timedelta(minutes=10)
"""By how much the clocks of two people may differ."""


class Departed(NamedTuple):
    """A record that some commit had and the tip lacks, as it was last, and who dropped it.

    `successor` is a record that this commit brought and that says it was called so before.
    """

    record: Record
    commit: Commit
    successor: Record | None = None


class Beginning(NamedTuple):
    """A commit that began an office from which the trunk, begun by `founding`, does not lead on.

    `place` is its folder, as seen from the office: empty, `office/`, `../`. `moved` says that the
    founding commit brought its records from there as they were.
    """

    commit: Commit
    place: str
    founding: Commit
    moved: bool


class LostAct(NamedTuple):
    """An act that one parent of a merge had, and the merge has not."""

    path: str
    act: Mapping[str, Any]
    commit: Commit


class Acceptance(NamedTuple):
    """An entry of the setting `accepted`, counted from 0: what is accepted of a commit, by whom.

    `name` is that of the person, empty where the records have no such person.
    """

    place: int
    commit: str
    rule: str
    reason: str
    by: str
    name: str
    at: str


class Signed(NamedTuple):
    """An act, the commit that brought it, and what there is to say about its signature.

    `place` counts the acts of the record from 0. `owner` is the person whose key it is, `day` the
    first or last day of a key out of date.
    """

    path: str
    place: int
    act: Mapping[str, Any]
    commit: Commit
    state: str
    owner: str = ""
    day: str = ""


class Saved(NamedTuple):
    """A checkpoint, and what the clone has of its commit: whether it leads to the tip, its index.

    `then` is None where the clone does not hold the commit.
    """

    checkpoint: Checkpoint
    leads_here: bool
    then: Index | None


@dataclass(frozen=True)
class Past:
    """What is judged of a history: the index at its tip, and the commits that led to it.

    `trunk` are its commits, each with its first parent; `now` is when the judging is done. The
    kinds are those under which what departed was read; `beginnings` are other ones than that of
    the trunk. `saved` and `signed` are there when they were asked for; `idle` are the acceptances
    that nothing was found for.
    """

    tip: Index
    kinds: Mapping[str, Kind]
    now: datetime
    trunk: tuple[tuple[Commit, Commit], ...] = ()
    departed: tuple[Departed, ...] = ()
    lost_acts: tuple[LostAct, ...] = ()
    beginnings: tuple[Beginning, ...] = ()
    saved: Saved | None = None
    signed: tuple[Signed, ...] = ()
    idle: tuple[Acceptance, ...] = ()
