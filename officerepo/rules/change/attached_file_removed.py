"""A file that lay beside a record is gone, and the record still names it.

What proves that something was done may be kept elsewhere, on paper or a disk, and then it never was
here. What was here once was looked at here, and stays as long as its record.

Good:
    file records/tasks/2025/draft.txt = eight readings
    then
    remove records/tasks/2025/draft.txt
Bad:
    file records/tasks/2025/form-b.txt = nine readings
    set TSK-2025-0001 evidence.0.attachment = form-b.txt
    then
    remove records/tasks/2025/form-b.txt
"""

from __future__ import annotations

from collections.abc import Iterator

from officerepo.attachment import attached
from officerepo.finding import Finding
from officerepo.history.change import Change

SERVES = ("R49", "R62")
FINDS_ABSENCE = True


def check(change: Change) -> Iterator[Finding]:
    """Yield a finding for each file that a record could keep elsewhere, and kept here so far."""
    gone = {path for path in change.files if path not in change.own.files}
    for kind in change.head.office.kinds.values() if gone else ():
        for record, file in attached(kind, change.head.of(kind.name)):
            if file.path in gone and not file.here:  # the others are missed by any check
                yield Finding(
                    record.path,
                    file.at,
                    "The file {path} was here and is gone.",
                    "Put it back as it was, as long as the record names it.",
                    values={"path": file.path},
                )
