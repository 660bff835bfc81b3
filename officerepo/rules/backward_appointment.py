"""An appointment ends before it begins.

Good:
    set PER-etorrente appointments.1.to = 2025-03-14
Bad:
    set PER-etorrente appointments.0.to = 2019-12-31
    set TSK-2025-0001 acts.verify.by = PER-verifier
    set TSK-2025-0002 acts.verify.by = PER-verifier
    set TSK-2025-0003 acts.verify.by = PER-verifier
    set OUT-2025-0001 acts.recheck.by = PER-verifier
    new PER-verifier like PER-lmeandro
    set PER-verifier appointments.0.post = POST-OFI-02
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import entries_in

SERVES = ("R37",)
KINDS = ("person",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each appointment whose last day lies before its first."""
    for person in index.of("person"):
        for number, item in enumerate(entries_in(person.data.get("appointments"))):
            if not isinstance(item, dict):
                continue
            start, end = item.get("from"), item.get("to")
            if isinstance(start, str) and isinstance(end, str) and end and end < start:
                yield Finding(
                    person.path,
                    f"appointments[{number}].to",
                    "The appointment ends on {end}, before its first day {start}.",
                    "Correct one of the two dates.",
                    values={"start": start, "end": end},
                )
