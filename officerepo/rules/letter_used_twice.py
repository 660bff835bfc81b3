"""One letter announces two receptions.

One letter, one visit: otherwise a single invitation pays for any number of tables.

Good:
    new RCP-2025-002 like RCP-2025-001
    set RCP-2025-002 letter = IN-2025-0001
    set RCP-2025-002 programme.0.place = Room 3.01
Bad:
    new RCP-2025-002 like RCP-2025-001
    set RCP-2025-002 programme.0.place = Room 3.01
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R54",)
KINDS = ("reception",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each reception whose letter an earlier one has used already."""
    used: dict[str, str] = {}
    for reception in index.of("reception"):
        letter = str(reception.data.get("letter", ""))
        if (
            not letter
            or reception.adopted
            or index.kind(reception).phase_of(reception.state) == "dropped"
        ):
            continue
        first = used.setdefault(letter, reception.id)
        if first != reception.id:
            yield Finding(
                reception.path,
                "letter",
                "{letter} has already announced {first}.",
                "Write the letter that announced this visit, or why there is none.",
                values={"letter": letter, "first": first},
            )
