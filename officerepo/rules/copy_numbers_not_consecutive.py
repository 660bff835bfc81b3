"""The numbered copies of a document do not run from 1 without a gap.

Each numbered copy can be called back only if everybody knows how many there are; a number that is
missing or stands twice is a copy that nobody controls.

Good:
    set COPY-2025-0001 copy_no = 2
    set COPY-2025-0002 copy_no = 1
Bad:
    set COPY-2025-0002 copy_no = 3
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.fields import count_in
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record

SERVES = ("R50",)
KINDS = ("copy",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding at each copy whose number does not follow the one before it."""
    copies: dict[str, list[tuple[int, Record]]] = {}
    for copy in index.of("copy"):
        number = copy.data.get("copy_no")
        if copy.data.get("mode") != "numbered_copy" or copy.void or copy.state == "refused":
            continue
        if number == "0" or count_in(number) > 0:
            copies.setdefault(str(copy.data.get("of", "")), []).append((count_in(number), copy))
    for original, numbered in copies.items():
        last = 0
        for number, copy in sorted(numbered, key=lambda pair: (pair[0], pair[1].id)):
            if number != last + 1:
                yield Finding(
                    copy.path,
                    "copy_no",
                    "Copy {number} of {original} stands twice in the register."
                    if number == last
                    else "The copies of {original} go from {last} to {number}.",
                    "Give the copy its own number, the next one of this document.",
                    values={"original": original, "number": str(number), "last": str(last)},
                )
            last = number
