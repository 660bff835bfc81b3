"""A letter is addressed to somebody to whom no copy goes.

The list of distribution is what is put into envelopes: every unit, post or person under `to` is on
it. What is handed to whoever heads a unit has reached the unit. A letter to the public has no
envelope for each who reads it.

Good:
    set OUT-2025-0002 distribution = [{to: Town hall, copies: 1}, {to: UNIT-HID, copies: 1}]
Bad:
    set OUT-2025-0002 distribution = [{to: UNIT-HID, copies: 1}]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.entitlement import people_behind
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record, entries_in

SERVES = ("R44", "R50")
KINDS = ("outgoing",)
FINDS_ABSENCE = True


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each addressee who is not on the list of distribution."""
    for letter in index.of("outgoing"):
        addressed, listed = letter.data.get("to"), letter.data.get("distribution")
        if letter.adopted or letter.void or not isinstance(listed, list):
            continue
        copies = [str(item.get("to")) for item in listed if isinstance(item, dict)]
        for number, name in enumerate(entries_in(addressed)):
            public = letter.data.get("direction") == "public" and name not in index.records
            if isinstance(name, str) and not public and not _reached(index, letter, name, copies):
                yield Finding(
                    letter.path,
                    f"to[{number}]",
                    "The letter is addressed to {name}, and no copy goes there.",
                    "Add {name} to `distribution` with the number of copies, or correct `to`.",
                    values={"name": name},
                )


def _reached(index: Index, letter: Record, name: str, copies: list[str]) -> bool:
    """Whether a copy goes to an addressee, or to the head of a unit that is addressed."""
    named = index.records.get(name)
    if name in copies or named is None or named.kind != "unit":
        return name in copies
    day = letter.acts[-1].at[:10] if letter.acts else ""
    heads = {index.authority.head_post(name), *people_behind(index, name, day)} - {""}
    return not heads.isdisjoint(copies)
