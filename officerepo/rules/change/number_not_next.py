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

from officerepo.change import Change
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.kind import Kind, make_id
from officerepo.record import Record

SERVES = ("R45",)


def check(change: Change) -> Iterator[Finding]:
    """Yield a finding for each new number that does not follow the highest one before it."""
    new: dict[tuple[str, str], list[tuple[int, Record]]] = {}
    for name, before, after in change.pairs:
        if before is not None or after is None or after.adopted or name in change.tip.records:
            continue
        kind = change.head.kind(after)
        place = _place(kind, name) if _counts(kind) else None
        if place:
            new.setdefault((kind.name, place[0]), []).append((place[1], after))
    for (name, year), entries in new.items():
        kind = change.head.office.kinds[name]
        last = _last(change.tip, kind, year)
        for number, record in sorted(entries, key=lambda entry: entry[0]):
            if number == last + 1:
                last = number
                continue
            yield Finding(
                record.path,
                "",
                "{id} is not the next number: that would be {next}.",
                "Give it the next one: `officerepo renumber {id}`.",
                values={"id": record.id, "next": make_id(kind.id, year=year, serial=last + 1)},
            )


def _counts(kind: Kind) -> bool:
    """Whether a kind's numbers follow each other in one book, or in one a year."""
    places = set(kind.id_pattern.groupindex)
    return kind.serial and not kind.id_fields and not places - {"year", "serial"}


def _place(kind: Kind, name: str) -> tuple[str, int] | None:
    """Return the book and the number in it of a record of such a kind."""
    found = kind.id_pattern.fullmatch(name)
    return (found["year"] if kind.yearly else "", int(found["serial"])) if found else None


def _last(index: Index, kind: Kind, year: str) -> int:
    places = (_place(kind, record.id) for record in index.of(kind.name))
    return max((number for book, number in filter(None, places) if book == year), default=0)
