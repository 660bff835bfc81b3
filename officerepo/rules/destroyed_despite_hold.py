"""A dossier was destroyed while it was held.

A claim, an audit or a request for access stops destruction, whatever the file plan says. The hold
stands in `hold` of the dossier or of a paper in it, or comes from a disposal of the type hold that
has not been released.

Good:
    new DISP-2025-02 like DISP-2025-01
    shift DISP-2025-02 +1
    set DISP-2025-02 type = hold
    set DISP-2025-02 because = a wage claim
    set DISP-2025-02 items = [DOS-220-2025-001]
Bad:
    set DOS-145-2014-001 hold = a wage claim of March 2025
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.retention import held
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import entries_in

SERVES = ("R47",)
KINDS = ("disposal",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each dossier that was held when it was destroyed."""
    for disposal in index.of("disposal"):
        done = disposal.last("execute")
        if disposal.data.get("type") != "destroy" or done is None:
            continue
        for number, name in enumerate(entries_in(disposal.data.get("items"))):
            dossier = index.records.get(str(name))
            if dossier is None or dossier.kind != "dossier":
                continue
            reason = held(index, dossier, done.at)
            if reason:
                yield Finding(
                    disposal.path,
                    f"items[{number}]",
                    "{dossier} was destroyed on {day} while it was held: {reason}.",
                    "Leave the dossier out, or release it from the hold first.",
                    values={
                        "dossier": dossier.id,
                        "day": done.at[:10],
                        "reason": reason.rstrip("."),
                    },
                )
