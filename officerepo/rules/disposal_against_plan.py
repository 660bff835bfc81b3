"""A dossier is to go another way than its series says.

What becomes of papers is decided once, in the file plan, and not when the shelf is full. Only a
review of the dossier that was carried out before sets the file plan aside.

Good:
    new DISP-2025-02 like DISP-2025-01
    shift DISP-2025-02 +7
    set DISP-2025-02 items = [DOS-220-2025-001]
    set DISP-2025-02 type = review
    set DISP-2025-02 because = the readings may be of use to historians
    new DISP-2025-03 like DISP-2025-02
    shift DISP-2025-03 +7
    set DISP-2025-03 type = transfer
    set DISP-2025-03 receiver = Municipal archive
    set DISP-2025-03 acts.execute =
Bad:
    new DISP-2025-02 like DISP-2025-01
    shift DISP-2025-02 +7
    set DISP-2025-02 items = [DOS-220-2025-001]
    set DISP-2025-02 type = transfer
    set DISP-2025-02 receiver = Municipal archive
    set DISP-2025-02 acts.execute =
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.retention import Destiny, destiny
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record, entries_in

SERVES = ("R47",)
KINDS = ("disposal",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each dossier that is kept, handed on or destroyed against the plan."""
    for disposal in index.of("disposal"):
        wanted = disposal.data.get("type")
        if wanted not in ("transfer", "destroy") or disposal.void or disposal.state == "refused":
            continue
        done = disposal.last("execute")
        for number, name in enumerate(entries_in(disposal.data.get("items"))):
            dossier = index.records.get(str(name))
            if dossier is None or dossier.kind != "dossier":
                continue
            planned = destiny(index, dossier, done.at if done else today.isoformat())
            if _differs(planned, str(wanted)):
                yield _finding(disposal, f"items[{number}]", dossier, planned, str(wanted))
    for dossier in index.of("dossier"):
        kept = dossier.last("keep")
        if kept is not None:
            planned = destiny(index, dossier, kept.at)
            if _differs(planned, "permanent"):
                at = f"acts[{dossier.acts.index(kept)}]"
                yield _finding(dossier, at, dossier, planned, "permanent")


def _differs(planned: Destiny, wanted: str) -> bool:
    return bool(planned.action) and planned.action != wanted and not planned.reviewed


def _finding(record: Record, at: str, dossier: Record, planned: Destiny, wanted: str) -> Finding:
    return Finding(
        record.path,
        at,
        "{dossier} is of series {series}; the file plan says `{planned}`, not `{wanted}`.",
        "Follow the file plan, or have the dossier reviewed first.",
        values={
            "dossier": dossier.id,
            "series": planned.series,
            "planned": planned.action,
            "wanted": wanted,
        },
    )
