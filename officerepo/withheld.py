"""What readers of a part of the records are told of those that are withheld from them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from officerepo.record import Record


class Amendment(NamedTuple):
    """That a later record changed a decision, or took its place (`supersedes`).

    `day` is an ISO date, `by` the number of that record; empty where it is withheld.
    """

    day: str
    by: str
    supersedes: bool


@dataclass(frozen=True, slots=True)
class Withheld:
    """What an index tells of records that it leaves out; nothing where it holds them all.

    `meetings` tell of withheld minutes the number, the day and some decisions. `amendments` say
    what changed decisions, by their numbers; None where the records of the index say so themselves.
    `turns` are the periods of routines, by their ids, that withheld records show to have been kept.
    `done` are the items of plans, by the plans' ids, of which every task is closed, withheld ones
    too; None where the records of the index say so themselves.
    """

    meetings: tuple[Record, ...] = ()
    amendments: Mapping[str, tuple[Amendment, ...]] | None = None
    turns: Mapping[str, Collection[str]] = field(default_factory=dict)
    done: Mapping[str, Collection[str]] | None = None
