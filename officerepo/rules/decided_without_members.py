"""A body decided with fewer of its members than its quorum.

Where a body says who its members are, they alone are counted, each post once: neither guests nor a
secretary without a vote make up the number. What counts is the body's own quorum, or the one in the
minutes where that is higher.

Good:
    set UNIT-DIR members = [{post: POST-DIR-01}, {post: POST-OFI-01}, {post: POST-DIR-02}]
    set UNIT-DIR quorum = {number: 2}
Bad:
    set UNIT-DIR members = [{post: POST-DIR-01}, {post: POST-DIR-02}, {post: POST-OFI-01}]
    set UNIT-DIR quorum = {number: 2, from: 2025-01-01}
    set MTG-2025-001 attendance.present = [PER-amanantial, PER-hrepresa]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.membership import decides, members_of, named_present, own_quorum, voters
from officerepo.fields import count_in
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R52",)
KINDS = ("meeting",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each meeting that decided without enough of its body's members."""
    for meeting in index.of("meeting"):
        posts = members_of(index, meeting)
        if posts is None or not named_present(meeting) or not decides(index, meeting):
            continue
        wanted = max(own_quorum(index, meeting), count_in(meeting.data.get("quorum")))
        counted = len(voters(index, meeting, posts))
        if counted < wanted:
            yield Finding(
                meeting.path,
                "attendance.present",
                "Decisions are recorded; {present} members of {unit} were present, and {quorum} "
                "are needed.",
                "Complete the list of members present, or take the decisions out.",
                values={
                    "present": str(counted),
                    "unit": str(meeting.data.get("unit")),
                    "quorum": str(wanted),
                },
            )
