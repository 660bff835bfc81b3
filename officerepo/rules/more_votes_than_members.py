"""A decision has more votes than there were members who could vote on it.

Those present vote, less those who left for an interest of theirs; who abstained for one is neither
for nor against. The numbers of the vote agree with the list of those present; where the body says
who its members are, only they are counted.

Good:
    set MTG-2025-001 decisions.D2.mode = vote
    set MTG-2025-001 decisions.D2.votes = {in_favour: 1, against: 0, abstained: 1}
Bad:
    set MTG-2025-001 decisions.D1.mode = vote
    set MTG-2025-001 decisions.D1.votes = {in_favour: 3, against: 0, abstained: 1}
    set MTG-2025-001 decisions.D2.mode = vote
    set MTG-2025-001 decisions.D2.votes = {in_favour: 2, against: 1, abstained: 0}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from officerepo.domain.membership import members_of, named_present, voters
from officerepo.fields import count_in
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record, entries_in

SERVES = ("R52",)
KINDS = ("meeting",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each vote with more voices than members who could vote."""
    for meeting in index.of("meeting"):
        if not isinstance(meeting.data.get("attendance"), dict):
            continue
        decisions, posts = meeting.data.get("decisions"), members_of(index, meeting)
        present = named_present(meeting) if posts is None else voters(index, meeting, posts)
        for number, decision in enumerate(entries_in(decisions)):
            votes = decision.get("votes") if isinstance(decision, dict) else None
            if not isinstance(votes, dict):
                continue
            left = len(_recused(meeting, decision, present, "left"))
            idle = len(_recused(meeting, decision, present, "abstained"))
            counted = [count_in(votes.get(key)) for key in ("in_favour", "against", "abstained")]
            could = len(present) - left
            if sum(counted) > could or sum(counted[:2]) > could - idle:
                yield Finding(
                    meeting.path,
                    f"decisions[{number}].votes",
                    "{decision} has {votes} votes; {present} were present, {recused} of them "
                    "recused.",
                    "Count the votes again, or complete the list of those present.",
                    values={
                        "decision": str(decision.get("id", "")),
                        "votes": str(sum(counted)),
                        "present": str(len(present)),
                        "recused": str(left + idle),
                    },
                )


def _recused(
    meeting: Record, decision: Mapping[str, Any], present: list[str], action: str
) -> set[str]:
    """Return who of those present declared an interest in a decision, and left or abstained."""
    names = {decision.get("id"), decision.get("item")} - {None, ""}
    return {
        str(interest.get("person"))
        for interest in entries_in(meeting.data.get("interests"))
        if isinstance(interest, dict)
        and interest.get("action") == action
        and interest.get("item") in names
        and interest.get("person") in present
    }
