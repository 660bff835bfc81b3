"""A task was verified without evidence that can be checked later.

Not carried out means not closed; carried out but not proved means not closed either. At least one
piece of evidence has the SHA-256 of a file, or is a record of this office.

Good:
    set TSK-2025-0001 notes = evidence given
Bad:
    unproved TSK-2025-0007
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each verified task whose evidence has neither digest nor record."""
    for task in index.of("task"):
        verified = task.last("verify")
        if verified is None or task.adopted:
            continue
        evidence = task.data.get("evidence")
        items = evidence if isinstance(evidence, list) else []
        if not any(isinstance(e, dict) and (e.get("sha256") or e.get("ref")) for e in items):
            yield Finding(
                task.path,
                "evidence",
                "The task was verified on {day}; no evidence has a SHA-256 or names a record.",
                "Add what was seen: a file with its SHA-256, or the number of a record.",
                values={"day": verified.at[:10]},
            )
