"""A letter or circular was confirmed before it went out.

What has not left the house cannot have arrived. Such a confirmation was signed in advance, or one
of the two dates is wrong.

Good:
    new ACK-OUT-2025-0001-UNIT-HID like ACK-REG-duties-v1-PER-hrepresa
    set ACK-OUT-2025-0001-UNIT-HID of = OUT-2025-0001
    set ACK-OUT-2025-0001-UNIT-HID who = UNIT-HID
    set ACK-OUT-2025-0001-UNIT-HID acts.acknowledge.by = PER-lmeandro
    set ACK-OUT-2025-0001-UNIT-HID acts.acknowledge.at = 2025-02-20T12:00
Bad:
    new ACK-OUT-2025-0001-UNIT-HID like ACK-REG-duties-v1-PER-hrepresa
    set ACK-OUT-2025-0001-UNIT-HID of = OUT-2025-0001
    set ACK-OUT-2025-0001-UNIT-HID who = UNIT-HID
    set ACK-OUT-2025-0001-UNIT-HID acts.acknowledge.by = PER-lmeandro
    set ACK-OUT-2025-0001-UNIT-HID acts.acknowledge.at = 2025-02-20T11:59
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import is_before

SERVES = ("R35",)
KINDS = ("acknowledgement",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each confirmation of a letter that had not been issued by then."""
    for confirmation in index.of("acknowledgement"):
        letter = index.records.get(str(confirmation.data.get("of", "")).partition("/")[0])
        act = confirmation.last("acknowledge")
        if letter is None or letter.kind != "outgoing" or letter.adopted or act is None:
            continue
        issued = letter.last("issue")
        if issued is None or is_before(act.at, issued.at):
            yield Finding(
                confirmation.path,
                f"acts[{confirmation.acts.index(act)}].at",
                "It was confirmed at {at}, before {letter} was issued at {issued}."
                if issued
                else "It was confirmed at {at}, and {letter} has not been issued.",
                "Correct the time, or withdraw the confirmation and ask for it again.",
                values={
                    "at": act.at,
                    "letter": letter.id,
                    "issued": issued.at if issued else "",
                },
            )
