"""A seal was used when it was not in use, or by somebody who did not keep it at that hour.

Custody is read from the seal's own acts: received, handed over, sealed away.

Good:
    set SEAL-2025-0001 notes = stamped by its keeper
Bad:
    set SEAL-2025-0001 acts[-1].by = PER-gpozohondo
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record, is_before


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each stamping outside the custody of the one who stamped."""
    for use in index.of("seal-use"):
        seal = index.records.get(str(use.data.get("seal", "")))
        stamped = use.last("stamp")
        if seal is None or stamped is None or not seal.acts or seal.adopted:
            continue
        keeper = custodian(seal, stamped.at)
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


def custodian(seal: Record, moment: str) -> str:
    """Return who kept a seal at a moment; empty when it was not in use."""
    keeper = ""
    for act in seal.acts:
        if is_before(moment, act.at):
            break
        if act.do == "receive":
            keeper = str(act.data.get("custodian") or act.by)
        elif act.do == "hand_over":
            keeper = str(act.data.get("received_by", ""))
        elif act.do in ("seal_away", "destroy", "lose", "declare_void"):
            keeper = ""
    return keeper
