"""A record that was registered is not there any more.

Nothing leaves a register: a number taken by mistake is voided with a reason, a person or post ends
by a date, and papers go only with a dossier whose destruction was carried out. A draft of a kind
without numbers may be dropped; a record that got another name says its former one in `formerly`.
Making a file unreadable first does not take it out of the register.

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

from officerepo.finding import Finding
from officerepo.history.change import Change
from officerepo.history.departed import goes_on, unexplained
from officerepo.record import Record, name_in

SERVES = ("R17", "R45", "R62")
FINDS_ABSENCE = True


def check(change: Change) -> Iterator[Finding]:
    """Yield a finding for each record of before that is gone and was not disposed of."""
    gone = [p.before for p in change.pairs if p.before and not _goes_on(change, p.before, p.after)]
    after = {p.before.path: p.after for p in change.pairs if p.before and p.after}
    for record in unexplained(change.head, gone, change.base.office.kinds):
        name, new = name_in(record.path), after.get(record.path)
        if new is None or change.base.kind(record).serial:
            message = "{id} is gone."
            hint = (
                "Put the file back. A number taken by mistake is voided with a reason, not removed."
            )
        else:
            message = "{id} is gone; {new} says that it was called so, and says something else."
            hint = (
                "Rename it in a change of its own, `officerepo rename {id} {new}`, and change what"
                " it says in the next one."
            )
        yield Finding(
            record.path,
            "",
            message,
            hint,
            values={"id": name, "new": name_in(new.path) if new else ""},
        )
    for path in change.base.broken(change.files):
        if path not in change.own.files:
            yield Finding(
                path,
                "",
                "{id} is gone, and what it said before could not be read.",
                "Put the file back and mend it. What goes then is judged by what it said.",
                values={"id": name_in(path)},
            )


def _goes_on(change: Change, old: Record, new: Record | None) -> bool:
    """Whether a record is still there: under its name, or another where its register allows it."""
    if new is None or name_in(old.path) == name_in(new.path):
        return new is not None
    return goes_on(old, new, change.base.kind(old), change.head.aliases)
