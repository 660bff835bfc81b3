"""A seal was used when it was not in use, or by somebody who did not keep it at that hour.

Custody is read from the seal's own acts: received, handed over, sealed away.

Good:
    set SEAL-2025-0002 acts.stamp.at = 2025-03-14T14:30
    set SEAL-2025-0002 acts.stamp.by = PER-hrepresa
Bad:
    set SEAL-2025-0002 acts.stamp.by = PER-hrepresa
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.custody import keeper_at
from officerepo.finding import Finding
from officerepo.index import Index


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each stamping outside the custody of the one who stamped."""
    for use in index.of("seal-use"):
        seal = index.records.get(str(use.data.get("seal", "")))
        stamped = use.last("stamp")
        if seal is None or stamped is None or not seal.acts or seal.adopted:
            continue
        keeper = keeper_at(seal, stamped.at)
        if stamped.by != keeper:
            yield Finding(
                use.path,
                f"acts[{use.acts.index(stamped)}].by",
                "{person} stamped at {at}; the seal was then kept by {keeper}."
                if keeper
                else "The seal was not in use at {at}.",
                "Correct who stamped, or record the handover of the seal.",
                values={"person": stamped.by, "at": stamped.at, "keeper": keeper},
            )
