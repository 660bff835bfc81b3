"""The calendar: an agenda of the coming weeks, and a page for each month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from markupsafe import Markup

from officerepo.portal.agenda import Entry, entries, entry_key, has_entries, is_late, within
from officerepo.portal.chronicle import has_acts
from officerepo.portal.pieces import NOTHING, Html, escaped, in_language, joined, tag
from officerepo.portal.reports import rows_of
from officerepo.portal.site import Site
from officerepo.portal.subscriptions import calendars, offers_key

WEEKS = 8
MONTHS_AHEAD = 3
"""Months after the current one that have a page even while nothing is set down for them."""

MONTHS_LONG = 36
"""Months over which something may last and stand in each of them."""

FOLDER = "calendar"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the calendar: the agenda, or a month (2025-03).

    `placed` are its entries with the day under which each stands; `months` are those with a page;
    `late` says how many things are late; None where too little is shown to say so.
    """

    path: str
    name: str
    placed: Sequence[tuple[str, Entry]] = field(repr=False)
    months: tuple[str, ...] = ()
    late: int | None = None


def sheets(site: Site) -> list[Sheet]:
    """Returns the pages of the calendar: none where no kind of the office could fill it."""
    if not has_entries(site):
        return []
    found, today = site.once(entries), site.today
    coming = [entry for entry in found if not is_late(entry, today)]
    overdue = site.once(rows_of).get("overdue")
    late = None if overdue is None else sum(bool(row[1]) for row in overdue)
    by_month: dict[str, list[tuple[str, Entry]]] = {}
    for entry in found:
        for month in _months_of(entry):
            by_month.setdefault(month, []).append((max(entry.day, f"{month}-01"), entry))
    for ahead in range(MONTHS_AHEAD + 1):
        by_month.setdefault(_month(today, ahead), [])
    months = tuple(sorted(by_month))
    last = monday(today) + timedelta(days=7 * WEEKS - 1)
    return [
        Sheet(f"{FOLDER}/index.html", "agenda", within(coming, monday(today), last), months, late),
        *(Sheet(f"{FOLDER}/{m}.html", m, sorted(by_month[m], key=_place), months) for m in months),
    ]


def monday(day: date) -> date:
    """Returns the first day of the week that holds a day."""
    return day - timedelta(days=day.weekday())


def calendar(site: Site, sheet: Sheet) -> dict[str, Any]:
    """Returns what the template of a page of the calendar needs."""
    offers = calendars(site)
    content: dict[str, Any] = {
        "sheet": sheet,
        "late": sheet.late,
        "rows": [],
        "calendars": [offer for title, group in offers for offer in group if not title],
    }
    if sheet.name == "agenda":
        content["subscriptions"] = offers
        content["has_acts"] = has_acts(site)
        content["weeks"] = list(_weeks(site, sheet))
    else:
        content |= _month_table(site, sheet)
    return content | _neighbours(site, sheet)


def _neighbours(site: Site, sheet: Sheet) -> dict[str, Any]:
    """Returns the months that a page leads to: those of its year, and one of each other year."""
    today = site.today.isoformat()[:7]
    month = sheet.name if sheet.name[:1].isdigit() else today
    place = sheet.months.index(month)
    first = {name[:4]: name for name in reversed(sheet.months)}
    years = [(year, f"{name}.html", year == month[:4]) for year, name in sorted(first.items())]
    return {
        "month": site.language.month(month),
        "years": years,
        "months": [
            (site.language.month_name(name), f"{name}.html", name == sheet.name)
            for name in sheet.months
            if name[:4] == month[:4]
        ],
        "before": _named(site, sheet.months[place - 1]) if place else None,
        "after": _named(site, m) if (m := "".join(sheet.months[place + 1 : place + 2])) else None,
    }


def _named(site: Site, month: str) -> tuple[str, str]:
    return site.language.month(month), f"{month}.html"


# -- the agenda -----------------------------------------------------------------------------------


def _weeks(site: Site, sheet: Sheet) -> Iterator[tuple[str, Markup, list[Any]]]:
    """Yields the coming weeks: number for its anchor, title, days with their entries."""
    first, gettext = monday(site.today), site.language.gettext
    for number in range(WEEKS):
        start = first + timedelta(days=7 * number)
        end = start + timedelta(days=6)
        placed = [p for p in sheet.placed if start.isoformat() <= p[0] <= end.isoformat()]
        span = f"{site.language.short(start.isoformat())} – {site.language.short(end.isoformat())}"
        names = {0: gettext("This week"), 1: gettext("Next week")}
        words = names.get(number) or gettext("Week {n}").replace("{n}", str(start.isocalendar()[1]))
        title = f'{escaped(words)} <span class="meta">{span}</span>'
        yield start.isoformat(), Markup(title), list(_days(site, placed))


def _days(site: Site, placed: Sequence[tuple[str, Entry]]) -> Iterator[tuple[Markup, list[Markup]]]:
    for day, found in groupby(placed, lambda pair: pair[0]):
        lines = [Markup(_line(site, entry, day)) for _, entry in found]
        yield Markup(site.language.weekday(day)), lines


def _line(site: Site, entry: Entry, day: str) -> Html:
    """Returns an entry of the agenda: hour, link, what it is, whom it waits for.

    What took place already says how it stands.
    """
    kind = site.office.kinds[entry.record.kind]
    facts = [escaped(site.language.say(kind.title))]
    if entry.what == "event":
        state = site.face_of(entry.record).state
        if state and entry.last < site.today.isoformat() and not entry.dropped:
            facts.append(escaped(state))
        facts += [*_place_of(site, entry), *_until(site, entry, day)]
    else:
        facts.append(escaped(site.language.say(entry.step)))
    facts += [
        in_language(escaped(face.title), face.lang)
        for face in filter(None, map(site.face, entry.who))
    ]
    return Html(
        f'<span class="hour">{_mark(site, entry, day)}</span>'
        f'<div>{_link(site, entry)} <span class="meta">{joined(facts, " · ")}</span></div>'
    )


def _mark(site: Site, entry: Entry, day: str) -> Html:
    """Returns the hour at which something begins, or the tag of what falls due.

    What lasts for days has its hour on the first of them alone.
    """
    if entry.what != "event":
        late = is_late(entry, site.today)
        return tag(site.language.gettext("late" if late else "due"), "late" if late else "wait")
    starts = len(entry.start) > 10 and entry.day == day
    return _time(entry.start) if starts else NOTHING


def _time(moment: str) -> Html:
    return Html(f'<time datetime="{escaped(moment)}">{escaped(moment[11:16])}</time>')


def _until(site: Site, entry: Entry, day: str) -> Iterator[Html]:
    if entry.last > day:
        words = escaped(site.language.gettext("until {day}"))
        yield Html(words.replace("{day}", site.language.short(entry.last)))
    elif len(entry.end) > 10:
        words = escaped(site.language.gettext("until {day}"))
        yield Html(words.replace("{day}", _time(entry.end)))


def _place_of(site: Site, entry: Entry) -> Iterator[Html]:
    place = entry.record.data.get("place")
    if isinstance(place, str) and place:
        face = site.face(place)
        yield in_language(escaped(face.title), face.lang) if face else escaped(place)


def _link(site: Site, entry: Entry) -> Html:
    face = site.face_of(entry.record)
    mark = face.tag if entry.dropped else NOTHING
    lang = f' lang="{escaped(face.lang)}"' if face.lang else ""
    return Html(f'<a href="../{face.url}"{lang}>{escaped(face.title)}</a> {mark}')


# -- a month --------------------------------------------------------------------------------------


class Cell(NamedTuple):
    """A day of a month table: its date, date and holiday in words, what it is like, its entries.

    `marks` say that it is today, that it is not worked (rest), that nothing is told of it (free). A
    day of another month has no date.
    """

    date: str
    words: Markup
    marks: str
    lines: list[Markup]


def _month_table(site: Site, sheet: Sheet) -> dict[str, Any]:
    """Returns the days of the week, those of the weekend marked, and the weeks of a month."""
    first = date.fromisoformat(f"{sheet.name}-01")
    start = monday(first)
    weekend = site.office.calendar.weekend
    names = [
        (site.language.day_name(start + timedelta(days=n)), n in weekend and len(weekend) < 7)
        for n in range(7)
    ]
    on: dict[str, list[Markup]] = {}
    for day, entry in sheet.placed:
        on.setdefault(day, []).append(Markup(_cell_line(site, entry, day)))
    weeks = []
    while start.isoformat()[:7] <= sheet.name:
        days = [start + timedelta(days=n) for n in range(7)]
        weeks.append([_cell(site, day, sheet.name, on) for day in days])
        if days[-1] == date.max or len(weeks) == 6:
            break
        start += timedelta(days=7)
    return {"names": names, "rows": weeks, "entries": len(sheet.placed)}


def _cell(site: Site, day: date, month: str, on: dict[str, list[Markup]]) -> Cell:
    text = day.isoformat()
    if text[:7] != month:
        return Cell("", Markup(), "free", [])
    words, lines = Markup(f"<b>{site.language.weekday(text)}</b>"), on.get(text, [])
    calendar = site.office.calendar
    holiday = calendar.holidays.get(day, "")
    if holiday:
        written = site.office.language
        lang = written if written != site.language.code else ""
        words += Markup(f'<p class="meta">{in_language(escaped(holiday), lang)}</p>')
    marks = {
        "free": not lines and not holiday,
        "rest": not calendar.is_worked(day),
        "today": day == site.today,
    }
    return Cell(text, words, " ".join(mark for mark, marked in marks.items() if marked), lines)


def _cell_line(site: Site, entry: Entry, day: str) -> Html:
    step = escaped(site.language.say(entry.step))
    step = Html(f' <span class="meta">{step}</span>') if step else NOTHING
    return Html(f"{_mark(site, entry, day)} {_link(site, entry)}{step}")


def _months_of(entry: Entry) -> Iterator[str]:
    """Yields the months that an entry stands in, from its first to the one in which it ends.

    Of very many the last one follows on the first: an end in a wrong century makes no pages.
    """
    first, last = entry.day[:7], entry.last[:7]
    yield first
    start = date.fromisoformat(f"{first}-01")
    between = (int(last[:4]) - start.year) * 12 + int(last[5:]) - start.month
    for ahead in range(1, between if between <= MONTHS_LONG else 1):
        yield _month(start, ahead)
    if last > first:
        yield last


def _place(pair: tuple[str, Entry]) -> tuple[str, tuple[str, bool, str, str]]:
    return pair[0], pair[1].order


def _month(day: date, ahead: int) -> str:
    months = day.year * 12 + day.month - 1 + ahead
    return f"{months // 12:04d}-{months % 12 + 1:02d}"


def sheet_key(site: Site, sheet: Sheet) -> str:
    """Returns the key of a page: its entries, and today where the page depends on it."""
    today = str(site.today)
    dated = site.day_key if sheet.name == "agenda" or today.startswith(sheet.name) else ""
    rows = (f"{day}{is_late(e, site.today)}{entry_key(site, e)}" for day, e in sheet.placed)
    offers = offers_key(calendars(site)) if sheet.name == "agenda" else ""
    neighbours = f"{_neighbours(site, sheet)} {sheet.late} {offers}"
    return site.key("calendar", sheet.name, dated, neighbours, *rows)
