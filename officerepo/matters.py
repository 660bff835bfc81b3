"""What is open and who answers for it: by post and by unit, and what waits for an approval.

Open is what is neither done nor given up. Who answers is whom the deadline names that runs, else
the record's owner; of a person, the posts held on the day. Kinds of which nothing is ever awaited
by a day are left out: a dossier that is still being formed is not a matter to be settled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from officerepo.deadlines import awaited
from officerepo.establishment import answering
from officerepo.index import Index
from officerepo.kind import Kind
from officerepo.powers import given
from officerepo.record import Record
from officerepo.workdays import LAST_DAY


class Matter(NamedTuple):
    """An open record, and the day (ISO date) by which something is awaited of it, if any."""

    record: Record
    due: str


def open_matters(index: Index, day: str) -> Mapping[str, list[Matter]]:
    """Return what is open on a day by the post or unit that answers for it, the first due first.

    Each matter is under one name, but for somebody who holds two posts.
    """
    found: dict[str, list[Matter]] = {}
    for kind in index.office.kinds.values():
        if _presses(kind):
            for record in filter(index.is_open, index.of(kind.name)):
                waits = awaited(index, record)
                field = (waits.deadline.owner if waits else "") or kind.views.owner
                owner = index.in_force(record, field) if field else ""
                for name in answering(index, owner, day):
                    found.setdefault(name, []).append(Matter(record, waits.day if waits else ""))
    for matters in found.values():
        matters.sort(key=lambda each: (each.due or LAST_DAY, each.record.id))
    return found


def unapproved(index: Index, day: str) -> Mapping[str, list[Record]]:
    """Return by post the records whose next step is an approval that the post may give."""
    posts = given(index, day)
    found: dict[str, dict[str, Record]] = {}
    for kind in index.office.kinds.values():
        if _presses(kind):
            for record in filter(index.is_open, index.of(kind.name)):
                for power in _approving(index, kind, record):
                    for post in posts.get(power, ()):
                        found.setdefault(post, {})[record.id] = record
    return {post: list(records.values()) for post, records in found.items()}


def _presses(kind: Kind) -> bool:
    """Whether something may be awaited of records of a kind by a day."""
    return bool(kind.deadlines or kind.views.due)


def _approving(index: Index, kind: Kind, record: Record) -> Iterator[str]:
    for act in kind.acts.values():
        if act.approval and record.state in (act.sources or ()):
            yield from index.wanted_powers(act, record) or ()
