"""A case was settled without the head of one of the parties.

What was agreed binds a unit when the one who heads it that day has agreed.

Good:
    set UNIT-OFI head_post = POST-OFI-02
    set MED-2025-01 acts.settle.agreed_by = [PER-lmeandro, PER-etorrente]
Bad:
    set MED-2025-01 acts.settle.agreed_by = [PER-lmeandro, PER-etorrente]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.entitlement import people_behind
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import entries_in

SERVES = ("R18", "R78")
KINDS = ("mediation",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each party whose head of that day has not agreed."""
    for mediation in index.of("mediation"):
        parties = mediation.data.get("parties")
        for number, act in enumerate(mediation.acts):
            agreed = act.data.get("agreed_by")
            if act.do != "settle" or not isinstance(agreed, list):
                continue
            for party in entries_in(parties):
                heads = people_behind(index, str(party), act.at[:10])
                if heads and heads.isdisjoint(map(str, agreed)):
                    yield Finding(
                        mediation.path,
                        f"acts[{number}].agreed_by",
                        "Nobody who headed {unit} on {day} has agreed; that was {heads}.",
                        "Add the head of the unit, or correct the day.",
                        values={
                            "unit": str(party),
                            "day": act.at[:10],
                            "heads": sorted(heads),
                        },
                    )
