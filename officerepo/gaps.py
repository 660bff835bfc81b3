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


def gaps(index: Index) -> Iterator[Gap]:
    """Yield the gaps of all registers that may have none, in the order of their books.

    A file that cannot be read keeps its number taken, and so does a number that another branch has
    given out.
    """
    for kind in index.office.kinds.values():
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
