"""How the sheet of a book is ruled: which way it lies, the size of its letters, its columns.

All is worked out beforehand from what the columns hold, so that one long word cannot push the
others off the sheet. Lengths are in em: what the fonts of `paper.css` take, wide ones included.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from math import sqrt

from officerepo.portal.pieces import Html

PORTRAIT = (180.0, (8.5,))
LANDSCAPE = (267.0, (8.0, 7.5, 7.0, 6.5))
"""Millimetres between the margins of A4, and the sizes of letters in points, larger ones first."""

LETTER = 360 / 127
"""Points of a millimetre."""

EDGES = 0.9
"""What the edges of a cell take."""

WORD = 9.5
"""What a longer word takes at least; it may then be broken."""

TOGETHER = 4
"""Chinese characters that are not parted; of more, so many stay together."""

BOLD = 1.1
"""How much more room the bold letters of a head take."""

EASE = 1.04
"""How much room there is to be beyond what words need, for letters of a size to be used."""

ROOT = 1.6
LONG = 110.0
"""A cell is wished `ROOT` times the root of its text's length, which counts as `LONG` at most."""

HAND = {"number": 5.0, "words": 12.0, "name": 9.0}
HAND_OTHER = 8.0
"""What writing by hand is to have in an empty column, by its tone."""

_TAGS = re.compile(r"<[^>]*>")
_WHOLE = re.compile(r'<span class="(?:day|folio)">([^<]*)</span>')
_TIMES = re.compile(r"(<time[^>]*>)([^<]*?)((?:, | )\d\d:\d\d)?</time>")
_CHINESE = re.compile(r"([\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]+)")
_NARROW = frozenset("ijlI'.,:;·|! ")
_SLIM = frozenset("frtJ-()[]/")
_BROAD = frozenset("mwMW@%—")


@dataclass(frozen=True, slots=True)
class Ruling:
    """A ruled sheet: `size` of letters in points, and the share of each column in a hundred."""

    wide: bool
    size: float
    shares: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """What a column takes at least, and what it had better have."""

    least: float
    wish: float


def ruling(needs: Sequence[Need]) -> Ruling:
    """Returns how a sheet with such columns is ruled: upright where all have what they wish."""
    millimetres, (size,) = PORTRAIT
    if sum(need.wish for need in needs) <= millimetres * LETTER / size:
        return Ruling(False, size, _shares(needs, millimetres * LETTER / size))
    millimetres, sizes = LANDSCAPE
    least = sum(need.least for need in needs)
    fitting = (size for size in sizes if least * EASE <= millimetres * LETTER / size)
    size = next(fitting, sizes[-1])
    return Ruling(True, size, _shares(needs, millimetres * LETTER / size))


def need_of(title: str, cells: Iterable[Html]) -> Need:
    """Returns what a column needs for its title and its cells."""
    least, wish = _longest(_words(title)) * BOLD, 0.0
    for cell in cells:
        whole = [_length(unescape(words)) for words in _WHOLE.findall(cell)]
        words = _words(_WHOLE.sub(" ", cell))
        longest = max(_longest(words), *whole, 0.0)
        least = max(least, longest)
        long = min(_length(" ".join(words)) + sum(whole), LONG)
        wish = max(wish, longest, ROOT * sqrt(long))
    return Need(least + EDGES, max(least, wish) + EDGES)


def need_by_hand(title: str, tone: str) -> Need:
    """Returns what an empty column needs for its title and for writing by hand."""
    least = max(_longest(_words(title)) * BOLD, 4.0)
    return Need(least + EDGES, max(least, HAND.get(tone, HAND_OTHER)) + EDGES)


def with_whole_days(cell: Html) -> Html:
    """Returns a cell in which a day is not broken; its hour may stand below it."""
    return Html(_TIMES.sub(r'\1<span class="day">\2</span>\3</time>', cell))


def _shares(needs: Sequence[Need], room: float) -> tuple[str, ...]:
    """Returns the columns' shares of a room: what they wish, or of what is over their part."""
    least, wish = sum(need.least for need in needs), sum(need.wish for need in needs)
    if wish <= room:
        widths = [need.wish * room / wish for need in needs]
    elif least <= room:
        part = (room - least) / (wish - least)
        widths = [need.least + part * (need.wish - need.least) for need in needs]
    else:
        widths = [need.least * room / least for need in needs]
    return tuple(f"{100 * width / room:.2f}" for width in widths)


def _words(shown: str) -> list[str]:
    return unescape(_TAGS.sub(" ", shown)).split()


def _longest(words: Iterable[str]) -> float:
    return max(map(_least_of, words), default=0.0)


@lru_cache(4096)
def _least_of(word: str) -> float:
    """Returns what a word takes at least: a long one may be broken, Chinese sooner."""
    pieces = _CHINESE.split(word)
    others = max(min(_length(piece), WORD) for piece in pieces[::2])
    return max(others, *(min(len(piece), TOGETHER) for piece in pieces[1::2]), 0.0)


@lru_cache(8192)
def _length(text: str) -> float:
    return sum(map(_advance, text))


def _advance(character: str) -> float:
    if character in _NARROW:
        return 0.3
    if character in _SLIM:
        return 0.41
    if character in _BROAD:
        return 0.9
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    return 0.68 if character.isupper() else 0.58
