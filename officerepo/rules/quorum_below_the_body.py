"""The minutes name a lower quorum than the body itself has.

How many members a decision needs is laid down for the body and not chosen at the table.

Good:
    set UNIT-DIR quorum = {number: 3, from: 2025-02-01}
Bad:
    set UNIT-DIR quorum = {number: 3}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.membership import decides, own_quorum
from officerepo.fields import count_in
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R52",)
KINDS = ("meeting",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each meeting that decided by less than its body's quorum."""
    for meeting in index.of("meeting"):
        named, own = count_in(meeting.data.get("quorum")), own_quorum(index, meeting)
        if 0 < named < own and decides(index, meeting):
            yield Finding(
                meeting.path,
                "quorum",
                "The minutes name a quorum of {named}; decisions of {unit} need {quorum}.",
                "Write the quorum of the body, and take out what was decided by fewer members.",
                values={
                    "named": str(named),
                    "unit": str(meeting.data.get("unit")),
                    "quorum": str(own),
                },
            )
