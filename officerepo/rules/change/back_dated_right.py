"""An appointment, a version of a post or a key counts from a day long before it was entered.

Whoever may enter appointments could make good afterwards what somebody did without a power. It may
be right, when the letter of appointment lay in a tray; somebody looks at the letter first. What is
older than the office comes with a new record and was there already.

Good:
    merged 2025-03-31T18:00
    then
    add PER-lmeandro appointments =
      {post: POST-OFI-01, from: 2025-03-28, type: acting, instrument: Note of 27 March 2025}
Bad:
    merged 2025-03-31T18:00
    then
    add PER-lmeandro appointments =
      {post: POST-OFI-01, from: 2025-03-03, type: acting, instrument: Note of 27 March 2025}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from officerepo.fields import date
from officerepo.finding import Finding, Severity
from officerepo.history.change import Change
from officerepo.record import Record, entries_in

SERVES = ("R37", "R97")
SEVERITY: Severity = "warning"


def check(change: Change) -> Iterator[Finding]:
    """Yield a warning for each new entry of a right that begins longer ago than its kind allows."""
    office = change.tip.office
    began = str(office.settings.get("began") or "")
    for _, before, after, _ in change.pairs:
        for field in change.head.kind(after).rights if after else ():
            known = [_lasting(entry) for entry in _entries(before, field)]
            for number, entry in enumerate(_entries(after, field)):
                start = _start(entry)
                if not (after and start) or _lasting(entry) in known:
                    continue
                if before is None and start < began:
                    continue
                waited = office.calendar.workdays_between(start, change.merged_at)
                if waited > office.grace(after.kind):
                    yield Finding(
                        after.path,
                        f"{field}[{number}].from",
                        "It counts from {start} and was entered on {merged}, {waited} working days"
                        " later; this kind allows {grace}.",
                        "See that what grants it is of that day, and that nobody acted on it before"
                        " it was granted.",
                        values={
                            "start": start,
                            "merged": change.merged_at[:10],
                            "waited": str(waited),
                            "grace": str(office.grace(after.kind)),
                        },
                    )


def _entries(record: Record | None, field: str) -> list[dict[str, Any]]:
    found = record.data.get(field) if record else None
    return [entry for entry in entries_in(found) if isinstance(entry, dict)]


def _lasting(entry: dict[str, Any]) -> dict[str, Any]:
    """Return an entry without its end, which comes later and takes a right away."""
    return {key: value for key, value in entry.items() if key != "to"}


def _start(entry: dict[str, Any]) -> str:
    try:
        return date(str(entry.get("from")))
    except ValueError:
        return ""
