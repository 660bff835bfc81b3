"""Who sits on a body that meets: the posts that are its members, and who of them was present.

A body says under `members` which posts have a vote in it, and under `quorum` how many of them a
decision needs. A body that says nothing is believed in what its minutes say.
"""

from __future__ import annotations

from officerepo.fields import count_in
from officerepo.index import Index
from officerepo.record import Record, entries_in
from officerepo.workdays import LAST_DAY

ATTENDANCE = ("present", "apologies", "absent", "in_attendance")
"""How minutes tell apart who was called: members there, excused and missing, and others there."""


def decides(index: Index, meeting: Record) -> bool:
    """Whether a meeting decided something that stands; adopted and dropped ones left out."""
    decisions = meeting.data.get("decisions")
    return (
        not meeting.adopted
        and index.kind(meeting).phase_of(meeting.state) != "dropped"
        and isinstance(decisions, list)
        and any(isinstance(item, dict) and "struck" not in item for item in decisions)
    )


def named_present(meeting: Record) -> list[str]:
    """Return who the minutes say was present as a member."""
    attendance = meeting.data.get("attendance")
    names = attendance.get("present") if isinstance(attendance, dict) else None
    return [name for name in entries_in(names) if isinstance(name, str)]


def members_of(index: Index, meeting: Record) -> frozenset[str] | None:
    """Return the posts that had a vote in a meeting; None where the body names no members."""
    unit, day = index.records.get(str(meeting.data.get("unit", ""))), _day(meeting)
    members = unit.data.get("members") if unit else None
    if not isinstance(members, list) or not members:
        return None
    return frozenset(
        str(member.get("post"))
        for member in members
        if isinstance(member, dict)
        and str(member.get("from", "")) <= day <= str(member.get("to", LAST_DAY))
    )


def seats(index: Index, person: str, posts: frozenset[str], meeting: Record) -> set[str]:
    """Return the members' posts that a person held on the day of a meeting, also as a deputy."""
    return {h.post for h in index.authority.holdings(person, _day(meeting))} & posts


def voters(index: Index, meeting: Record, posts: frozenset[str]) -> list[str]:
    """Return who of those present had a vote: one for each post, the first to be named."""
    taken: set[str] = set()
    found = []
    for person in named_present(meeting):
        free = seats(index, person, posts, meeting) - taken
        if free and person not in found:
            found.append(person)
            taken.add(min(free))
    return found


def own_quorum(index: Index, meeting: Record) -> int:
    """Return how many members a decision of the meeting's body needed; 0 where it says nothing."""
    unit = index.records.get(str(meeting.data.get("unit", "")))
    quorum = unit.data.get("quorum") if unit else None
    if not isinstance(quorum, dict) or _day(meeting) < str(quorum.get("from", "")):
        return 0
    return count_in(quorum.get("number"))


def _day(meeting: Record) -> str:
    return str(meeting.data.get("starts", ""))[:10]
