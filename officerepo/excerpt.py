"""Two texts side by side, cut to the places where they differ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from officerepo.text import CJK, safe

MARK = "…"
PLACES_CAP = 3  # places shown of two long texts
WORDS_CAP = 300  # words that are compared one by one: 0.1 s at worst; longer texts differ as one

_WORD = re.compile(rf"(?:[{CJK}]|[^\W{CJK}]+|\W)\s*")


class Contrast(NamedTuple):
    """Where two texts differ: what stands there in both, and how many more places there are."""

    places: list[tuple[str, str]]
    more: int


def on_one_line(text: str) -> str:
    """Return what somebody typed on one line, with nothing in it that steers a terminal."""
    return safe(" ".join(text.split()))


def cut(text: str, cap: int) -> str:
    """Return a text of at most `cap` characters; a mark says that it goes on."""
    return text if len(text) <= cap else f"{text[: cap - 1]}{MARK}"


def contrast(before: str, after: str, cap: int) -> Contrast:
    """Return two texts that differ, whole where they are short, else around what differs.

    Nothing has more than `cap` characters, and no place looks the same on both sides.
    """
    if max(len(before), len(after)) <= cap:
        return Contrast([(before, after)], 0)
    start = _alike(before, after)
    found = []
    for span in _joined(_spans(before, after, start), cap // 4):
        old, new = _around(before, after, span, cap)
        if old != new:
            found.append((old, new))
    if not found:  # a word more among equal ones: the texts differ where the first of them ends
        found = [_around(before, after, (start, start + 1, start, start + 1), cap)]
    return Contrast(found[:PLACES_CAP], len(found[PLACES_CAP:]))


Span = tuple[int, int, int, int]
"""A place where two texts differ: its start and end in the one, and in the other."""


def _spans(before: str, after: str, start: int) -> Iterator[Span]:
    """Yield where two texts differ, word by word; `start` is where they begin to."""
    room = min(len(before), len(after)) - start
    end = _alike(before[::-1][:room], after[::-1][:room])
    while start and not (before[start - 1].isspace() or re.match(f"[{CJK}]", before[start - 1])):
        start -= 1  # whole words
    old = _WORD.findall(before, start, len(before) - end)
    new = _WORD.findall(after, start, len(after) - end)
    if max(len(old), len(new)) > WORDS_CAP:
        yield start, len(before) - end, start, len(after) - end
        return
    places = [_places(words, start) for words in (old, new)]
    for what, *span in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            one, other, third, fourth = span
            yield places[0][one], places[0][other], places[1][third], places[1][fourth]


def _alike(one: str, other: str) -> int:
    """Return with how many characters two texts begin alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _places(words: list[str], start: int) -> list[int]:
    """Return where each word begins, and where the last one ends."""
    found = [start]
    for word in words:
        found.append(found[-1] + len(word))
    return found


def _joined(spans: Iterator[Span], gap: int) -> Iterator[Span]:
    """Yield places that lie close to each other as one."""
    last: Span | None = None
    for span in spans:
        if last is not None and span[0] - last[1] <= gap:
            last = (last[0], span[1], last[2], span[3])
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last


def _around(before: str, after: str, span: Span, cap: int) -> tuple[str, str]:
    """Return what stands in both texts at a place, with what surrounds it as far as there is room.

    Where that is more than there is room for, its beginning.
    """
    old, old_end, new, new_end = span
    room = cap - 2 - max(old_end - old, new_end - new)
    lead = max(cap // 5, room // 2)
    return _window(before, old - lead, cap), _window(after, new - lead, cap)


def _window(text: str, start: int, cap: int) -> str:
    start = max(0, start)
    shown = text[start : start + cap - 2]
    left = MARK if start else ""
    return f"{left}{shown}{MARK if start + len(shown) < len(text) else ''}"
