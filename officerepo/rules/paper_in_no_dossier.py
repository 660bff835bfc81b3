"""A record was done with long ago and lies in no dossier.

Papers become a file, and the file goes to the archive: two steps, and the first is forgotten when
nobody asks. What is in no dossier is never transferred and never destroyed in order. It is asked
where the office sets `file_within_days`.

Good:
    set office file_within_days = 90
Bad:
    set office file_within_days = 30
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from officerepo.finding import Finding, Severity
from officerepo.index import Index
from officerepo.record import Record, entries_in

SERVES = ("R17", "R46")
SEVERITY: Severity = "warning"
FINDS_ABSENCE = True

# The kinds that make up dossiers. Registers, rules and what the archive itself keeps do not.
_FILED = (
    *("incoming", "outgoing", "meeting", "plan", "task", "briefing", "writing", "study"),
    *("conduct", "evaluation", "request", "mediation", "reception"),
)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each finished record that should have been filed by now."""
    within = index.office.number("file_within_days", 0)
    if not within:
        return
    limit = (today - timedelta(days=within)).isoformat()
    listed = {
        str(name) for dossier in index.of("dossier") for name in _items(dossier) if not dossier.void
    }
    for name in _FILED:
        for record in index.of(name):
            if not record.acts or record.acts[-1].at >= limit or "dossier" in record.data:
                continue
            if record.id not in listed and _is_done(index, record):
                yield Finding(
                    record.path,
                    "",
                    "It was finished by {day} and lies in no dossier.",
                    "List it in the dossier of its matter, or open one: `officerepo new dossier`.",
                    values={"day": record.acts[-1].at[:10]},
                )


def _items(dossier: Record) -> list[object]:
    return entries_in(dossier.data.get("items"))


def _is_done(index: Index, record: Record) -> bool:
    return not record.adopted and index.kind(record).phase_of(record.state) == "done"
