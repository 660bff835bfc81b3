"""The same parties are at odds again within a year, and the new case does not name the old one.

A quarrel that comes back was not settled; who takes it on reads first what was agreed. It is a
warning: two units may also have two different quarrels.

Good:
    new MED-2025-02 like MED-2025-01
    shift MED-2025-02 +14
    set MED-2025-02 earlier = MED-2025-01
Bad:
    new MED-2025-02 like MED-2025-01
    shift MED-2025-02 +14
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding, Severity
from officerepo.index import Index
from officerepo.record import Record

SERVES = ("R79",)
KINDS = ("mediation",)
SEVERITY: Severity = "warning"


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each case that does not name the last one of its parties."""
    last: dict[tuple[str, ...], Record] = {}
    cases = [m for m in index.of("mediation") if m.acts and not m.void]
    for case in sorted(cases, key=lambda case: (case.acts[0].at, case.id)):
        parties = case.data.get("parties")
        if not isinstance(parties, list):
            continue
        key = (str(case.data.get("series", "")), *sorted(set(map(str, parties))))
        before, last[key] = last.get(key), case
        if before is None or _year_later(before.acts[0].at[:10]) < case.acts[0].at[:10]:
            continue
        if not any(link.target == before.id for link in case.links):
            yield Finding(
                case.path,
                "parties",
                "The same parties were at odds in {before}, less than a year earlier.",
                "Name it under `earlier`, or say in notes why this is another matter.",
                values={"before": before.id},
            )


def _year_later(day: str) -> str:
    return f"{int(day[:4]) + 1:04d}{day[4:]}"
