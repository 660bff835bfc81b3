"""Decisions of meetings: which were taken, what changed them, and which of them stand on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from officerepo.fields import is_yes
from officerepo.index import Index
from officerepo.record import Record, entries_in, look_up
from officerepo.withheld import Amendment


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

    Those that are told of withheld meetings are among them.
    """
    meetings = (*index.of("meeting"), *index.withheld.meetings)
    for meeting in sorted(meetings, key=_start, reverse=True):
        for item in entries_in(meeting.data.get("decisions")):
            if isinstance(item, dict):
                yield Decision(meeting, item)


def taken(index: Index, today: date) -> Iterator[Decision]:
    """Yield the decisions that were taken by today and not struck, the latest meeting's first."""
    for decision in decisions(index):
        told = decision.data.get("text") and not decision.data.get("struck")
        if told and was_taken(index, decision, today):
            yield decision


def standing(index: Index, today: date) -> Iterator[Decision]:
    """Yield those of the decisions taken by today that stand.

    One that was amended stands, as amended; one that was superseded does not.
    """
    for decision in taken(index, today):
        if not superseded_on(index, decision, today.isoformat()):
            yield decision


def superseded_on(index: Index, decision: Decision, day: str) -> str:
    """Return the day on which a record took the place of a decision, if one had by a day."""
    days = (each.day for each in _changes(index, decision) if each.supersedes and each.day <= day)
    return min(days, default="")


def was_taken(index: Index, decision: Decision, today: date) -> bool:
    """Whether a decision was taken by today, at a meeting that was not called off."""
    return not _is_dropped(index, decision.meeting) and decision.day <= today.isoformat()


def amendments(index: Index, decision: Decision, today: date) -> list[Amendment]:
    """Return what changed a decision by today, the earliest first.

    It is said by records that refer to the decision as what they amend or supersede; void ones and
    those that were called off change nothing.
    """
    return [each for each in _changes(index, decision) if each.day <= today.isoformat()]


def _changes(index: Index, decision: Decision) -> tuple[Amendment, ...]:
    known = index.withheld.amendments
    if known is None:
        known = index.once(_amendments)
    return known.get(decision.number, ())


def amendments_told(
    whole: Index, shown: Index, *, approved: bool
) -> dict[str, tuple[Amendment, ...]]:
    """Return what changed the decisions that another index shows, without numbers it withholds.

    With `approved`, minutes change nothing until they are approved.
    """
    known = {*shown.records, *(meeting.id for meeting in shown.withheld.meetings)}
    found = {}
    for number in sorted({decision.number for decision in decisions(shown)}):
        every = whole.once(_amendments).get(number, ())
        told = {
            each if each.by in known else each._replace(by="")
            for each in every
            if not (approved and _is_draft(whole, whole.records[each.by]))
        }
        if told:
            found[number] = tuple(sorted(told))
    return found


def _amendments(index: Index) -> dict[str, tuple[Amendment, ...]]:
    """Return what changed each decision by its number, the earliest first."""
    found: dict[str, set[Amendment]] = {}
    for meeting in index.of("meeting"):
        for record, link in index.links_to(meeting.id):
            supersedes = link.at.startswith("refs.supersedes")
            if not supersedes and not link.at.startswith("refs.amends"):
                continue
            day = _day(index, record)
            if day and not record.void and not _is_dropped(index, record):
                found.setdefault(link.name, set()).add(Amendment(day, record.id, supersedes))
    return {number: tuple(sorted(each)) for number, each in found.items()}


def _day(index: Index, record: Record) -> str:
    """Return the day of a record (ISO date): its own, else that of its first act, else nothing."""
    own = look_up(record.data, index.kind(record).views.date)
    if isinstance(own, str) and own:
        return own[:10]
    return record.acts[0].at[:10] if record.acts else ""


def _is_dropped(index: Index, record: Record) -> bool:
    return bool(record.state) and index.kind(record).phase_of(record.state) == "dropped"


def _is_draft(index: Index, record: Record) -> bool:
    return record.kind == "meeting" and index.kind(record).phase_of(record.state) != "done"


def is_for_the_public(decision: Mapping[str, Any]) -> bool:
    """Whether a decision says that it may be shown to the public."""
    return is_yes(decision.get("publish"))


def _start(meeting: Record) -> tuple[str, str]:
    return str(meeting.data.get("starts", "")), meeting.id
