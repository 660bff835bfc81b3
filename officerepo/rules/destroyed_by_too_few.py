"""Dossiers were destroyed by one person alone.

At least two people carry out a destruction and sign for it, and neither approved it: what is gone
cannot be looked at again, so somebody has to have seen it go.

Good:
    set DISP-2025-01 acts.execute.executed_by = [PER-farroyuelo, PER-jribera, PER-gpozohondo]
Bad:
    set DISP-2025-01 acts.execute.executed_by = [PER-gpozohondo, PER-gpozohondo]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import entries_in

SERVES = ("R47",)
KINDS = ("disposal",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each destruction by fewer than two different people."""
    for disposal in index.of("disposal"):
        done = disposal.last("execute")
        if disposal.data.get("type") != "destroy" or done is None:
            continue
        named = done.data.get("executed_by")
        people = {str(name) for name in entries_in(named)}
        if len(people) < 2:
            yield Finding(
                disposal.path,
                f"acts[{disposal.acts.index(done)}].executed_by",
                "The dossiers were destroyed by {people} alone.",
                "Name at least two people who carried it out and signed.",
                values={"people": next(iter(people), "—")},
            )
