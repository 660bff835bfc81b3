"""An entry has a lower number than one that was made before it.

The order of numbers is the order of registration (Ley 39/2015, art. 16). An entry captured late
takes the next number and says `late` in its first act; adopted records keep their own order.

Good:
    set SEAL-2025-0002 notes = in order
Bad:
    shift SEAL-2025-0002 -40
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record, is_before


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each entry dated before the entry with the number before it."""
    for kind in index.office.kinds.values():
        if not (kind.gapless and kind.serial):
            continue
        previous: Record | None = None
        for record in index.of(kind.name):
            if not record.acts or record.adopted or "late" in record.acts[0].data:
                continue
            same_book = (
                previous is not None
                and previous.id[: -len(_serial(previous.id))]
                == (record.id[: -len(_serial(record.id))])
            )
            if (
                previous is not None
                and same_book
                and is_before(record.acts[0].at, previous.acts[0].at)
            ):
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


def _serial(record_id: str) -> str:
    return record_id.rsplit("-", 1)[-1]
