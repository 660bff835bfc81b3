"""Work is under way that asks for a power nobody has.

An act asks for a power, and powers belong to posts. Where no post that somebody holds gives one of
those that would do, work stops at that act; better to know before a paper lies there than to have
somebody sign all the same. Kinds of which no record is open are left in peace.

Good:
    set TRIP-2025-0002 acts.check =
    add POST-DIR-02 versions = {n: 2, from: 2025-03-31, basis: Note of 28 March,
      powers: [approve_trip, mediate],
      duties: [{id: U1, text: See to the house, standard: Without delay}]}
Bad:
    set TRIP-2025-0002 acts.check =
    add POST-DIR-02 versions = {n: 2, from: 2025-03-31, basis: Note of 28 March,
      powers: [mediate], duties: [{id: U1, text: See to the house, standard: Without delay}]}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding, Severity
from officerepo.index import Index
from officerepo.kind import Kind

SERVES = ("R37", "R39")
SEVERITY: Severity = "warning"
FINDS_ABSENCE = True


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each power that an act of work under way asks for and nobody has."""
    day = today.isoformat()
    held = {
        power.partition(":")[0]
        for person in index.of("person")
        for power in index.authority.powers(person.id, day)
    }
    missing: dict[tuple[str, ...], list[str]] = {}
    for kind in index.office.kinds.values():
        if any(index.is_open(record) for record in index.of(kind.name)):
            for act, powers in _asked(kind):
                if held.isdisjoint(powers):
                    missing.setdefault(powers, []).append(f"{act} ({kind.name})")
    for powers, acts in missing.items():
        yield Finding(
            "records/office.yaml",
            "kinds",
            "Nobody has the power {power}, and these acts ask for it: {acts}.",
            "Give the power to a post that somebody holds, in a new version of the post.",
            values={"power": " / ".join(powers), "acts": acts},
        )


def _asked(kind: Kind) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each act that only a power allows, with those that would do."""
    for act in kind.acts.values():
        for powers in (act.powers, act.powers_then):
            if powers and not act.who:
                yield act.name, tuple(power.partition(":")[0] for power in powers)
