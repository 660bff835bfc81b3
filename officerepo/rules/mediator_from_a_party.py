"""The mediator belongs to one of the parties.

A third party settles; whoever holds a post in one of the units at odds is not one.

Good:
    set MED-2025-01 parties = [UNIT-HID, UNIT-DCA]
    set MED-2025-01 positions.1.party = UNIT-DCA
Bad:
    set UNIT-DIR head_post = POST-DIR-02
    set MED-2025-01 parties = [UNIT-HID, UNIT-DIR]
    set MED-2025-01 positions.1.party = UNIT-DIR
    set MED-2025-01 acts.settle.agreed_by = [PER-lmeandro, PER-bcaudales]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R78",)
KINDS = ("mediation",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each mediation by somebody with a post in one of the parties."""
    for mediation in index.of("mediation"):
        parties = mediation.data.get("parties")
        accepted = mediation.last("accept")
        if accepted is None or not isinstance(parties, list) or mediation.void:
            continue
        day = accepted.at[:10]
        mediator = str(mediation.data.get("mediator", ""))
        for holding in index.authority.holdings(mediator, day):
            post = index.records.get(holding.post)
            unit = str(post.data.get("unit", "")) if post else ""
            if unit and unit in parties:
                yield Finding(
                    mediation.path,
                    "mediator",
                    "{mediator} belonged to {unit}, one of the parties, on {day}.",
                    "Name a mediator of none of the parties; for the office, a leader.",
                    values={"mediator": mediator, "unit": unit, "day": day},
                )
                break
