"""A seal was used when it was not in use, or by somebody who did not keep it at that hour.

Custody is read from the seal's own acts: received, handed over, sealed away. A seal that was
adopted is kept by nobody until its first handover is recorded.

Good:
    set SEAL-2025-0002 acts.stamp.at = 2025-03-14T14:30
    set SEAL-2025-0002 acts.stamp.by = PER-hrepresa
Bad:
    set SEAL-2025-0002 acts.stamp.by = PER-hrepresa
    new SL-seco like SL-oficial
    set SL-seco acts = [{do: adopt, at: 2025-01-07, by: PER-farroyuelo, from: Inventory of 2019,
      dated: 2019-02-04}]
    set SEAL-2025-0001 seal = SL-seco
    add POST-OFI-01 versions.0.powers = authorise_seal:SL-seco
    add POST-OFI-05 versions.0.powers = custody_seal:SL-seco
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.custody import keeper_at
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R13",)
KINDS = ("seal-use",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each stamping outside the custody of the one who stamped."""
    for use in index.of("seal-use"):
        seal = index.records.get(str(use.data.get("seal", "")))
        stamped = use.last("stamp")
        if seal is None or stamped is None or not seal.acts:
            continue
        keeper = keeper_at(seal, stamped.at)
        if stamped.by != keeper:
            yield Finding(
                use.path,
                f"acts[{use.acts.index(stamped)}].by",
                "{person} stamped at {at}; the seal was then kept by {keeper}."
                if keeper
                else "Nobody is recorded as the keeper of the seal at {at}.",
                "Correct who stamped, or record the handover of the seal.",
                values={"person": stamped.by, "at": stamped.at, "keeper": keeper},
            )
