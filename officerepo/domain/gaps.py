"""Numbers that a register without gaps skips: from 1 to the last of each of its books."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from officerepo.index import Index
from officerepo.kind import Kind


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


def place_in(kind: Kind, name: str) -> tuple[tuple[str, ...], int, str]:
    """Return by what the entries of a register go upwards: book, number, and the whole name."""
    place = kind.place_of(name)
    return (place.book, place.number, name) if place else ((), len(name), name)
