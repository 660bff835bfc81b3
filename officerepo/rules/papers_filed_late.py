"""A paper on the agenda of a meeting came too late for anybody to read it.

Papers are there a working day before the meeting; the office may ask for more days under
`papers_before_days` in its settings.

Good:
    set MTG-2025-002 agenda.0.papers = [IN-2025-0001]
    set MTG-2025-001 agenda.0.papers = [PLN-2025-annual]
Bad:
    set MTG-2025-002 agenda.0.papers = [IN-2025-0001, IN-2025-0003]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding, Severity
from officerepo.index import Index
from officerepo.record import Record

SERVES = ("R19", "R97")
KINDS = ("meeting",)
SEVERITY: Severity = "warning"


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each paper that was not there in time before its meeting."""
    wanted = index.office.number("papers_before_days", 1)
    for meeting in index.of("meeting"):
        starts = str(meeting.data.get("starts", ""))[:10]
        if meeting.adopted or not starts or meeting.state in ("cancelled", "void"):
            continue
        for at, paper in _papers(index, meeting):
            filed = paper.acts[0].at[:10]
            try:
                days = index.office.calendar.workdays_between(filed, starts)
            except ValueError:
                break  # the start has its own finding
            if days < wanted:
                yield Finding(
                    meeting.path,
                    at,
                    "{paper} is of {filed}, too late for the meeting of {starts}.",
                    "Take the item at a later meeting, or say in notes what the haste was.",
                    values={"paper": paper.id, "filed": filed, "starts": starts},
                )


def _papers(index: Index, meeting: Record) -> Iterator[tuple[str, Record]]:
    for link in meeting.links:
        if link.at.startswith("agenda[") and ".papers[" in link.at:
            paper = index.records.get(link.target)
            if paper is not None and paper.acts and not paper.adopted:
                yield link.at, paper
