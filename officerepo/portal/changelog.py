"""The log of changes: acts in words by day, a page for each month or day of a long month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from markupsafe import Markup

from officerepo.portal.agenda import has_entries
from officerepo.portal.chronicle import Deed, Wording, deeds, has_acts
from officerepo.portal.language import parse_day
from officerepo.portal.pieces import joined
from officerepo.portal.site import Site
from officerepo.portal.subscriptions import news, offers_key

FOLDER = "changes"

PAGE_ACTS = 400
"""A month with more acts has a page for each of its days."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the log: the acts of a month (2025-11) or of a day of it, the newest first.

    `months` and `days` are the neighbours: period and number of acts. The page of a month that has
    too many acts lists its days alone.
    """

    path: str
    period: str
    deeds: Sequence[Deed] = field(repr=False)
    months: tuple[tuple[str, int], ...] = ()
    days: tuple[tuple[str, int], ...] = ()


def sheets(site: Site) -> list[Sheet]:
    """Returns the pages of the log; `index.html` shows what its newest page does."""
    if not has_acts(site):
        return []
    by_month = {
        month: list(found)
        for month, found in groupby(site.once(deeds), lambda deed: deed.act.at[:7])
    }
    months = tuple((month, len(found)) for month, found in by_month.items())
    pages: list[Sheet] = []
    for month, found in by_month.items():
        if len(found) <= PAGE_ACTS:
            pages.append(Sheet(f"{FOLDER}/{month}.html", month, found, months))
            continue
        by_day = {d: list(f) for d, f in groupby(found, lambda deed: deed.act.at[:10])}
        days = tuple((day, len(each)) for day, each in by_day.items())
        pages.append(Sheet(f"{FOLDER}/{month}.html", month, (), months, days))
        pages += [Sheet(f"{FOLDER}/{d}.html", d, each, months, days) for d, each in by_day.items()]
    newest = next((page for page in pages if page.deeds), Sheet("", "", ()))
    first = Sheet(f"{FOLDER}/index.html", newest.period, newest.deeds, months, newest.days)
    return [first, *pages]


def sheet_key(site: Site, sheet: Sheet) -> str:
    """Returns the key of a page: the records whose acts it shows, and its neighbours."""
    rows = map(site.once(Wording).key, sheet.deeds)
    offers = offers_key(news(site)) if _is_first(sheet) else ""
    neighbours = f"{sheet.path} {sheet.period} {sheet.months} {sheet.days} {offers}"
    return site.key("changes", neighbours, *rows)


def changes(site: Site, sheet: Sheet) -> dict[str, Any]:
    """Returns what the template of a page of the log needs."""
    month = sheet.period[:7]
    years = {name[:4]: name for name, _ in sheet.months}
    worded = site.once(Wording)
    return {
        "sheet": sheet,
        "first": _is_first(sheet),
        "subscriptions": news(site) if _is_first(sheet) else [],
        "has_entries": has_entries(site),
        "period": _period(site, sheet.period),
        "years": [(year, f"{name}.html", year == month[:4]) for year, name in years.items()],
        "months": [
            (site.language.month_name(name), f"{name}.html", number, name == month)
            for name, number in reversed(sheet.months)
            if name[:4] == month[:4]
        ],
        "inner": [
            (Markup(site.language.short(day)), f"{day}.html", number, day == sheet.period)
            for day, number in reversed(sheet.days)
        ],
        "days": [
            (day, site.language.heading(found_day), Markup(joined(map(worded.line, found))))
            for day, found in groupby(sheet.deeds, lambda deed: deed.act.at[:10])
            if (found_day := parse_day(day))
        ],
    }


def _is_first(sheet: Sheet) -> bool:
    return sheet.path.endswith("index.html")


def _period(site: Site, period: str) -> str:
    day = parse_day(period) if len(period) == 10 else None
    return site.language.heading(day) if day else site.language.month(period) if period else ""
