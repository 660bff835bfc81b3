"""An entry has a higher number than one that was made after it.

The order of numbers is the order of registration (Ley 39/2015, art. 16). An entry captured late
takes the next number and says `late` in its first act; adopted records keep their own order, and
one that gave its number to another entry says so in `formerly`.

Good:
    new IN-2025-0004 like IN-2025-0003
    shift IN-2025-0004 -10
    set IN-2025-0004 dated = 2025-01-30
    set IN-2025-0004 acts.sign_for.late =
      {reason: the network was down, countersigned_by: PER-cremanso}
Bad:
    new IN-2025-0004 like IN-2025-0003
    shift IN-2025-0004 -10
    set IN-2025-0004 dated = 2025-01-30
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.kind import Kind
from officerepo.record import Record, is_before, names_before

SERVES = ("R45",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each entry dated before the entry with the number before it."""
    for kind in index.office.kinds.values():
        if kind.gapless and kind.serial:
            for book in index.books(kind).values():
                yield from _out_of_order(book, index, kind)


def _out_of_order(book: list[Record], index: Index, kind: Kind) -> Iterator[Finding]:
    previous: Record | None = None
    for record in book:
        if not record.acts or record.adopted or "late" in record.acts[0].data:
            continue
        if _gave_way(record, index, kind):
            continue
        if previous and is_before(record.acts[0].at, previous.acts[0].at):
            yield Finding(
                record.path,
                "acts[0].at",
                "It was entered at {at}, before {other} at {before}, but has the higher number.",
                "Correct the time, or say in the first act that it was entered `late`.",
                values={
                    "at": record.acts[0].at,
                    "other": previous.id,
                    "before": previous.acts[0].at,
                },
            )
        else:
            previous = record


def _gave_way(record: Record, index: Index, kind: Kind) -> bool:
    """Whether an entry had a number that another one has now: two branches had taken the same."""
    own = kind.place_of(record.id)
    former = (name for name in names_before(record.data) if name in index.records)
    return own is not None and any(place < own for place in map(kind.place_of, former) if place)
