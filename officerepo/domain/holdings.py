"""What is in whose hands on a day: things, seals, copies, open tasks and requests.

Things are given to a person, a post or a unit. Who holds a post has what the post has; who leaves
the house hands over what was given to them by name.
"""

from __future__ import annotations

from typing import NamedTuple

from officerepo.course import moved_by
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
        self._index = index = index.as_of(day)
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
            if copy.state == "issued":
                self._add_to_owner(copy, "holder", self._since(copy))
        for task in filter(self._is_open, index.of("task")):
            self._add_to_owner(task, "owner", task.acts[0].at)
        for request in filter(self._is_open, index.of("request")):
            if request.state != "answered":
                field = "first_contact" if request.state == "received" else "handler"
                self._add(str(request.data.get(field, "")), request, self._since(request))

    def of(self, holder: str) -> list[Held]:
        """Return what was given to a person, post or unit itself, in the order of kinds and ids."""
        return self._by_holder.get(holder, [])

    def _add(self, holder: str, record: Record, since: str) -> None:
        if holder:
            self._by_holder.setdefault(holder, []).append(Held(record, since))

    def _add_to_owner(self, record: Record, field: str, since: str) -> None:
        """Add a record to whom a field names, or to whom acts have passed it on."""
        moved = moved_by(self._index.kind(record), field, record.acts)
        self._add(self._index.in_force(record, field), record, moved.at if moved else since)

    def _since(self, record: Record) -> str:
        """Return the moment since which a record is in its state, as far as it is known."""
        return (self._index.reaching(record, record.state) or record.acts[0]).at

    def _is_open(self, record: Record) -> bool:
        return bool(record.acts) and self._index.is_open(record)
