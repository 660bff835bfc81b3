"""Numbers that a register without gaps skips: from 1 to the last of each of its books."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from officerepo.index import Index
from officerepo.kind import Kind
from officerepo.record import Record


class Gap(NamedTuple):
    """Numbers in a row, `first` to `last`, that a book of a register does not have."""

    kind: Kind
    book: tuple[str, ...]
    first: int
    last: int

    def ids(self, most: int) -> list[tuple[str, ...]]:
        """Return each number by itself; of more than `most`, the first and the last together."""
        numbers = range(self.first, self.last + 1)
        rows = [(self.first, self.last)] if len(numbers) > most else [(n,) for n in numbers]
        return [tuple(self.kind.id_at(self.book, n) for n in row) for row in rows]


def gaps(index: Index) -> Iterator[Gap]:
    """Yield the gaps of all registers that may have none, in the order of their books."""
    for kind in index.office.kinds.values():
        yield from gaps_of(index, kind)


def gaps_of(index: Index, kind: Kind) -> Iterator[Gap]:
    """Yield the gaps of a register, if it may have none, in the order of its books.

    A file that cannot be read keeps its number taken, and so does a number that another branch has
    given out.
    """
    if kind.gapless and kind.serial:
        books: dict[tuple[str, ...], list[int]] = {}
        here = (record.id for record in index.of(kind.name))
        for name in (*here, *index.unread, *index.elsewhere):
            if place := kind.place_of(name):
                books.setdefault(place.book, []).append(place.number)
        for book in sorted(books):
            for before, number in pairwise([0, *sorted(books[book])]):
                if number > before + 1:
                    yield Gap(kind, book, before + 1, number - 1)


def by_next(found: Iterable[Gap], records: Sequence[Record]) -> dict[str, list[Gap]]:
    """Return gaps by the record that comes next in their book; by no name where none does."""
    named: dict[str, list[Gap]] = {}
    places: list[tuple[tuple[str, ...], int, str]] = []
    for gap in found:
        if not places:
            known = ((gap.kind.place_of(record.id), record.id) for record in records)
            places = sorted((place.book, place.number, name) for place, name in known if place)
        at = bisect_left(places, (gap.book, gap.last, ""))
        follows = at < len(places) and places[at][0] == gap.book
        named.setdefault(places[at][2] if follows else "", []).append(gap)
    return named
