"""A record that was registered is not there any more.

Nothing leaves a register: a number taken by mistake is voided with a reason, a person or post ends
by a date, and papers go only with a dossier whose destruction was carried out. A draft of a kind
without numbers may be dropped; a record that got another name says its former one in `formerly`.

Good:
    then
    set REQ-2025-0001 notes = The key was collected.
Bad:
    new REQ-2025-0009 like REQ-2025-0001
    then
    drop REQ-2025-0009
"""

from __future__ import annotations

from collections.abc import Iterator

from officerepo.change import Change
from officerepo.departed import unexplained
from officerepo.finding import Finding

SERVES = ("R17", "R45", "R62")
FINDS_ABSENCE = True


def check(change: Change) -> Iterator[Finding]:
    """Yield a finding for each record of before that is gone and was not disposed of."""
    gone = [pair.before for pair in change.pairs if pair.before and pair.after is None]
    for record in unexplained(change.head, gone, change.base.office.kinds):
        yield Finding(
            record.path,
            "",
            "{id} is gone.",
            "Put the file back. A number taken by mistake is voided with a reason, not removed.",
            values={"id": record.id},
        )
