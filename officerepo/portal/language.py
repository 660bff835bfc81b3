"""The portal's own language: words from the catalogue, dates and months from the CLDR."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache, lru_cache
from typing import Protocol

from officerepo.kind import Words, say
from officerepo.marks import marks_of
from officerepo.portal.pieces import Html, escaped

# A station in Spain that writes English does not write March 14, 2025.
LOCALES: Mapping[str, str] = {"en": "en_GB", "es": "es", "zh": "zh_Hans_CN"}

NAMES: Mapping[str, str] = {"en": "English", "es": "Español", "zh": "中文"}
"""What each language calls itself."""


_NUMBER = re.compile(r"[+-]?[0-9]+\.[0-9]+")
_NARROW = "\u202f"  # a blank that does not break


class Catalogue(Protocol):
    """What a gettext catalogue offers; the standard library's translations fit."""

    def gettext(self, message: str, /) -> str:
        """Returns the translation of a message."""

    def ngettext(self, one: str, many: str, n: int, /) -> str:
        """Returns the form of a message that goes with a number."""


class Language:
    """Speaks one language; every date is kept once it has been worded."""

    def __init__(self, code: str, catalogue: Catalogue) -> None:
        self.code = code
        self.catalogue = catalogue
        self.gettext = catalogue.gettext
        self.ngettext = catalogue.ngettext
        self.marks = marks_of(code)
        self._locale = LOCALES.get(code, code)
        self._comma = " " if code == "zh" else ", "
        self._dates: dict[str, str] = {}
        self._shorts: dict[str, str] = {}

    def say(self, words: Words) -> str:
        """Returns words of a kind in this language."""
        return say(words, self.code)

    def date(self, text: str) -> Html:
        """Words a date or moment as written: <time>14 March 2025</time>; other text as it is."""
        return self._element(text, self._dates, "long")

    def short(self, text: str) -> Html:
        """Words a date or moment for tables: <time>14 Mar 2025</time>."""
        return self._element(text, self._shorts, "medium")

    def _element(self, text: str, days: dict[str, str], form: str) -> Html:
        day = text[:10]
        words = days.get(day)
        if words is None:
            words = days[day] = _format(day, form, self._locale)
        if not words:
            return escaped(text)
        if len(text) > 10:
            return Html(f'<time datetime="{text}">{words}{self._comma}{text[11:16]}</time>')
        return Html(f'<time datetime="{text}">{words}</time>')

    def heading(self, day: datetime.date) -> str:
        """Words a day as a heading: Friday, 14 March 2025."""
        words = _format(day.isoformat(), "full", self._locale)
        return words[:1].upper() + words[1:]

    def weekday(self, text: str) -> Html:
        """Words a day or moment of the week around it: Fri 14 Mar, 09:30."""
        day = parse_day(text)
        if day is None:
            return escaped(text)
        words = _skeleton(day, "MMMEd", self._locale)
        if len(text) > 10:
            words += f" {text[11:16]}"
        return Html(f'<time datetime="{escaped(text)}">{escaped(words)}</time>')

    def day_name(self, day: datetime.date) -> str:
        """Words a day of the week for the head of a table: Fri."""
        return _skeleton(day, "E", self._locale)

    def month(self, text: str, *, short: bool = False) -> str:
        """Words a month written 2025-03: March 2025, or Mar 2025."""
        day = parse_day(f"{text}-01")
        return _skeleton(day, "yMMM" if short else "yMMMM", self._locale) if day else text

    def month_name(self, text: str) -> str:
        """Words a month without its year: Mar."""
        day = parse_day(f"{text}-01")
        return _skeleton(day, "MMM", self._locale) if day else text

    def due(self, text: str, today: datetime.date) -> tuple[str, str]:
        """Words how far a due date is, with its tone: ("2 days late", "late")."""
        day = parse_day(text)
        if day is None:
            return text, ""
        left = (day - today).days
        if left < 0:
            words = self.ngettext("{n} day late", "{n} days late", -left)
            return words.replace("{n}", str(-left)), "late"
        if left == 0:
            return self.gettext("today"), "wait"
        if left == 1:
            return self.gettext("tomorrow"), "wait"
        if left <= 7:
            return _skeleton(day, "MMMEd", self._locale), "wait"
        same_year = day.year == today.year
        return _skeleton(day, "MMMd" if same_year else "yMMMd", self._locale), ""

    def count(self, number: int) -> str:
        """Words a whole number with its separators: 1,204."""
        return f"{number:,}" if self.code != "es" else _spanish(number)

    def decimal(self, written: str) -> str:
        """Words a number as it was written, with the language's sign before its decimals."""
        is_number = self.code == "es" and _NUMBER.fullmatch(written)
        return written.replace(".", ",") if is_number else written

    def percent(self, written: str) -> str:
        """Words a number of parts in a hundred."""
        return f"{self.decimal(written)}{_NARROW if self.code == 'es' else ''}%"

    def number(self, number: Decimal) -> str:
        """Words a number as it is, with the language's separators: 1,204.5."""
        whole, _, rest = f"{number:f}".partition(".")
        comma = "," if self.code == "es" else "."
        return self.count(int(whole)) + (comma + rest if rest else "")


def _spanish(number: int) -> str:
    """Groups from five digits on, as the Real Academia writes: 9999, 10 000."""
    return str(number) if number < 10_000 else f"{number:,}".replace(",", _NARROW)


@cache
def parse_day(text: str) -> datetime.date | None:
    """Returns the day of a date or moment as written; None for anything else."""
    try:
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None


def _format(day: str, form: str, locale: str) -> str:
    """Returns a day in words, escaped; nothing if it is not a day."""
    found = parse_day(day)
    if found is None:
        return ""
    from babel.dates import format_date  # 45 ms, not needed when nothing changed

    return escaped(format_date(found, form, locale=locale))


@lru_cache(8192)
def _skeleton(day: datetime.date, skeleton: str, locale: str) -> str:
    from babel.dates import format_skeleton

    return format_skeleton(skeleton, day, locale=locale)
