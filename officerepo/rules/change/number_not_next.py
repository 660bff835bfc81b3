"""A new entry does not take the next number of its register.

Numbers follow each other in the order in which entries come. What is put into a hole, or leaves
one, would tell of another order than the one in which things happened. Adopted records keep the
numbers they had.

Good:
    merged 2025-03-07T09:00
    then
    new REQ-2025-0002 like REQ-2025-0001
Bad:
    new REQ-2025-0004 like REQ-2025-0001
    merged 2025-03-07T09:00
    then
    new REQ-2025-0003 like REQ-2025-0001
"""

from __future__ import annotations

from collections.abc import Iterator

from officerepo.finding import Finding
from officerepo.history.change import Change
from officerepo.index import Index
from officerepo.kind import Kind
from officerepo.record import Record

SERVES = ("R45",)


def check(change: Change) -> Iterator[Finding]:
    """Yield a finding for each new number that does not follow the highest one before it."""
    new: dict[tuple[str, tuple[str, ...]], list[tuple[int, Record]]] = {}
    for name, before, after, _ in change.pairs:
        if before is not None or after is None or after.adopted or name in change.tip.records:
            continue
        kind = change.head.kind(after)
        if place := kind.place_of(name):
            new.setdefault((kind.name, place.book), []).append((place.number, after))
    for (name, book), entries in new.items():
        kind = change.head.office.kinds[name]
        last = _last(change.tip, kind, book)
        for number, record in sorted(entries, key=lambda entry: entry[0]):
            if number == last + 1:
                last = number
                continue
            yield Finding(
                record.path,
                "",
                "{id} is not the next number: that would be {next}.",
                "Give it the next one: `officerepo renumber --onto {branch}`.",
                values={
                    "id": record.id,
                    "next": kind.id_at(book, last + 1),
                    "branch": change.branch,
                },
            )


def _last(index: Index, kind: Kind, book: tuple[str, ...]) -> int:
    places = (kind.place_of(record.id) for record in index.of(kind.name))
    return max((place.number for place in filter(None, places) if place.book == book), default=0)
