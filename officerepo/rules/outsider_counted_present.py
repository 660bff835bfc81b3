"""Somebody is counted among the members present at a meeting and is no member of its body.

Where a body says who its members are, only the holders of those posts make its decisions. Others
who are there have a voice at most, and stand under `in_attendance`; the secretary is noted as
present without being counted.

Good:
    set UNIT-DIR members = [{post: POST-DIR-01}, {post: POST-OFI-01}]
Bad:
    set UNIT-DIR members = [{post: POST-DIR-01}, {post: POST-OFI-05}]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.membership import decides, members_of, named_present, seats
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R52",)
KINDS = ("meeting",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each person present at a decision without a seat in the body."""
    for meeting in index.of("meeting"):
        posts = members_of(index, meeting)
        if posts is None or not decides(index, meeting):
            continue
        for number, person in enumerate(named_present(meeting)):
            if person == meeting.data.get("secretary") or seats(index, person, posts, meeting):
                continue
            yield Finding(
                meeting.path,
                f"attendance.present[{number}]",
                "{person} is noted as present and was no member of {unit} on {day}.",
                "Move the name to `in_attendance`, or complete the members of the body.",
                values={
                    "person": person,
                    "unit": str(meeting.data.get("unit")),
                    "day": str(meeting.data.get("starts"))[:10],
                },
            )
