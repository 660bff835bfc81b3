"""Patterns of kind files: regular expressions that answer in time proportional to the text.

Python's own matcher tries one way after the other, and `(a+)+` has more ways than time. An office
may write any pattern into its kinds, so here all ways are followed at once: a set of places in the
pattern moves along the text (Thompson's construction), and each set's next one is remembered.
Only what such a walk can tell is allowed: no back references, no looking around, no flags.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable
from typing import Any

TEXT_CAP = 200  # characters of a pattern
PLACE_CAP = 200  # places in it, repeats written out: [0-9]{4} has four
VALUE_CAP = 1_000  # characters of a value that has to match
_KNOWN_CAP = 5_000  # sets whose next ones are remembered

# Python parses its patterns in a module without a public name; the tree has kept its shape since
# version 2, and a test compares every answer with Python's.
_parser: Any = re._parser  # type: ignore[attr-defined]
_op: Any = re._constants  # type: ignore[attr-defined]

Test = Callable[[str], bool]
_CATEGORIES = {
    _op.CATEGORY_DIGIT: r"\d",
    _op.CATEGORY_NOT_DIGIT: r"\D",
    _op.CATEGORY_SPACE: r"\s",
    _op.CATEGORY_NOT_SPACE: r"\S",
    _op.CATEGORY_WORD: r"\w",
    _op.CATEGORY_NOT_WORD: r"\W",
}
_BEGINNINGS = ((_op.AT, _op.AT_BEGINNING), (_op.AT, _op.AT_BEGINNING_STRING))
_ENDS = ((_op.AT, _op.AT_END), (_op.AT, _op.AT_END_STRING))


class PatternError(ValueError):
    """The pattern cannot be read, or asks for more than is allowed."""


class _Set:
    """The places where a walk may be after some characters, and where the next one leads."""

    __slots__ = ("ends", "next", "places")

    def __init__(self, places: frozenset[int], ends: bool) -> None:
        self.places = places
        self.ends = ends
        self.next: dict[str, _Set] = {}


class Pattern:
    """A pattern that a whole value matches or does not."""

    def __init__(self, text: str) -> None:
        """Read a pattern as Python writes them; raise PatternError when it cannot be used."""
        self.text = text
        self._free: list[list[int]] = []  # for each place: those reached without a character
        self._steps: list[list[tuple[Test, int]]] = []  # and those reached by one
        self._work = 0
        self._known: dict[frozenset[int], _Set] = {}
        parts = _parsed(text)
        while parts and tuple(parts[0]) in _BEGINNINGS:
            del parts[0]
        while parts and tuple(parts[-1]) in _ENDS:
            del parts[-1]
        start = self._place()
        self._end = self._sequence(parts, start)
        self._start = self._closed([start])

    def fullmatch(self, value: str) -> bool:
        """Whether the whole value has the form; one of more than `VALUE_CAP` characters has not."""
        if len(value) > VALUE_CAP:
            return False
        here = self._start
        for character in value:
            there = here.next.get(character)
            if there is None:
                if len(self._known) > _KNOWN_CAP:
                    self._forget()
                    here = self._closed(here.places)
                there = here.next[character] = self._closed(
                    to
                    for place in here.places
                    for test, to in self._steps[place]
                    if test(character)
                )
            here = there
        return here.ends

    def _closed(self, places: Iterable[int]) -> _Set:
        """Return the set of these places and of all that are reached without a character."""
        reached: set[int] = set()
        waiting = list(places)
        while waiting:
            place = waiting.pop()
            if place not in reached:
                reached.add(place)
                waiting += self._free[place]
        key = frozenset(reached)
        if key not in self._known:
            self._known[key] = _Set(key, self._end in key)
        return self._known[key]

    def _forget(self) -> None:
        self._known = {}
        self._start = self._closed(self._start.places)

    # -- building -----------------------------------------------------------------------------

    def _place(self) -> int:
        if len(self._free) >= PLACE_CAP:
            raise PatternError
        self._free.append([])
        self._steps.append([])
        return len(self._free) - 1

    def _sequence(self, parts: Iterable[Any], place: int) -> int:
        for name, value in parts:
            place = self._part(name, value, place)
        return place

    def _part(self, name: Any, value: Any, place: int) -> int:
        """Add one part behind a place; return the place behind it."""
        self._work += 1
        if self._work > PLACE_CAP * 10:  # repeats of nothing take no place, but time
            raise PatternError
        if name is _op.SUBPATTERN:
            _, added, removed, inner = value
            if added or removed:
                raise PatternError
            return self._sequence(inner, place)
        if name is _op.BRANCH:
            return self._joined([self._sequence(way, self._after(place)) for way in value[1]])
        if name in (_op.MAX_REPEAT, _op.MIN_REPEAT):
            least, most, inner = value
            return self._repeat(least, most, inner, place)
        end = self._place()
        self._steps[place].append((_single(name, value), end))
        return end

    def _repeat(self, least: int, most: int, inner: Any, place: int) -> int:
        if max(least, 0 if most is _op.MAXREPEAT else most) > PLACE_CAP:
            raise PatternError
        for _ in range(least):
            place = self._sequence(inner, place)
        if most is _op.MAXREPEAT:
            loop = self._after(place)
            self._free[self._sequence(inner, loop)].append(loop)
            return self._after(loop)
        ends = [place]
        for _ in range(most - least):
            place = self._sequence(inner, self._after(place))
            ends.append(place)
        return self._joined(ends)

    def _after(self, place: int) -> int:
        """Return a new place that is reached from another without a character."""
        new = self._place()
        self._free[place].append(new)
        return new

    def _joined(self, places: Iterable[int]) -> int:
        end = self._place()
        for place in places:
            self._free[place].append(end)
        return end


def _parsed(text: str) -> list[Any]:
    if len(text) > TEXT_CAP:
        raise PatternError
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Python may read differently some day
            tree = _parser.parse(text)
    except (re.error, RecursionError, OverflowError) as error:
        raise PatternError from error
    if tree.state.flags & ~re.UNICODE:
        raise PatternError
    return list(tree)


def _single(name: Any, value: Any) -> Test:
    """Return the test for one character; anything that is more than one is not allowed."""
    if name is _op.LITERAL:
        return chr(value).__eq__
    if name is _op.NOT_LITERAL:
        return chr(value).__ne__
    if name is _op.ANY:
        return "\n".__ne__
    if name is _op.RANGE:
        first, last = map(chr, value)
        return lambda character: first <= character <= last
    if name is _op.CATEGORY:
        found = re.compile(_CATEGORIES[value])
        return lambda character: found.match(character) is not None
    if name is _op.IN:
        negated = value[0][0] is _op.NEGATE
        tests = [_single(*item) for item in value[negated:]]
        return lambda character: any(test(character) for test in tests) is not negated
    raise PatternError
