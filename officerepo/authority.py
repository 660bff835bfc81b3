"""Who may do what on which day: appointments and post versions, resolved to powers.

The act's day → the person's active appointments (titular, acting, deputy) → each post's version in
force that day → its powers. A deputy has only the powers named in `limits`; an acting holder has
the post's full powers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from officerepo.record import Record, entries_in
from officerepo.workdays import LAST_DAY

Powers = Mapping[str, tuple[str, ...]]
"""Each power that somebody has, with the posts that give it."""


ANY_POST = ""
"""The power that everybody has who holds a post."""


@dataclass(frozen=True, slots=True)
class Holding:
    """An appointment of a person to a post; `limits` are a deputy's powers."""

    person: str
    post: str
    start: str
    end: str
    type: str
    limits: tuple[str, ...]


class Authority:
    """The organisation's people and posts over time."""

    def __init__(
        self, people: Iterable[Record], posts: Iterable[Record], units: Iterable[Record]
    ) -> None:
        self._posts = {post.id: _versions(post) for post in posts}
        self._heads = {unit.id: str(unit.data.get("head_post", "")) for unit in units}
        self._by_person = {person.id: list(_holdings(person)) for person in people}
        self._by_post: dict[str, list[Holding]] = {}
        for holdings in self._by_person.values():
            for holding in holdings:
                self._by_post.setdefault(holding.post, []).append(holding)
        self._segments: dict[str, tuple[list[str], list[Powers]]] = {}

    def holdings(self, person: str, day: str) -> list[Holding]:
        """Return the appointments of a person that are active on a day (ISO date)."""
        return [h for h in self._by_person.get(person, ()) if h.start <= day <= h.end]

    def holders(self, post: str, day: str) -> list[Holding]:
        """Return the appointments to a post that are active on a day (ISO date)."""
        return [h for h in self._by_post.get(post, ()) if h.start <= day <= h.end]

    def appointments(self, post: str) -> list[Holding]:
        """Return all appointments to a post, past and future."""
        return self._by_post.get(post, [])

    def head_post(self, unit: str) -> str:
        """Return the post that heads a unit, or an empty string."""
        return self._heads.get(unit, "")

    def powers(self, person: str, day: str) -> Powers:
        """Return the powers a person has on a day (ISO date), with the posts that give them."""
        days, powers = self._segments.get(person) or self._resolve(person)
        return powers[bisect_right(days, day)]

    def changes(self, person: str) -> list[str]:
        """Return the days on which a person's powers may change; the day after an end as `DAY~`."""
        return (self._segments.get(person) or self._resolve(person))[0]

    def who_could(self, powers: Iterable[str], day: str) -> list[str]:
        """Return the people who have one of these powers on a day (ISO date)."""
        wanted = set(powers)
        return [p for p in self._by_person if not wanted.isdisjoint(self.powers(p, day))]

    def version(self, post: str, day: str) -> Mapping[str, Any] | None:
        """Return the version of a post that is in force on a day (ISO date)."""
        found = None
        for start, version in self._posts.get(post, ()):
            if start <= day:
                found = version
        return found

    def _resolve(self, person: str) -> tuple[list[str], list[Powers]]:
        """Cut a person's time at every change and resolve the powers of each stretch."""
        cuts: set[str] = set()
        for holding in self._by_person.get(person, ()):
            cuts |= {holding.start, _next(holding.end)}
            cuts |= {start for start, _ in self._posts.get(holding.post, ())}
        days = sorted(cuts)
        resolved = ([*days], [{}, *(self._powers_on(person, day) for day in days)])
        self._segments[person] = resolved
        return resolved

    def _powers_on(self, person: str, day: str) -> Powers:
        found: dict[str, tuple[str, ...]] = {}
        for holding in self.holdings(person, day):
            found[ANY_POST] = (*found.get(ANY_POST, ()), holding.post)
            version = self.version(holding.post, day)
            for power in entries_in(version.get("powers") if version else None):
                if not isinstance(power, str):
                    continue  # has its own finding
                if holding.type != "deputy" or power in holding.limits:
                    found[power] = (*found.get(power, ()), holding.post)
        return found


def _next(day: str) -> str:
    """Return a text that sorts right after a day and before the following one."""
    return day + "~"


def _versions(post: Record) -> list[tuple[str, Mapping[str, Any]]]:
    found = [
        (str(item.get("from", "")), item)
        for item in entries_in(post.data.get("versions"))
        if isinstance(item, dict)
    ]
    return sorted(found, key=lambda pair: pair[0])


def _holdings(person: Record) -> Iterable[Holding]:
    for item in entries_in(person.data.get("appointments")):
        if isinstance(item, dict):
            limits = item.get("limits")
            yield Holding(
                person.id,
                str(item.get("post", "")),
                str(item.get("from", "")),
                str(item.get("to") or LAST_DAY),
                str(item.get("type", "titular")),
                tuple(map(str, entries_in(limits))),
            )
