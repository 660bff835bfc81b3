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
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec"
    " enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
    " ene abr ago dic"
)
# What a number after these words only names, or counts the days of.
_NAMING = frozenset(
    f"{_MONTHS} number numbers no nos n item items page pages sheet sheets folder folders binder"
    " article articles art section sections chapter chapters annex table tables room rooms line"
    " lines station stations version versions circular núm núms número números punto puntos"
    " página páginas pág págs hoja hojas carpeta carpetas artículo artículos sección capítulo"
    " anexo tabla tablas sala salas línea líneas estación extension extensions ext phone tel"
    " extensión extensiones teléfono".split()
)
# Norms and nominal sizes, in capitals only: `ISO 9001`, `DN 400`.
_NORMS = frozenset(["ISO", "IEC", "DIN", "UNE", "GB", "UNE-EN", "UNE-ISO", "DN", "PN"])
_NAMING_BEHIND = ("第", "分机")
_LETTERS = "A-Za-zÀ-ɏ"
# Begins with a digit and looks at nothing before: 4 times as fast in texts with few numbers.
_NUMBER = re.compile(r"[0-9]+(?:[.,'’][0-9]+|[ \u00a0\u202f\u2009][0-9]{3}(?![0-9]))*")
# What makes a number part of a name, an hour or an address when it stands right beside it.
_JOINED_BEFORE = re.compile(rf"[{_LETTERS}0-9_/#=§.,'’-]|(?<=[0-9]):")
_JOINED_BEHIND = re.compile(rf"[{_LETTERS}0-9_/-]|[.,'’:][0-9]")
_BETWEEN = r"\s?(?:,|-|–|and|to|y|al?)\s?"
_LIST = re.compile(_BETWEEN)
_DAY = re.compile(
    rf"(?:{_BETWEEN}[0-9]{{1,2}}(?:st|nd|rd|th)?\b){{0,4}}\s(?:de\s)?(?:{'|'.join(_MONTHS.split())})\b",
    re.IGNORECASE,
)
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_SCALE = re.compile(r"\s?(?:(thousand\b|mil\b|千)|(万)|(million|mill[oó]n)|(亿))", re.IGNORECASE)
_CHINESE_DAYS = tuple("年月日号时点")
_SCALES = (10**3, 10**4, 10**6, 10**8)
_WORD = 16  # characters: no word of the lists above is longer, with what may stand behind it


def figures_in(text: str) -> list[str]:
    """Return the figures of a text as they are written."""
    figures, named = [], 0
    for found in _NUMBER.finditer(text):
        start, end = found.span()
        if text[start - 1 : start] in ("-", "−"):
            start -= 1
        if (start and _JOINED_BEFORE.match(text, start - 1)) or _JOINED_BEHIND.match(text, end):
            continue
        if _is_named(text, start) or (named and _LIST.fullmatch(text, named, start)):
            named = end  # and so is what is listed with it: pages 3 to 9
        elif not _is_day_or_place(text, start, end):
            figures.append(text[start:end])
    return figures


def _is_named(text: str, start: int) -> bool:
    """Whether the word before a number says that it only names something."""
    before = text[max(0, start - _WORD) : start].split()[-1:]
    word = before[0].strip(".º°(") if before else ""
    return word.lower() in _NAMING or word in _NORMS or word.endswith(_NAMING_BEHIND)


def _is_day_or_place(text: str, start: int, end: int) -> bool:
    """Whether a number is a day, a year, an hour or the mark of an item of a list."""
    if _YEAR.fullmatch(text, start, end) or text[end : end + 2].strip()[:1] in _CHINESE_DAYS:
        return True
    if end - start <= 2 and _DAY.match(text, end):
        return True
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return text[end : end + 2] in (". ", ") ") and not line.strip()


def holds(text: str, value: Decimal) -> bool:
    """Whether a number stands anywhere in a text, in digits or words, rounded or not."""
    wanted = abs(value)
    if any(alike(number, wanted) for number in numbers_in(text)):
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


def numbers_in(text: str) -> Iterator[Decimal]:
    """Yield every way to read every number of a text, without its sign."""
    for found in _NUMBER.finditer(text):
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
