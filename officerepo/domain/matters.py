"""What is open and whose it is: by post and by unit, and what waits for an approval.

Open is what is neither done nor given up, and what is owed of anything else: that somebody looks
back on a task, confirms a circular, keeps a turn of a routine. It is the matter of who answers for
the record and of whom it waits for; of a person, of the posts held on the day; of a unit, of the
post that heads it too. Kinds of which
nothing is ever awaited by a day are left out: a dossier that is still being formed is not a matter
to be settled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from operator import attrgetter
from typing import NamedTuple

from officerepo.domain.establishment import answering
from officerepo.domain.owed import SOON, Owed, owed, owed_of
from officerepo.domain.waiting import waiting
from officerepo.index import Index
from officerepo.kind import Kind, Words
from officerepo.record import Record
from officerepo.workdays import LAST_DAY


class Matter(NamedTuple):
    """An open record; the day (ISO date) by which something is awaited of it, and what, if any.

    `who` are the posts and units that it waits for: who answers for it while nothing is owed. A
    routine is a matter for each of its turns that is owed: `part` tells them apart, as they may
    fall due on one day. Those who are only `asked` for something do not answer for the record.
    """

    record: Record
    due: str
    step: Words
    who: tuple[str, ...]
    asked: bool = False
    part: str = ""

    @property
    def place(self) -> tuple[str, str, str]:
        """Where it stands in a list, the first due first: no two matters have the same."""
        return self.due or LAST_DAY, self.record.id, self.part


def open_matters(index: Index, day: str) -> Mapping[str, list[Matter]]:
    """Return what is open on a day by the posts and units whose it is, the first due first.

    What is not begun yet, as a turn of a routine, is a matter once it is due soon. So is an item of
    a plan: until then the plan is the matter of its unit alone.
    """
    return index.once(_open_matters, day)


def _open_matters(index: Index, day: str) -> Mapping[str, list[Matter]]:
    found: dict[str, list[Matter]] = {}
    today = date.fromisoformat(day)
    soon = (today + timedelta(days=SOON)).isoformat()
    waits: set[str] = set()
    for each in owed(index, today):
        is_begun = index.is_open(each.record) and not each.given
        if is_begun:
            waits.add(each.record.id)
        if is_begun or each.day <= soon:
            own = _owners(index, each.record, day) if is_begun else ()
            for name in dict.fromkeys((*own, *_ours(index, each))):
                asked = each.asked and name not in own
                matter = Matter(each.record, each.day, each.step, each.who, asked, each.part)
                found.setdefault(name, []).append(matter)
    for kind in index.office.kinds.values():
        if _presses(kind):
            for record in filter(index.is_open, index.of(kind.name)):
                if record.id in waits:
                    continue
                who = tuple(answering(index, index.owner(record), day))
                for name in _owners(index, record, day):
                    found.setdefault(name, []).append(Matter(record, "", {}, who))
    for matters in found.values():
        matters.sort(key=attrgetter("place"))
    return found


def _owners(index: Index, record: Record, day: str) -> list[str]:
    """Return whose pages a record stands on as theirs: of a unit, its own and that of its head."""
    owner = index.owner(record)
    named = index.records.get(owner)
    unit = [owner] if named is not None and named.kind == "unit" else []
    return list(dict.fromkeys((*unit, *answering(index, owner, day))))


def _ours(index: Index, each: Owed) -> Iterator[str]:
    """Yield the posts and units that owe something."""
    known = index.records
    return (name for name in each.who if name in known and known[name].kind in ("post", "unit"))


def unapproved(index: Index, day: str) -> Mapping[str, list[Matter]]:
    """Return by post what waits for an approval that the post can give, the first due first."""
    found: dict[str, dict[str, Matter]] = {}
    for record, act, _, posts, _ in waiting(index, day):
        if act.approval:
            due = next((each.day for each in owed_of(index, record, date.fromisoformat(day))), "")
            for post in posts:
                found.setdefault(post, {})[record.id] = Matter(record, due, {}, posts)
    return {post: sorted(each.values(), key=attrgetter("place")) for post, each in found.items()}


def _presses(kind: Kind) -> bool:
    """Whether something may be awaited of records of a kind by a day."""
    return bool(kind.deadlines or kind.views.due)
