"""Numbers in running text: the figures that somebody reads there.

Days, hours, years, the numbers of pages, items and records, and what is part of a name (`S-07`,
`5/2025`, `Q1`) are no figures. Where a number can be read in two ways, `13,400` with thousands or
with decimals, both are meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from officerepo.text import fold

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
    "|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
    "|ene|abr|ago|dic"
)
# What a number after these words only names.
_NAMING = (
    "numbers?|nos?|items?|pages?|sheets?|folders?|binders?|articles?|art|sections?|chapters?"
    "|annex|tables?|rooms?|lines?|stations?|versions?|circular|n|núms?|números?|puntos?|páginas?"
    "|págs?|hojas?|carpetas?|artículos?|sección|capítulos?|anexo|tablas?|salas?|líneas?|estación"
)
_MORE = r"(?:\s?(?:,|-|–|and|to|y|al?)\s?[0-9]{1,4}(?:st|nd|rd|th)?\b){0,4}"
_NO_FIGURES = re.compile(
    rf"""
    ^[ \t]*[0-9]+[.)](?=\s)
    | \b[0-9]{{1,2}}(?:st|nd|rd|th)?{_MORE}\s(?:de\s)?(?:{_MONTHS})\b\.?(?:\s(?:del?\s)?[0-9]{{4}})?
    | \b(?:{_MONTHS})\b\.?\s[0-9]{{1,2}}(?:st|nd|rd|th)?\b{_MORE}
    | \b(?:{_NAMING})\b\.?[º°]?\s?[0-9]+\b{_MORE}
    | 第\s?[0-9]+ | [0-9]+\s?[年月日号时点]
    | \b[0-9]{{1,2}}:[0-9]{{2}}\b
    | (?<![0-9.,/-])(?:19|20)[0-9]{{2}}(?![0-9/-]|[.,][0-9])
    | \bhttps?://\S+
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
_NUMBER = r"[0-9]+(?:[.,'’][0-9]+|[ \u00a0\u202f\u2009][0-9]{3}(?![0-9]))*"
_FIGURE = re.compile(
    rf"(?<![A-Za-zÀ-ɏ0-9_/#§.,'’-])(?:[-−](?=[0-9]))?{_NUMBER}(?![A-Za-zÀ-ɏ0-9_/-]|[.,'’:][0-9])"
)
_ANY = re.compile(_NUMBER)
_SCALE = re.compile(r"\s?(?:(thousand\b|mil\b|千)|(万)|(million|mill[oó]n)|(亿))", re.IGNORECASE)
_SCALES = (10**3, 10**4, 10**6, 10**8)


def figures_in(text: str) -> list[str]:
    """Return the figures of a text as they are written."""
    return [found[0] for found in _FIGURE.finditer(_NO_FIGURES.sub(" ", text))]


def holds(text: str, value: Decimal) -> bool:
    """Whether a number stands anywhere in a text, in digits or words, rounded or not."""
    wanted = abs(value)
    if any(alike(number, wanted) for number in _numbers(text)):
        return True
    words = fold(text)
    return any(re.search(rf"\b{said}\b", words) for said in _spelled(wanted)) or any(
        said in text for said in _chinese(wanted)
    )


def alike(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers are the same once both are rounded to the decimals of the coarser.

    At most two decimals are rounded away: three digits after a sign may be thousands.
    """
    lost = _decimals(one) - _decimals(other)
    fine, coarse = (one, other) if lost > 0 else (other, one)
    if fine == coarse or abs(lost) > 2:
        return fine == coarse
    with suppress(InvalidOperation):  # more digits than anybody counts with
        return fine.quantize(coarse, ROUND_HALF_UP) == coarse
    return False


def _decimals(number: Decimal) -> int:
    return -int(number.as_tuple().exponent)


def _numbers(text: str) -> Iterator[Decimal]:
    """Yield every way to read every number of a text."""
    for found in _ANY.finditer(text):
        scale = _SCALE.match(text, found.end())
        factor = _SCALES[(scale.lastindex or 1) - 1] if scale else 1
        for reading in _readings(found[0]):
            yield reading
            yield reading * factor


def _readings(written: str) -> Iterator[Decimal]:
    plain = re.sub("[ \u00a0\u202f\u2009'’]", "", written)
    if plain != written:
        yield from map(Decimal, re.findall("[0-9]+", written))  # or several numbers in a row
    last = max(plain.rfind("."), plain.rfind(","))
    whole, decimals = re.sub("[.,]", "", plain[:last]), plain[last + 1 :]
    if last < 0:
        yield Decimal(plain)
        return
    if plain.count(plain[last]) == 1:
        yield Decimal(f"{whole}.{decimals}")
    if len(decimals) == 3:
        yield Decimal(whole + decimals)


# -- in words -------------------------------------------------------------------------------------

_ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SPANISH = (
    "cero un[oa]? dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"
    " dieciseis diecisiete dieciocho diecinueve veinte veintiun[oa]? veintidos veintitres"
    " veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve"
)
_SPANISH_TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa"
_DIGITS = "零一二三四五六七八九"
_NONE = ("none", "no", "nothing", "nobody", "ning[uú]n[oa]?", "nada", "nadie")


def _spelled(value: Decimal) -> tuple[str, ...]:
    """Return how a whole number below a hundred may be spelt in English and Spanish."""
    if value >= 100 or value != int(value):
        return ()
    number = int(value)
    english = _in_words(number, _ENGLISH.split(), _ENGLISH_TENS.split(), "[- ]")
    spanish = _in_words(number, _SPANISH.split(), _SPANISH_TENS.split(), " y ")
    return (english, spanish, *(() if number else _NONE))


def _in_words(number: int, small: list[str], tens: list[str], between: str) -> str:
    if number < len(small):
        return small[number]
    ten, one = divmod(number - len(small), 10)
    return tens[ten] + (f"{between}{small[one]}" if one else "")


def _chinese(value: Decimal) -> tuple[str, ...]:
    """Return how a whole number below a hundred may be spelt in Chinese."""
    if value >= 100 or value != int(value):
        return ()
    tens, ones = divmod(int(value), 10)
    if not tens:
        return (_DIGITS[ones], *{0: ("无", "没有"), 2: ("两",)}.get(ones, ()))
    return ((_DIGITS[tens] if tens > 1 else "") + "十" + (_DIGITS[ones] if ones else ""),)
