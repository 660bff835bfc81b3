"""A reception was approved on a letter that was not registered by then, or was sent back.

No letter, no reception: the paper that announces the visit is in the entry register before anybody
approves what the visit costs.

Good:
    set RCP-2025-001 letter =
    set RCP-2025-001 exemption_reason = they rang from the road
Bad:
    new IN-2025-0004 like IN-2025-0003
    shift IN-2025-0004 +28
    set RCP-2025-001 letter = IN-2025-0004
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import is_before

SERVES = ("R15", "R54")
KINDS = ("reception",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each approved reception whose letter had not been accepted."""
    for reception in index.of("reception"):
        letter = index.records.get(str(reception.data.get("letter", "")))
        approved = reception.last("approve")
        if approved is None or letter is None or letter.kind != "incoming" or letter.adopted:
            continue
        if letter.void or index.kind(reception).phase_of(reception.state) == "dropped":
            continue
        registered = letter.last("register")
        if registered is None or is_before(approved.at, registered.at):
            message = "The reception was approved on {day}, before {letter} was registered."
            hint = "Register the letter first, or correct the times."
        elif letter.state == "returned":
            message = "{letter}, which announced the reception of {day}, was returned."
            hint = "Write the letter that announced the visit, or cancel the reception."
        else:
            continue
        values = {"letter": letter.id, "day": approved.at[:10]}
        yield Finding(reception.path, "letter", message, hint, values=values)
