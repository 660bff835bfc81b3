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
from officerepo.finding import Finding
from officerepo.record import Record
from officerepo.retention import residual

SERVES = ("R17", "R45", "R62")


def check(change: Change) -> Iterator[Finding]:
    """Yield a finding for each record of before that is gone and was not disposed of."""
    gone = [pair.before for pair in change.pairs if pair.before and pair.after is None]
    if not gone:
        return
    disposed, renamed = residual(change.head), _former_names(change)
    for record in gone:
        if record.id in change.head.unread or record.id in renamed:
            continue
        if record.id in disposed or _is_draft(change, record):
            continue
        yield Finding(
            record.path,
            "",
            "{id} is gone.",
            "Put the file back. A number taken by mistake is voided with a reason, not removed.",
            values={"id": record.id},
        )


def _former_names(change: Change) -> set[str]:
    """Return the names that records of now had before, where their registers allow another one."""
    found: set[str] = set()
    for record in change.head.records.values():
        names = record.data.get("formerly")
        if not isinstance(names, list) or change.head.kind(record).gapless:
            continue
        for name in names:
            old = change.base.records.get(name) if isinstance(name, str) else None
            if old is not None and _is_same(old, record):
                found.add(old.id)
    return found


def _is_same(old: Record, new: Record) -> bool:
    """Whether a record goes on where another one was: a person with other words is another one."""
    if old.kind != new.kind:
        return False
    if old.acts:
        return new.acts[: len(old.acts)] == old.acts
    return {**old.data, "formerly": ""} == {**new.data, "formerly": ""}


def _is_draft(change: Change, record: Record) -> bool:
    kind = change.base.kind(record)
    return kind.has_acts and not kind.serial and kind.phase_of(record.state) == "todo"
