"""Dates as people write them in file names, headings and first lines.

English, Spanish and Chinese, in figures and in words. Nothing is guessed: what can be read in two
ways (03-04-2023) comes back with both, and what is no day of the calendar is not a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Reading:
    """A date read from a text, and the characters it was read from.

    `other` is the second reading where day and month may be swapped: then `day` is the one with
    the day first. `day_first` says how a date in figures that ends in its year was read, where
    only one order gives a day of the calendar.
    """

    day: date
    start: int
    end: int
    other: date | None = None
    day_first: bool | None = None


_MONTH_WORDS = (
    "january jan enero ene",
    "february feb febrero",
    "march mar marzo",
    "april apr abril abr",
    "may mayo",
    "june jun junio",
    "july jul julio",
    "august aug agosto ago",
    "september sept sep septiembre setiembre",
    "october oct octubre",
    "november nov noviembre",
    "december dec diciembre dic",
)
_MONTHS = {word: n for n, words in enumerate(_MONTH_WORDS, 1) for word in words.split()}

_UNITS = "uno dos tres cuatro cinco seis siete ocho nueve"
_TEENS = "diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve"
_TWENTIES = (
    "veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
    "veintiocho veintinueve"
)
_TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa"
_SPANISH_NUMBERS = {
    word: n for n, word in enumerate(f"{_UNITS} {_TEENS} {_TWENTIES}".split(), 1)
} | {
    f"{ten} y {unit}" if unit else ten: 10 * n + digit
    for n, ten in enumerate(_TENS.split(), 3)
    for digit, unit in enumerate(("", *_UNITS.split()))
}
_SPANISH_NUMBERS |= {"primero": 1, "un": 1, "dieciseis": 16, "veintidos": 22, "veintitres": 23}
_CHINESE_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}


def _longest_first(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_MONTH = rf"(?<![^\W\d_])({_longest_first(_MONTHS)})(?![^\W\d_])\.?"
_DAY = r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|\.?[ºª°])?(?![\dºª°])"
_YEAR = r"(?<!\d)(\d{4})(?!\d)"
_GAP = r"[\s_,.-]*"
_OF = rf"{_GAP}(?:(?:of|del?|de el año)[\s_]+)?"
_WORDS = f"({_longest_first(_SPANISH_NUMBERS)})"
_HAN = "[〇○零一二三四五六七八九十廿]"

# Each shape names its parts: a letter a group, in the order of the groups.
_SHAPES = [
    (letters, re.compile(pattern, re.IGNORECASE))
    for letters, pattern in (
        ("y-md", r"(?<!\d)(\d{4})\s?([-/._–—])\2?\s?(\d{1,2})\s?\2{1,2}\s?(\d{1,2})(?!\d)"),
        ("ymd", r"(?<!\d)(\d{4}) (\d\d) (\d\d)(?!\d)"),
        ("ymd", r"(?<!\d)(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})(?!\d)\s?[日号號]?"),
        ("ymd", rf"({_HAN}{{4}})年({_HAN}{{1,2}})月({_HAN}{{1,3}})[日号號]"),
        ("d-my", r"(?<!\d)(\d{1,2})([-/._–])(\d{1,2})\2(\d{4})(?!\d)"),
        ("mdy", rf"{_MONTH}{_GAP}{_DAY}{_OF}{_YEAR}"),
        ("dmy", rf"{_DAY}{_OF}{_MONTH}{_OF}{_YEAR}"),
        ("ymd", rf"{_YEAR}{_GAP}{_MONTH}{_GAP}{_DAY}"),
        ("dmw", rf"\b{_WORDS}\s+de\s+{_MONTH}\s+del?\s+(?:año\s+)?dos\s+mil(?:\s+{_WORDS})?\b"),
    )
]
_COMPACT = [("ymd", re.compile(r"(?<!\d)((?:19|20|21)\d\d)(\d\d)(\d\d)(?:\d{4}|\d{6})?(?!\d)"))]
_YEARLESS = [
    (letters, re.compile(pattern, re.IGNORECASE))
    for letters, pattern in (
        ("md", r"(?<![\d年])(\d{1,2})\s?月\s?(\d{1,2})\s?[日号號]"),
        ("md", rf"{_MONTH}{_GAP}{_DAY}"),
        ("dm", rf"{_DAY}{_OF}{_MONTH}"),
    )
]
_BARE = [("d-m", re.compile(r"^\s*(\d\d)([-_.]?)(\d\d)(?!\d)"))]
_ADDRESS = re.compile(r"(?:https?|ftp)://[^\s)>\]]+|\bwww\.[^\s)>\]]+", re.IGNORECASE)

_MONTH_OF = re.compile(
    rf"(?<!\d)(\d{{4}})(?:[-/._](\d{{1,2}})(?![\d])|\s?年\s?(\d{{1,2}})\s?月)|{_MONTH}{_OF}{_YEAR}",
    re.IGNORECASE,
)
_YEAR_OF = re.compile(r"(?<!\d)((?:19|20|21)\d\d)(?!\d)")


def readings(text: str, *, year: int | None = None, compact: bool = False) -> list[Reading]:
    """Return the dates of a text in the order they stand, none overlapping another.

    With `year`, dates that leave the year out are read as of it; with `compact`, 20230514 too.
    Digits inside web addresses are no dates.
    """
    text = _ADDRESS.sub(lambda match: " " * len(match[0]), text)
    found = list(_matches(text, _SHAPES + _COMPACT if compact else _SHAPES, year))
    if year is not None:
        found += _matches(text, _YEARLESS, year)
    found.sort(key=lambda reading: (reading.start, -reading.end))
    kept: list[Reading] = []
    for reading in found:
        if not kept or reading.start >= kept[-1].end:
            kept.append(reading)
    return kept


def bare_reading(stem: str, year: int) -> Reading | None:
    """Return the date of a name that begins with day and month alone, as `05-14` or `0514`."""
    return next(_matches(stem, _BARE, year), None)


def without_dates(text: str, year: int | None = None) -> str:
    """Return the text with its dates, months with a year and lone years cut out."""
    for reading in reversed(readings(text, year=year, compact=True)):
        text = text[: reading.start] + " " + text[reading.end :]
    return _YEAR_OF.sub(" ", _MONTH_OF.sub(" ", text))


def month_in(text: str) -> tuple[int, int] | None:
    """Return the year and month of the first month a text names with its year, or None."""
    for match in _MONTH_OF.finditer(text):
        parts = [part for part in match.groups() if part]
        if match[1]:
            year, month = int(parts[0]), int(parts[1])
        else:
            year, month = int(parts[1]), _MONTHS[parts[0].lower()]
        if 1900 <= year <= 2199 and 1 <= month <= 12:
            return year, month
    return None


def year_in(text: str) -> int | None:
    """Return the year a text names, if it names exactly one."""
    years = set(_YEAR_OF.findall(text))
    return int(years.pop()) if len(years) == 1 else None


def _matches(
    text: str, shapes: list[tuple[str, re.Pattern[str]]], year: int | None
) -> Iterator[Reading]:
    for letters, shape in shapes:
        for match in shape.finditer(text):
            named = zip(letters, match.groups(), strict=True)
            parts = {letter: _number(part or "") for letter, part in named if letter != "-"}
            y = 2000 + parts["w"] if "w" in parts else parts.get("y", year or 0)
            straight = _day(y, parts["m"], parts["d"])
            swapped = _day(y, parts["d"], parts["m"]) if "d-m" in letters else None
            first = straight or swapped
            if first is None:
                continue
            other = swapped if straight and swapped != straight else None
            order = None
            if "d-m" in letters and (straight is None or swapped is None):
                order = straight is not None
            yield Reading(first, match.start(), match.end(), other, order)


def _day(year: int, month: int, day: int) -> date | None:
    if not 1900 <= year <= 2199:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(word: str) -> int:
    """Return the value of figures, a month's name, a Spanish number or a Chinese one."""
    word = word.lower()
    if word.isdecimal():
        return int(word)
    if word in _MONTHS:
        return _MONTHS[word]
    if word in _SPANISH_NUMBERS:
        return _SPANISH_NUMBERS[word]
    if len(word) == 4 or "十" not in word.replace("廿", "十"):
        return int("".join(str(_CHINESE_DIGITS.get(c, 0)) for c in word) or 0)
    tens, _, units = word.replace("廿", "二十").partition("十")
    return 10 * _CHINESE_DIGITS.get(tens, 1) + _CHINESE_DIGITS.get(units, 0)
