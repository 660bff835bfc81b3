"""Who has confirmed a document, and how far; who holds a post that a regulation applies to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from officerepo.domain.entitlement import people_behind
from officerepo.domain.force import in_force
from officerepo.index import Index
from officerepo.record import Record, entries_in

LEVELS = ("received", "read", "understood", "acted")
"""What can be confirmed; each includes those before it."""


class Confirmation(NamedTuple):
    """A person or unit confirmed something on a day (ISO date)."""

    who: str
    level: str
    day: str

    def reaches(self, level: str) -> bool:
        """Whether it says at least so much."""
        return self.level in LEVELS and LEVELS.index(self.level) >= LEVELS.index(level)


class Reader(NamedTuple):
    """A holder of a post that a regulation applies to, since a day (ISO date), and what they said.

    `level` is the furthest that they have confirmed of the regulation, or of the post itself since
    that day; empty where they have confirmed nothing.
    """

    person: str
    post: str
    since: str
    level: str

    @property
    def understood(self) -> bool:
        """Whether they have confirmed that they understood it."""
        return Confirmation(self.person, self.level, self.since).reaches("understood")


def readers(index: Index, regulation: Record, day: str) -> list[Reader]:
    """Return who holds on a day a post that a regulation applies to, post by post.

    It applies to the posts it names and to those of the units it names. Deputies stand in for
    single powers and are left out.
    """
    start = (in_force(regulation) or (str(regulation.data.get("effective", "")),))[0]
    targets = {str(name) for name in entries_in(regulation.data.get("applies_to"))}
    of_rule = list(confirmations(index, regulation.id))
    found = []
    for post in index.of("post"):
        if post.id in targets or str(post.data.get("unit")) in targets:
            of_post = list(confirmations(index, post.id))
            for held in index.authority.holders(post.id, day):
                if held.type != "deputy":
                    since = max(start, held.start)
                    said = [each for each in of_post if each.day >= since]
                    levels = {c.level for c in (*of_rule, *said) if c.who == held.person}
                    reached = [level for level in LEVELS if level in levels]
                    found.append(Reader(held.person, post.id, since, (reached or [""])[-1]))
    return found


def confirmations(index: Index, record_id: str) -> Iterator[Confirmation]:
    """Yield what was confirmed of a record and not withdrawn, an act at a time."""
    for record, link in index.links_to(record_id):
        if record.kind != "acknowledgement" or link.at != "of" or record.state != "done":
            continue
        who = str(record.data.get("who", ""))
        for act in record.acts:
            level = act.data.get("level") if act.do == "confirm" else record.data.get("level")
            if act.do in ("acknowledge", "confirm", "adopt"):
                yield Confirmation(who, str(level), act.at[:10])


def unconfirmed(index: Index, letter: Record) -> Iterator[tuple[int, str]]:
    """Yield the addressees of a letter in the house who owe a confirmation, each with its place.

    A letter says what it asks for; it owes nothing before it is issued, nor once it is withdrawn.
    Bodies outside the house answer by letter.
    """
    wanted = letter.data.get("ack_required")
    if wanted not in ("received", "acted") or letter.state not in ("issued", "filed"):
        return
    said = list(confirmations(index, letter.id))
    for number, addressee in enumerate(entries_in(letter.data.get("to"))):
        if _is_ours(index, addressee) and not any(
            each.reaches(wanted) and (each.who == addressee or _holds(index, each, addressee))
            for each in said
        ):
            yield number, addressee


def _is_ours(index: Index, addressee: object) -> bool:
    found = index.records.get(addressee) if isinstance(addressee, str) else None
    if found is None or found.kind not in ("person", "post", "unit"):
        return False
    return found.data.get("type") != "external"


def _holds(index: Index, said: Confirmation, addressee: str) -> bool:
    """Whether somebody confirmed as the holder of the post that is addressed."""
    is_post = index.records[addressee].kind == "post"
    return is_post and said.who in people_behind(index, addressee, said.day)
