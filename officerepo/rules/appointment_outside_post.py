"""Somebody is appointed to a post on days on which the post does not exist.

A post has a first day and may have a last one; nobody holds it before or after.

Good:
    set POST-OFI-07 valid.to = 2026-12-31
    set PER-jribera appointments.0.to = 2026-12-31
Bad:
    set POST-OFI-07 valid.to = 2026-12-31
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R37",)
KINDS = ("post",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each appointment that reaches beyond its post."""
    for post in index.of("post"):
        valid = post.data.get("valid")
        start = valid.get("from") if isinstance(valid, dict) else None
        end = valid.get("to") if isinstance(valid, dict) else None
        for holding in index.authority.appointments(post.id):
            before = isinstance(start, str) and holding.start and holding.start < start
            after = isinstance(end, str) and end != "" and holding.end > end
            if before or after:
                yield Finding(
                    index.records[holding.person].path,
                    "appointments",
                    "The appointment to {post} begins on {day}; the post exists from {limit}."
                    if before
                    else "The appointment to {post} goes beyond {limit}, the last day of the post.",
                    "Correct the appointment, or the dates of the post.",
                    values={
                        "post": post.id,
                        "day": holding.start,
                        "limit": str(start if before else end),
                    },
                )
