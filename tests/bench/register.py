"""The generated office's books: working time, numbers in its order, and records being written."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from tests.bench.organisation import FIRST, LAST, TODAY, Organisation, Tree
from tests.bench.words import Prose

HOLIDAYS = (
    *(("01-01", "New Year"), ("01-06", "Epiphany"), ("05-01", "Labour Day")),
    *(("06-24", "Local feast"), ("08-15", "Assumption"), ("12-25", "Christmas")),
)


class Moment(NamedTuple):
    """A working day by its place in the calendar, and a minute of it."""

    day: int
    minute: int

    def after(self, days: int, minutes: int = 0) -> Moment:
        """Return a moment some working days, or minutes of the same day, later."""
        return Moment(self.day + days, self.minute + minutes)


@dataclass(eq=False)
class Item:
    """A record being written; an item in another's fields stands for its id."""

    kind: str
    id: str
    data: Tree
    language: str = "en"
    body: str = ""
    acts: list[tuple[Moment, Tree]] = field(default_factory=list)

    def act(self, at: Moment, do: str, by: str, **keys: Any) -> Moment:
        """Append an act and return its moment."""
        self.acts.append((at, {"do": do, "by": by, **keys}))
        return at


class Books:
    """The office's time and numbers: events happen in order, records take the next number."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        self.organisation = Organisation()
        self.prose = {name: Prose(self.rng, name) for name in ("en", "es", "zh")}
        self.days = list(_working_days())
        self.end = Moment(self.days.index(_first_from(self.days, TODAY)), 0)
        self.items: dict[str, list[Item]] = {}
        self._numbers: Counter[tuple[str, str]] = Counter()
        self._queue: list[tuple[Moment, int, Callable[[Moment], object]]] = []
        self._turn = 0

    def day(self, moment: Moment) -> str:
        """Return the ISO date of a moment."""
        return self.days[moment.day]

    def at(self, moment: Moment) -> str:
        """Return a moment as it is written."""
        return f"{self.days[moment.day]}T{moment.minute // 60:02}:{moment.minute % 60:02}"

    def place(self, day: str) -> int:
        """Return the place in the calendar of the first working day from a date on."""
        return self.days.index(_first_from(self.days, day))

    def who(self, post: str, moment: Moment) -> str:
        """Return the person who holds a post at a moment."""
        return self.organisation.holder(post, self.days[moment.day])

    def one(self, entries: Iterable[Any]) -> Any:
        """Return one of the entries."""
        listed = list(entries)
        return listed[int(self.rng.random() * len(listed))]

    def language(self) -> str:
        """Return the language of a record: mostly the office's."""
        share = self.rng.random()
        return "en" if share < 0.7 else "es" if share < 0.88 else "zh"

    def hex(self) -> str:
        """Return 64 hexadecimal digits."""
        return f"{self.rng.getrandbits(256):064x}"

    def later(self, moment: Moment, action: Callable[[Moment], object]) -> None:
        """Let something happen at a moment."""
        self._turn += 1
        heapq.heappush(self._queue, (moment, self._turn, action))

    def spread(self, count: int, action: Callable[[Moment], object], start: int = 5) -> None:
        """Let something happen `count` times, evenly over the years, sixty days before the end."""
        span = self.end.day - 60 - start
        for number in range(count):
            day = start + number * span // count
            self.later(Moment(day, 8 * 60 + int(self.rng.random() * 300)), action)

    def run(self) -> None:
        """Let everything happen, in the order of time."""
        while self._queue:
            moment, _, action = heapq.heappop(self._queue)
            action(moment)

    def open(self, kind: str, prefix: str, width: int, moment: Moment, data: Tree) -> Item:
        """Open a record with the next number of its book."""
        year = self.days[moment.day][:4]
        self._numbers[prefix, year] += 1
        number = f"{prefix}-{year}-{self._numbers[prefix, year]:0{width}}"
        return self.add(kind, number, data)

    def add(self, kind: str, number: str, data: Tree) -> Item:
        """Add a record under its own number."""
        item = Item(kind, number, data)
        self.items.setdefault(kind, []).append(item)
        return item


def _working_days() -> Iterable[str]:
    day, last = date(FIRST, 1, 2), date(LAST + 2, 12, 31)
    closed = {month_day for month_day, _ in HOLIDAYS}
    while day <= last:
        if day.weekday() < 5 and day.isoformat()[5:] not in closed:
            yield day.isoformat()
        day += timedelta(days=1)


def _first_from(days: list[str], day: str) -> str:
    return next(found for found in days if found >= day)
