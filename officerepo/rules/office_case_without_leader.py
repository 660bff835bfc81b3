"""The office is a party to a case, and the mediator is not of the leadership.

The office settles the quarrels of others; for its own, somebody above it is needed.

Good:
    set POST-HID-01 versions.0.powers = [mediate]
    set UNIT-HID type = leadership
    new UNIT-LAB like UNIT-HID
    set UNIT-LAB type = commission
    set UNIT-LAB head_post =
    set MED-2025-01 parties = [UNIT-LAB, UNIT-OFI]
    set MED-2025-01 positions.0.party = UNIT-LAB
    set MED-2025-01 mediator = PER-lmeandro
    set MED-2025-01 acts.accept.by = PER-lmeandro
Bad:
    set POST-HID-01 versions.0.powers = [mediate]
    new UNIT-LAB like UNIT-HID
    set UNIT-LAB type = commission
    set UNIT-LAB head_post =
    set MED-2025-01 parties = [UNIT-LAB, UNIT-OFI]
    set MED-2025-01 positions.0.party = UNIT-LAB
    set MED-2025-01 mediator = PER-lmeandro
    set MED-2025-01 acts.accept.by = PER-lmeandro
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R78",)
KINDS = ("mediation",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each case of the office that nobody of the leadership mediates."""
    office = str(index.office.settings.get("office_unit", ""))
    for mediation in index.of("mediation"):
        parties = mediation.data.get("parties")
        accepted = mediation.last("accept")
        if accepted is None or not isinstance(parties, list) or mediation.void:
            continue
        if not office or office not in parties:
            continue
        mediator = str(mediation.data.get("mediator", ""))
        if not _is_leader(index, mediator, accepted.at[:10]):
            yield Finding(
                mediation.path,
                "mediator",
                "The office is a party, and {mediator} is not of the leadership.",
                "Let somebody of the leadership take the case on.",
                values={"mediator": mediator},
            )


def _is_leader(index: Index, person: str, day: str) -> bool:
    for holding in index.authority.holdings(person, day):
        post = index.records.get(holding.post)
        unit = index.records.get(str(post.data.get("unit", ""))) if post else None
        if unit is not None and unit.data.get("type") == "leadership":
            return True
    return False
