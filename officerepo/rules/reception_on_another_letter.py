"""A reception rests on a letter that has nothing to do with its guests.

One letter for one visit: it comes from a body the guests belong to, from one above or below that,
or from a superior who announces others. Where somebody else wrote for them, the record says why.

Good:
    set RCP-2025-001 guests = [{body: UNIT-DCA, role: engineers, count: 2},
      {body: The mill, role: miller, count: 1}]
    new IN-2025-0004 like IN-2025-0003
    set IN-2025-0004 sender = Ministry of Water
    new RCP-2025-002 like RCP-2025-001
    shift RCP-2025-002 +1
    set RCP-2025-002 arrives = 2025-03-21T10:00
    set RCP-2025-002 letter = IN-2025-0004
    set RCP-2025-002 guests = [{body: "Ministry of Water, third section", role: clerk, count: 3}]
    set RCP-2025-002 programme = [{time: 2025-03-21T10:00, place: Hall, activity: the readings}]
Bad:
    set IN-2025-0003 sender = Saddlery Brook
    set TSK-2025-0002 acts.extend =
    set TSK-2025-0002 acts.ask_extension =
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.superiors import is_from_superior
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record, entries_in

SERVES = ("R54",)
KINDS = ("reception",)
_DEEPEST = 10  # units above each other


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each reception whose letter comes from nobody the guests belong to."""
    for reception in index.of("reception"):
        letter = index.records.get(str(reception.data.get("letter", "")))
        guests = reception.data.get("guests")
        if letter is None or letter.kind != "incoming" or letter.void or reception.adopted:
            continue
        if index.kind(reception).phase_of(reception.state) == "dropped":
            continue
        if reception.data.get("exemption_reason") or is_from_superior(index, letter):
            continue
        sender = str(letter.data.get("sender", ""))
        bodies = [
            str(guest["body"])
            for guest in entries_in(guests)
            if isinstance(guest, dict) and guest.get("body")
        ]
        if bodies and sender and not any(_belong(index, sender, body) for body in bodies):
            yield Finding(
                reception.path,
                "letter",
                "{letter} comes from {sender}, and none of the guests does.",
                "Name the letter of the guests' own body, "
                "or say under `exemption_reason` why this one announces them.",
                values={"letter": letter.id, "sender": sender},
            )


def _belong(index: Index, sender: str, body: str) -> bool:
    """Whether one of two bodies is the other, a part of it, or is named in the name of it."""
    above, below = _line(index, sender), _line(index, body)
    if sender in below or body in above:
        return True
    left, right = (_name(index, name) for name in (sender, body))
    return left in right or right in left


def _line(index: Index, unit: str) -> list[str]:
    """Return a unit and those above it."""
    found = [unit]
    while len(found) < _DEEPEST and (record := index.records.get(found[-1])):
        found.append(str(record.data.get("parent", "")))
    return found


def _name(index: Index, body: str) -> str:
    record: Record | None = index.records.get(body)
    return (record.title if record else body).casefold()
