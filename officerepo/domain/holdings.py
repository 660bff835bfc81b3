"""What is in whose hands on a day: things, seals, copies, open tasks and requests.

Things are given to a person, a post or a unit. Who holds a post has what the post has; who leaves
the house hands over what was given to them by name.
"""

from __future__ import annotations

from typing import NamedTuple

from officerepo.course import in_force, moved_by
from officerepo.domain.custody import custodies
from officerepo.domain.inventory import keeper_on
from officerepo.index import Index
from officerepo.record import Record


class Held(NamedTuple):
    """A record that a person, post or unit answers for, and since which moment."""

    record: Record
    since: str


class Holdings:
    """Everything that is in somebody's hands at the end of a day (ISO date)."""

    def __init__(self, index: Index, day: str) -> None:
        self._index = index
        self._day = day
        self._by_holder: dict[str, list[Held]] = {}
        for asset in index.of("asset"):
            keeping = keeper_on(asset, day)
            if keeping:
                self._add(keeping.keeper, asset, keeping.start)
        for seal in index.of("seal"):
            for custody in custodies(seal):
                if custody.start[:10] <= day < custody.end[:10]:
                    self._add(custody.keeper, seal, custody.start)
        for copy in index.of("copy"):
            state, since = self._state(copy)
            if state == "issued":
                self._add_to_owner(copy, "holder", since)
        for task in index.of("task"):
            if self._is_open(task):
                self._add_to_owner(task, "owner", task.acts[0].at)
        for request in index.of("request"):
            if not self._is_open(request):
                continue
            state, since = self._state(request)
            if state != "answered":
                field = "first_contact" if state == "received" else "handler"
                self._add(str(request.data.get(field, "")), request, since)

    def of(self, holder: str) -> list[Held]:
        """Return what was given to a person, post or unit itself, in the order of kinds and ids."""
        return self._by_holder.get(holder, [])

    def _add(self, holder: str, record: Record, since: str) -> None:
        if holder:
            self._by_holder.setdefault(holder, []).append(Held(record, since))

    def _add_to_owner(self, record: Record, field: str, since: str) -> None:
        """Add a record to whom a field names, or to whom acts of by then have passed it on."""
        kind = self._index.kind(record)
        acts = [act for act in record.acts if act.at[:10] <= self._day]
        moved = moved_by(kind, field, acts)
        holder = in_force(record.data, kind, field, acts)
        self._add(holder, record, moved.at if moved else since)

    def _state(self, record: Record) -> tuple[str, str]:
        """Return the state of a record at the end of the day, and the moment it was reached."""
        kind = self._index.kind(record)
        state, since = "", ""
        for act in record.acts:
            if act.at[:10] > self._day:
                break
            to = kind.adopted_as if act.do == "adopt" else kind.acts[act.do].to
            if to:
                state, since = to, act.at
        return state, since

    def _is_open(self, record: Record) -> bool:
        if not record.acts or record.acts[0].at[:10] > self._day:
            return False
        if record.acts[-1].at[:10] <= self._day:
            return self._index.is_open(record)
        state, _ = self._state(record)
        return self._index.kind(record).phase_of(state) not in ("done", "dropped")
