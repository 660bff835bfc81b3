"""Decisions of meetings: which were taken, and which of them stand on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from officerepo.fields import is_yes
from officerepo.index import Index
from officerepo.record import Record


class Decision(NamedTuple):
    """A decision as its meeting's minutes have it."""

    meeting: Record
    data: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Its number within the minutes, such as D2; nothing where it has none."""
        return str(self.data.get("id", ""))

    @property
    def number(self) -> str:
        """The number under which it is cited: MTG-2025-003/D2."""
        return f"{self.meeting.id}/{self.name}" if self.name else self.meeting.id

    @property
    def day(self) -> str:
        """The day on which it was taken (ISO date)."""
        return _start(self.meeting)[0][:10]


def decisions(index: Index) -> Iterator[Decision]:
    """Yield all decisions, those of the latest meeting first; what was struck is among them.

    Of meetings that are no records here, the index has those that it was given to tell of.
    """
    for meeting in sorted((*index.of("meeting"), *index.apart), key=_start, reverse=True):
        found = meeting.data.get("decisions")
        for item in found if isinstance(found, list) else ():
            if isinstance(item, dict):
                yield Decision(meeting, item)


def standing(index: Index, today: date) -> Iterator[Decision]:
    """Yield the decisions that were taken by today and stand, those of the latest meeting first."""
    for decision in decisions(index):
        told = decision.data.get("text") and not decision.data.get("struck")
        if told and was_taken(index, decision, today):
            yield decision


def was_taken(index: Index, decision: Decision, today: date) -> bool:
    """Whether a decision was taken by today, at a meeting that was not called off."""
    state = decision.meeting.state
    dropped = state and index.kind(decision.meeting).phase_of(state) == "dropped"
    return not dropped and decision.day <= today.isoformat()


def is_for_the_public(decision: Mapping[str, Any]) -> bool:
    """Whether a decision says that it may be shown to the public."""
    return is_yes(decision.get("publish"))


def _start(meeting: Record) -> tuple[str, str]:
    return str(meeting.data.get("starts", "")), meeting.id
