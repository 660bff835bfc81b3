"""A legal register skips a number.

Numbers run from 1 without a gap in each yearly book; a number taken by mistake is voided with a
reason and stays. A missing number means that an entry was removed or never made. A number that the
main branch has given out meanwhile is none: it comes with the merge.

Good:
    drop SEAL-2025-0003
Bad:
    drop SEAL-2025-0002
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.kind import Kind

SERVES = ("R45",)
FINDS_ABSENCE = True


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding at the first entry after each gap."""
    for kind in index.office.kinds.values():
        if kind.gapless and kind.serial:
            yield from _gaps(index, kind)


def _gaps(index: Index, kind: Kind) -> Iterator[Finding]:
    books: dict[tuple[str, ...], list[tuple[int, str]]] = {}
    here = (record.id for record in index.of(kind.name))
    for record_id in (*here, *index.unread, *index.elsewhere):
        if place := kind.place_of(record_id):
            books.setdefault(place.book, []).append((place.number, kind.path_of(record_id)))
    for book, entries in books.items():
        entries.sort()
        for (before, _), (number, path) in pairwise([(0, ""), *entries]):
            if number > before + 1:
                first, last = kind.id_at(book, before + 1), kind.id_at(book, number - 1)
                yield Finding(
                    path,
                    "",
                    "The register goes from {before} to {number}: {missing} is missing."
                    if first == last
                    else "The register goes from {before} to {number}: {missing} are missing.",
                    "Restore it from the history; a number taken by mistake is voided and stays.",
                    values={
                        "before": str(before),
                        "number": str(number),
                        "missing": first if first == last else f"{first} – {last}",
                    },
                )
