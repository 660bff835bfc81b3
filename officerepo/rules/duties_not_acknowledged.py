"""Somebody holds a post and has not confirmed that they understood its duties.

Everybody knows their work: duties laid down in a regulation of the type post_duties are confirmed
by each holder of the posts it applies to, for each version anew. Deputies stand in for single
powers and are not asked.

Good:
    drop ACK-REG-duties-v1-PER-hrepresa
    set office acknowledge_duties_within = 90
Bad:
    drop ACK-REG-duties-v1-PER-hrepresa
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.acknowledged import Reader, readers
from officerepo.finding import Finding, Severity
from officerepo.index import Index
from officerepo.record import Record

SERVES = ("R71",)
SEVERITY: Severity = "warning"
FINDS_ABSENCE = True


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each holder of a post whose time to confirm its duties has passed."""
    if "acknowledgement" not in index.office.kinds:
        return
    within, day = index.office.number("acknowledge_duties_within", 10), today.isoformat()
    for regulation in index.of("regulation"):
        if regulation.data.get("type") == "post_duties" and regulation.state == "in_force":
            for reader in readers(index, regulation, day):
                if not reader.understood and _days(index, reader.since, day) > within:
                    yield _finding(index.records[reader.person], regulation, reader)


def _days(index: Index, begun: str, day: str) -> int:
    """Count the worked days since somebody had to know the duties; none for a day that is none."""
    try:
        return index.office.calendar.workdays_between(begun, day)
    except ValueError:
        return 0


def _finding(person: Record, regulation: Record, reader: Reader) -> Finding:
    return Finding(
        person.path,
        "appointments",
        "{person} has held {post} under {rule} since {day} and has not confirmed its duties.",
        "Ask them to confirm that they understood, and record the acknowledgement.",
        values={
            "person": person.title,
            "post": reader.post,
            "rule": regulation.id,
            "day": reader.since,
        },
    )
