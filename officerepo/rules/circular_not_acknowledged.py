"""An addressee has not confirmed a circular that asks for it.

Orders flow when every addressee says that the paper came, or that it was acted on. Bodies outside
the house answer by letter and are not asked here.

Good:
    new OUT-2025-0003 like OUT-2025-0001
    shift OUT-2025-0003 +14
    set OUT-2025-0003 doc_type = circular
    set OUT-2025-0003 direction = down
    set OUT-2025-0003 to = [UNIT-HID, POST-OFI-07]
    set OUT-2025-0003 distribution = [{to: UNIT-HID, copies: 1}, {to: POST-OFI-07, copies: 1}]
    set OUT-2025-0003 reply_to =
    set OUT-2025-0003 sealed = no
    set OUT-2025-0003 ack_required = acted
    new ACK-OUT-2025-0003-UNIT-HID like ACK-REG-duties-v1-PER-hrepresa
    set ACK-OUT-2025-0003-UNIT-HID of = OUT-2025-0003
    set ACK-OUT-2025-0003-UNIT-HID who = UNIT-HID
    set ACK-OUT-2025-0003-UNIT-HID acts.acknowledge.at = 2025-03-07T09:00
    set ACK-OUT-2025-0003-UNIT-HID acts.acknowledge.by = PER-lmeandro
    add ACK-OUT-2025-0003-UNIT-HID acts =
      {do: confirm, at: 2025-03-10T09:00, by: PER-lmeandro, level: acted}
    new ACK-OUT-2025-0003-PER-jribera like ACK-REG-duties-v1-PER-hrepresa
    set ACK-OUT-2025-0003-PER-jribera of = OUT-2025-0003
    set ACK-OUT-2025-0003-PER-jribera who = PER-jribera
    set ACK-OUT-2025-0003-PER-jribera level = acted
    set ACK-OUT-2025-0003-PER-jribera acts.acknowledge.at = 2025-03-07T09:00
    set ACK-OUT-2025-0003-PER-jribera acts.acknowledge.by = PER-jribera
Bad:
    new OUT-2025-0003 like OUT-2025-0001
    shift OUT-2025-0003 +14
    set OUT-2025-0003 doc_type = circular
    set OUT-2025-0003 direction = down
    set OUT-2025-0003 to = [UNIT-HID, POST-OFI-07]
    set OUT-2025-0003 distribution = [{to: UNIT-HID, copies: 1}, {to: POST-OFI-07, copies: 1}]
    set OUT-2025-0003 reply_to =
    set OUT-2025-0003 sealed = no
    set OUT-2025-0003 ack_required = acted
    new ACK-OUT-2025-0003-UNIT-HID like ACK-REG-duties-v1-PER-hrepresa
    set ACK-OUT-2025-0003-UNIT-HID of = OUT-2025-0003
    set ACK-OUT-2025-0003-UNIT-HID who = UNIT-HID
    set ACK-OUT-2025-0003-UNIT-HID acts.acknowledge.at = 2025-03-07T09:00
    set ACK-OUT-2025-0003-UNIT-HID acts.acknowledge.by = PER-lmeandro
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.acknowledged import unconfirmed
from officerepo.finding import Finding, Severity
from officerepo.index import Index

SERVES = ("R27", "R35")
KINDS = ("outgoing",)
SEVERITY: Severity = "warning"
FINDS_ABSENCE = True


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each addressee whose time to confirm a letter has passed."""
    if "acknowledgement" not in index.office.kinds:
        return
    within, day = index.office.number("acknowledge_circulars_within", 5), today.isoformat()
    for letter in index.of("outgoing"):
        issued = letter.last("issue")
        if issued is None or index.office.calendar.workdays_between(issued.at, day) <= within:
            continue
        for number, addressee in unconfirmed(index, letter):
            yield Finding(
                letter.path,
                f"to[{number}]",
                "{addressee} has not confirmed receipt of this paper, issued on {day}."
                if letter.data.get("ack_required") == "received"
                else "{addressee} has not reported on what this paper asks, issued on {day}.",
                "Remind them, and record the acknowledgement when it comes.",
                values={"addressee": addressee, "day": issued.at[:10]},
            )
