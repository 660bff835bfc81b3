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

from officerepo.acknowledged import confirmations
from officerepo.authority import Holding
from officerepo.finding import Finding, Severity
from officerepo.force import in_force
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
        if regulation.data.get("type") != "post_duties" or regulation.state != "in_force":
            continue
        start = (in_force(regulation) or (str(regulation.data.get("effective", "")),))[0]
        for post in sorted(_posts(index, regulation)):
            for holding in index.authority.holders(post, day):
                begun = max(start, holding.start)
                if holding.type == "deputy" or _confirmed(index, regulation, holding, begun):
                    continue
                if _days(index, begun, day) > within:
                    yield _finding(index.records[holding.person], regulation, post, begun)


def _days(index: Index, begun: str, day: str) -> int:
    """Count the worked days since somebody had to know the duties; none for a day that is none."""
    try:
        return index.office.calendar.workdays_between(begun, day)
    except ValueError:
        return 0


def _posts(index: Index, regulation: Record) -> set[str]:
    """Return the posts that a regulation applies to, itself or through their unit."""
    named = regulation.data.get("applies_to")
    targets = {str(name) for name in (named if isinstance(named, list) else ())}
    return {p.id for p in index.of("post") if p.id in targets or str(p.data.get("unit")) in targets}


def _confirmed(index: Index, regulation: Record, holding: Holding, begun: str) -> bool:
    """Whether a holder understood the regulation, or the post itself since its duties changed."""
    said = [
        *confirmations(index, regulation.id),
        *(c for c in confirmations(index, holding.post) if c.day >= begun),
    ]
    return any(c.who == holding.person and c.reaches("understood") for c in said)


def _finding(person: Record, regulation: Record, post: str, begun: str) -> Finding:
    return Finding(
        person.path,
        "appointments",
        "{person} has held {post} under {rule} since {day} and has not confirmed its duties.",
        "Ask them to confirm that they understood, and record the acknowledgement.",
        values={"person": person.title, "post": post, "rule": regulation.id, "day": begun},
    )
