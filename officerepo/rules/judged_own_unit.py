"""A reward or sanction of a unit was decided by somebody who works in it.

Whoever is concerned steps back. The head of the unit is excluded by name; the others belong to it
all the same, also in a part of it.

Good:
    set CND-2025-01 subject = UNIT-OFI
    set CND-2025-01 acts.propose.by = PER-bcaudales
Bad:
    set CND-2025-01 subject = UNIT-OFI
    set CND-2025-01 acts.propose.by = PER-bcaudales
    set POST-OFI-02 versions.0.powers = [verify_task, review_out, reward]
    set CND-2025-01 acts.decide.by = PER-etorrente
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.entitlement import people_behind
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Act

SERVES = ("R74",)
KINDS = ("conduct",)
_DECIDING = ("decide", "dismiss", "uphold", "reduce", "annul")


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each decision on a unit by one of its own people."""
    for case in index.of("conduct"):
        subject = index.records.get(str(case.data.get("subject", "")))
        if subject is None or subject.kind != "unit":
            continue
        for number, act in enumerate(case.acts):
            if act.do not in _DECIDING or act.by in people_behind(index, subject.id, act.at[:10]):
                continue
            if subject.id in _units(index, act):
                yield Finding(
                    case.path,
                    f"acts[{number}].by",
                    "{person} decided about {unit} on {day}, and works there.",
                    "Have it decided by somebody from outside the unit.",
                    values={"person": act.by, "unit": subject.id, "day": act.at[:10]},
                )


def _units(index: Index, act: Act) -> set[str]:
    """Return the units in which the actor held a post that day, and those above them."""
    found: set[str] = set()
    for holding in index.authority.holdings(act.by, act.at[:10]):
        post = index.records.get(holding.post)
        unit = str(post.data.get("unit", "")) if post and holding.type != "deputy" else ""
        while unit and unit not in found:
            found.add(unit)
            above = index.records.get(unit)
            unit = str(above.data.get("parent", "")) if above else ""
    return found
