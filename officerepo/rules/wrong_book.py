"""A record stands in the book of one year and was made in another.

The book's year is the year of the first act. Late entries of December papers belong to the year in
which they are entered.

Good:
    shift SEAL-2025-0003 +1
Bad:
    set TSK-2025-0001 source = PLN-2025-annual/I01
    set MTG-2025-001 decisions.D1.no_task_reason = it was in the plan
    set TSK-2025-0001 acts.docket.at = 2024-12-30T12:00
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R45",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding where the year of the number is not the year of the first act."""
    for kind in index.office.kinds.values():
        if not (kind.yearly and kind.serial):
            continue
        for record in index.of(kind.name):
            found = kind.id_pattern.fullmatch(record.id)
            if not found or not record.acts or record.adopted:
                continue
            if record.acts[0].at[:4] != found["year"]:
                yield Finding(
                    record.path,
                    "acts[0].at",
                    "The record stands in the book of {year} and was made in {made}.",
                    "Give it the next number of {made}, or correct the date.",
                    values={"year": found["year"], "made": record.acts[0].at[:4]},
                )
