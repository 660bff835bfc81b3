"""A record rests on a regulation that was not in force on the record's day.

Rules apply as in force on the date of the act, not today's: a superseded version stays right for
what was done under it, and wrong for anything new. Mere citations (`refs.cites`) are free.

Good:
    set TSK-2025-0004 refs = {implements: [REG-seals-v1]}
Bad:
    new REG-seals-v2 like REG-seals-v1
    set REG-seals-v2 effective = 2025-03-18
    set REG-seals-v2 acts.enter_into_force.at = 2025-03-18
    add REG-seals-v1 acts =
      {do: repeal, at: 2025-03-17, by: PER-amanantial, reason: nobody needs it}
    set TSK-2025-0004 refs = {implements: [REG-seals-v1, REG-seals-v2]}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.force import is_in_force
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R76", "R77")
KINDS = ("regulation",)
_RESTING = ("refs.implements", "authority", "article", "source")


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each record that implements or applies a rule out of force."""
    for regulation in index.of("regulation"):
        if regulation.adopted:
            continue
        for record, link in index.links_to(regulation.id):
            if record.kind == "regulation" or not record.acts or record.adopted:
                continue
            day = record.acts[0].at[:10]
            if link.at.startswith(_RESTING) and not is_in_force(regulation, day):
                yield Finding(
                    record.path,
                    link.at,
                    "{rule} was not in force on {day}.",
                    "Cite the version in force that day.",
                    values={"rule": link.name, "day": day},
                )
