"""Who kept a seal when: read from the seal's own acts, received, handed over, put away."""

from __future__ import annotations

from typing import NamedTuple

from officerepo.record import Record, is_before
from officerepo.workdays import LAST_DAY

_ENDS = ("seal_away", "destroy", "lose", "declare_void")


class Custody(NamedTuple):
    """A time in which one person kept a seal; `number` is the act that began it."""

    keeper: str
    start: str
    end: str
    number: int


def custodies(seal: Record) -> list[Custody]:
    """Return the times in which a seal was kept by somebody, in order; the last may be open."""
    found: list[Custody] = []
    for number, act in enumerate(seal.acts):
        keeper = {"receive": "custodian", "hand_over": "received_by"}.get(act.do)
        if found and (keeper or act.do in _ENDS) and found[-1].end == LAST_DAY:
            found[-1] = found[-1]._replace(end=act.at)
        if keeper:
            found.append(Custody(str(act.data.get(keeper) or act.by), act.at, LAST_DAY, number))
    return found


def keeper_at(seal: Record, moment: str) -> str:
    """Return who kept a seal at a moment, or an empty string when nobody did.

    At the moment of a handover it is the one who received the seal.
    """
    keeper = ""
    for custody in custodies(seal):
        if not is_before(moment, custody.start):
            keeper = custody.keeper if is_before(moment, custody.end) else ""
    return keeper
