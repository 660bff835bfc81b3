"""What is to be handed over: everything that a person or a post has in hand on a day.

Things, seals, copies, tasks and requests by name (`holdings`), and whatever else is open for which
a post answers (`matters`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from officerepo.domain.holdings import Holdings
from officerepo.domain.matters import open_matters
from officerepo.domain.owed import owed_of
from officerepo.index import Index
from officerepo.record import Record

_BY_NAME = ("asset", "seal", "copy", "task", "request")
"""Kinds of which it is said in whose hands they are; of others, who answers for them."""


class Thing(NamedTuple):
    """A record in hand since a moment; `post` is the post that has it, empty where a person does.

    `due` is the day (ISO date) by which something is awaited of it, if any.
    """

    record: Record
    since: str
    due: str
    post: str

    @property
    def day(self) -> str:
        """The day (ISO date) since which it is in hand."""
        return self.since[:10]


class InHand:
    """What is in whose hands at the end of a day (ISO date)."""

    def __init__(self, index: Index, day: str) -> None:
        self._index = index
        self._day = day
        self._holdings = Holdings(index, day)
        self._matters = open_matters(index, day)

    def of_every(self, kind: str) -> Iterator[tuple[str, Thing]]:
        """Yield what each person or each post has, with their ids; `kind` says which of the two."""
        have = self.of_person if kind == "person" else self.of_post
        for holder in self._index.of(kind):
            yield from ((holder.id, thing) for thing in have(holder.id))

    def of_post(self, post: str) -> list[Thing]:
        """Return what a post has, in the order of kinds and numbers; each thing once."""
        found = {
            held.record.id: Thing(held.record, held.since, self._due(held.record), post)
            for held in self._holdings.of(post)
        }
        for matter in self._matters.get(post, ()):
            record = matter.record
            if record.kind in _BY_NAME or matter.asked:
                continue
            since = record.acts[-1].at if record.acts else ""
            found.setdefault(record.id, Thing(record, since, matter.due, post))
        return sorted(found.values(), key=_place)

    def of_person(self, person: str) -> list[Thing]:
        """Return what was given to a person by name, then what the posts have that they hold."""
        own = [
            Thing(held.record, held.since, self._due(held.record), "")
            for held in self._holdings.of(person)
        ]
        held = self._index.authority.holdings(person, self._day)
        posts = sorted({each.post for each in held if each.type != "deputy"})
        named = {thing.record.id for thing in own}
        shared = (thing for post in posts for thing in self.of_post(post))
        return sorted(own, key=_place) + [t for t in shared if t.record.id not in named]

    def _due(self, record: Record) -> str:
        owed = owed_of(self._index, record, date.fromisoformat(self._day))
        return owed[0].day if owed else ""


def _place(thing: Thing) -> tuple[str, str]:
    return thing.record.kind, thing.record.id
