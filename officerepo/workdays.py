"""The institution's own calendar: which days are worked, and deadlines counted in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

LAST_DAY = "9999-12-31"
"""The end of what has none: the last day that a date can say."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Calendar:
    """Weekends (0 = Monday) and the named days on which the office does not work."""

    weekend: frozenset[int] = frozenset({5, 6})
    holidays: Mapping[date, str] = field(default_factory=dict)

    def is_worked(self, day: date) -> bool:
        """Whether the office works on that day."""
        return day.weekday() not in self.weekend and day not in self.holidays

    def add(self, day: date, workdays: int) -> date:
        """Return the day that lies `workdays` worked days after `day` (not counting `day`).

        It is the last day of the calendar where it would lie beyond.
        """
        if len(self.weekend) == 7:
            return day + min(timedelta(days=workdays), date.max - day)
        while workdays > 0 and day < date.max:
            day += timedelta(days=1)
            workdays -= self.is_worked(day)
        return day

    def workdays_between(self, start: str, end: str) -> int:
        """Count the worked days after `start` up to and including `end` (ISO dates or moments).

        Negative when `end` lies before `start`.
        """
        first, last = date.fromisoformat(start[:10]), date.fromisoformat(end[:10])
        sign = 1
        if last < first:
            first, last, sign = last, first, -1
        weeks, rest = divmod((last - first).days, 7)
        count = weeks * (7 - len(self.weekend))
        count += sum(
            (last - timedelta(days=back)).weekday() not in self.weekend for back in range(rest)
        )
        count -= sum(
            first < day <= last and day.weekday() not in self.weekend for day in self.holidays
        )
        return sign * count

    @staticmethod
    def days_between(start: str, end: str) -> int:
        """Count the calendar days from `start` to `end` (ISO dates or moments)."""
        return (date.fromisoformat(end[:10]) - date.fromisoformat(start[:10])).days
