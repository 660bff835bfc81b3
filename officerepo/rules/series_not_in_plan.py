"""A record names a series that the file plan does not have.

The series decides how long a record is kept and what becomes of it; without one it has no end.

Good:
    set TSK-2025-0004 series = "150"
Bad:
    set TSK-2025-0004 series = "151"
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.text import near

SERVES = ("R17", "R46")


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each record whose own series is unknown."""
    known = index.office.series
    for record in index.records.values():
        series = record.data.get("series")
        if isinstance(series, str) and series and known and series not in known:
            yield Finding(
                record.path,
                "series",
                "There is no series `{series}` in the file plan.",
                "Write for example {like}, or add the series to the file plan."
                if (like := near(series, known))
                else "Write one of {codes}, or add the series to the file plan.",
                values={"series": series, "like": like, "codes": [*known]},
            )
