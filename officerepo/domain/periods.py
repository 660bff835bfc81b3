"""Periods: the months, quarters and half-years that figures are counted for, and those before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from officerepo.domain.counting import Period
from officerepo.index import Index

_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")


def half_year(today: date) -> Period:
    """Return the half-year in which a day lies."""
    first, last = ("01-01", "06-30") if today.month < 7 else ("07-01", "12-31")
    return Period(f"{today.year:04d}-{first}", f"{today.year:04d}-{last}")


def quarter_of(day: str) -> str:
    """Return the first month of the quarter in which a day or month (ISO) lies: 2025-07."""
    return f"{day[:5]}{(int(day[5:7]) - 1) // 3 * 3 + 1:02d}" if is_month(day[:7]) else ""


def months_until(today: date, since: str) -> Iterator[str]:
    """Yield the months from today's back to the first (2025-03), at most a hundred years of them.

    There are none where the first is no month.
    """
    since = max(since, f"{max(today.year - 100, 1):04d}-01") if since else ""
    month = f"{today.year:04d}-{today.month:02d}"
    while is_month(since) and month >= since:
        yield month
        year, number = int(month[:4]), int(month[5:])
        month = f"{year:04d}-{number - 1:02d}" if number > 1 else f"{year - 1:04d}-12"


def first_month(index: Index, kind: str) -> str:
    """Return the month of the first act on records of a kind; what was adopted came before."""
    found = (r.acts[0].at[:7] for r in index.of(kind) if r.acts and not r.adopted)
    return min(filter(is_month, found), default="")


def is_month(text: str) -> bool:
    """Whether a text is a month such as 2025-03."""
    return bool(_MONTH.fullmatch(text))


def falls(day: str, period: Period) -> bool:
    """Whether a day, or a month as a whole, falls into a period."""
    return bool(day) and period.first[: len(day)] <= day <= period.last


def before(period: Period) -> Period:
    """Return the period of the same length that ends where one begins.

    Whole months are followed by as many whole months, other days by as many days.
    """
    first, last = _days(period)
    end = first - timedelta(days=first > date.min)
    if first.day == 1 and _after(last).day == 1:
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        number = first.year * 12 + first.month - 1 - months
        start = date(max(number // 12, 1), number % 12 + 1, 1)
    else:
        start = end - min(last - first, end - date.min)
    return Period(start.isoformat(), end.isoformat())


def written(period: Period) -> str:
    """Return a period as a count writes it: 2025, 2025-H1, 2025-Q3, 2025-03, or two days."""
    first, last = _days(period)
    year, after = period.first[:4], _after(last)
    months = (after.year - first.year) * 12 + after.month - first.month
    if first.day == after.day == 1 and (first.month - 1) % max(months, 1) == 0:
        number = (first.month - 1) // max(months, 1) + 1
        names = {1: f"-{first.month:02d}", 3: f"-Q{number}", 6: f"-H{number}", 12: ""}
        if months in names:
            return f"{year}{names[months]}"
    return f"{period.first}..{period.last}"


def _after(day: date) -> date:
    return day + timedelta(days=day < date.max)


def _days(period: Period) -> tuple[date, date]:
    return date.fromisoformat(period.first), date.fromisoformat(period.last)
