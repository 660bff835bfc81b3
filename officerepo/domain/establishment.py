"""Posts and units as they are on a day: which exist, what is in force for them, who is in place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from officerepo.authority import Holding
from officerepo.fields import number_in
from officerepo.index import Index
from officerepo.record import Record, entries_in
from officerepo.workdays import LAST_DAY

_ORDER = {"titular": 0, "acting": 1}  # and then deputies


def exists(record: Record, day: str) -> bool:
    """Whether a post or unit exists on a day (ISO date)."""
    valid = record.data.get("valid")
    valid = valid if isinstance(valid, dict) else {}
    return str(valid.get("from", "")) <= day <= str(valid.get("to") or LAST_DAY)


def existing(index: Index, kind: str, day: str) -> list[Record]:
    """Return the posts or units that exist on a day (ISO date), by id."""
    return [record for record in index.of(kind) if exists(record, day)]


def posts_by_unit(index: Index, day: str) -> dict[str, list[Record]]:
    """Return the posts that exist on a day (ISO date), by their units."""
    found: dict[str, list[Record]] = {}
    for post in existing(index, "post", day):
        found.setdefault(str(post.data.get("unit", "")), []).append(post)
    return found


def holders(index: Index, post: str, day: str) -> list[Holding]:
    """Return who holds a post on a day: titular holders, then acting ones, then deputies."""
    held = index.authority.holders(post, day)
    return sorted(held, key=lambda h: (_ORDER.get(h.type, 2), h.start, h.person))


def places(post: Record) -> int:
    """Return how many people may hold a post at a time; 1 where it does not say so in figures."""
    return number_in(post.data.get("headcount"), 1)


def vacant(index: Index, post: Record, day: str) -> int:
    """Return how many places of a post nobody has on a day; a deputy takes none."""
    taken = sum(held.type != "deputy" for held in index.authority.holders(post.id, day))
    return max(0, places(post) - taken)


def duties(index: Index, post: str, day: str) -> list[Mapping[str, Any]]:
    """Return the duties of a post that are in force on a day, without those withdrawn."""
    version = index.authority.version(post, day) or {}
    return [
        duty
        for duty in entries_in(version.get("duties"))
        if isinstance(duty, dict) and not duty.get("struck")
    ]


def answering(index: Index, name: str, day: str) -> list[str]:
    """Return the posts behind a name: of a person, those held on a day; of a unit, its head post.

    Deputised posts count only where there is no other. A unit without a head stands for itself; a
    name of nothing stands for nobody.
    """
    named = index.records.get(name)
    if named is None:
        return []
    if named.kind == "unit":
        head = index.authority.head_post(name)
        return [head if head in index.records else name]
    if named.kind != "person":
        return [name] if named.kind == "post" else []
    held = index.authority.holdings(name, day)
    own = [each.post for each in held if each.type != "deputy"]
    return own or [each.post for each in held]
