"""An entry of a list that only grows was altered, taken out or moved.

The acts of a record are its past, and so are lists that its kind says to grow: the appointments of
a person, the versions of a post. A later change adds to them; what stood there stays as it was, in
its order. Only an entry that was open, as an appointment, may be given its end (`to`).

Good:
    then
    add TSK-2025-0001 acts =
      {do: follow_up, at: 2025-03-31T10:00, by: PER-lmeandro, remarks: the table is in use}
Bad:
    then
    set TSK-2025-0001 acts.assign.at = 2025-01-16T09:00
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from officerepo.finding import Finding, Value
from officerepo.history.change import Change
from officerepo.record import Record, entries_in

SERVES = ("R62", "R94", "R96")


def check(change: Change) -> Iterator[Finding]:
    """Yield a finding for each entry of a growing list that is not what it was."""
    for _, before, after, came in change.pairs:
        if before is None or after is None:
            continue
        fields = change.head.kind(after).fields.values()
        for name in ("acts", *(field.name for field in fields if field.grows)):
            old, new = _entries(before, name), _entries(after, name)
            if name == "acts":  # a merge may have put others among them, as time has it
                new = [entry for place, entry in enumerate(new) if place not in came]
            place = next((n for n, entry in enumerate(old) if not _kept(entry, new, n, name)), None)
            if place is not None:
                yield Finding(
                    after.path,
                    f"{name}[{place}]" if place < len(new) else name,
                    "Entry {number} of `{list}` is not what it was: {entry}."
                    if place < len(new)
                    else "Entry {number} of `{list}` is gone: {entry}.",
                    "Put it back as it was. What was wrong is put right by an act `correct`, or"
                    " by a further entry.",
                    values={"number": str(place + 1), "list": name, "entry": _shown(old[place])},
                )


def _entries(record: Record, name: str) -> list[Any]:
    return entries_in(record.data.get(name))


def _kept(entry: Any, new: list[Any], place: int, name: str) -> bool:
    if place >= len(new):
        return False
    now = new[place]
    if now == entry:
        return True
    ends = isinstance(now, dict) and isinstance(entry, dict) and "to" in now and "to" not in entry
    return name != "acts" and ends and {**entry, "to": now["to"]} == now


def _shown(entry: Any) -> Value:
    if not isinstance(entry, dict):
        return str(entry)
    return [f"{key} {value}" for key, value in entry.items() if isinstance(value, str)]
