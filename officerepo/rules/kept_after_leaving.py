"""Somebody has left and still has things of the house, a seal, a copy or an open request.

Whoever goes hands over: each thing is returned, or handed over to the one who comes after. What
was given to a post stays with the post.

Good:
    add AST-equipment-0001 acts =
      {do: hand_over, at: 2025-03-28T09:00, by: PER-ivadolargo, from: PER-jribera, to: POST-OFI-07}
    set PER-jribera appointments.0.to = TODAY
Bad:
    set PER-jribera appointments.0.to = TODAY
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.holdings import Holdings
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record, entries_in

SERVES = ("R96",)
KINDS = ("person",)
FINDS_ABSENCE = True


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each thing in the hands of somebody whose last appointment has ended."""
    day = today.isoformat()
    holdings: Holdings | None = None
    for person in index.of("person"):
        ended = _last_day(person)
        if not ended or ended[1] > day:
            continue
        number, last = ended
        holdings = holdings or Holdings(index, day)
        for held in holdings.of(person.id):
            yield Finding(
                person.path,
                f"appointments[{number}].to",
                "The last day of {person} is {day}; {record} ({title}) is in their hands.",
                "Enter its return, or hand it over to the one who comes after.",
                values={
                    "person": person.title,
                    "day": last,
                    "record": held.record.id,
                    "title": held.record.title,
                },
            )


def _last_day(person: Record) -> tuple[int, str] | None:
    """Return the number and last day of the appointment that ends last; None if one is open."""
    found: tuple[int, str] | None = None
    for number, item in enumerate(entries_in(person.data.get("appointments"))):
        end = item.get("to") if isinstance(item, dict) else None
        if not isinstance(end, str) or not end:
            return None
        if found is None or end >= found[1]:
            found = number, end
    return found
