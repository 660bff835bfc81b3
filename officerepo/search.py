"""Searching: a record is found when every term stands in it, whatever the accents and the case.

What stands in it are its own words, the names of the people whose numbers it holds, and the numbers
of its sub-records, such as MTG-2025-017/D2.

A term is a piece of the question between white space; it is looked for as a substring, so that two
Chinese characters, half a word and a whole number are all found. Nothing in a question is an
operator. The portal's search script answers alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from officerepo.index import Index
from officerepo.record import LINK_SHAPE, Record
from officerepo.register import date_of
from officerepo.text import fold

SNIPPET = 80  # characters around the first match
_PIECE = 2000  # characters of a line that are looked at at once for a snippet
_OVERLAP = 100


@dataclass(frozen=True, slots=True)
class Snippet:
    """A few words around a match; `marks` are (start, end) of each term in them."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def terms_of(words: Iterable[str]) -> tuple[str, ...]:
    """Return the terms of a question, folded, each once."""
    return tuple(dict.fromkeys(fold(" ".join(words)).split()))


def search(index: Index, texts: Mapping[str, str], terms: Sequence[str]) -> list[Record]:
    """Return the records in whose text (by path), title, people's names or parts all terms occur.

    The best first: a record whose number, or that of a part, is asked for, then those that have all
    terms in their title as whole words, then as parts of words, then all others; the newest first
    among equals.
    """
    found = []
    for record in index.records.values():
        names = (person.title for person in people_of(index, record))
        parts = parts_of(index, record)
        folded = fold("\n".join([texts[record.path], record.title, *names, *parts]))
        if all(term in folded for term in terms):
            found.append(record)
    found.sort(key=lambda record: (date_of(record, index.kind(record)), record.id), reverse=True)
    whole = [re.compile(rf"(?<!\w){re.escape(term)}(?!\w)") for term in terms]
    return sorted(found, key=lambda record: _rank(index, record, terms, whole))


def people_of(index: Index, record: Record) -> list[Record]:
    """Return the people whom a record names by their numbers, who acted in it among them."""
    named = dict.fromkeys(link.target for link in record.links)
    found = (index.records.get(name) for name in named)
    return [each for each in found if each is not None and each.kind == "person"]


def parts_of(index: Index, record: Record) -> list[str]:
    """Return the numbers of a record's sub-records, by which others refer to them."""
    numbers = (f"{record.id}/{part}" for part in index.parts(record))
    return list(filter(LINK_SHAPE.fullmatch, numbers))


def _rank(
    index: Index, record: Record, terms: Sequence[str], whole: Sequence[re.Pattern[str]]
) -> int:
    if any(fold(number) in terms for number in (record.id, *parts_of(index, record))):
        return 0
    title = fold(record.title)
    if not all(term in title for term in terms):
        return 3
    return 1 if all(pattern.search(title) for pattern in whole) else 2


def snippet(text: str, terms: Sequence[str], known: Iterable[str] = ()) -> Snippet:
    """Return the words of a text around its matches, from the line that has the most terms.

    Lines that are `known` to the reader, such as number and title, tell nothing: where only they
    match, the snippet is empty.
    """
    best, most = "", 0
    for piece in _pieces(text, frozenset(known)):
        folded = fold(piece)
        count = sum(term in folded for term in terms)
        if count > most:
            best, most = piece, count
            if count == len(terms):
                break
    return _around(best, terms) if most else Snippet("")


def _pieces(text: str, known: frozenset[str]) -> Iterator[str]:
    for whole in text.split("\n"):
        line = whole.strip()
        if line in known:
            continue
        if len(line) <= _PIECE:
            yield line
        else:
            yield from (line[i : i + _PIECE] for i in range(0, len(line), _PIECE - _OVERLAP))


def _around(line: str, terms: Sequence[str]) -> Snippet:
    folded, origin = "", list[int]()
    for number, character in enumerate(line):
        part = fold(character)
        folded += part
        origin += [number] * len(part)
    origin.append(len(line))
    marks = sorted(
        (origin[at], _end(origin, at + len(term))) for term in terms for at in _places(folded, term)
    )
    first = marks[0][0] if marks else 0
    start = max(0, first - SNIPPET // 3)
    while 0 < start < first and not line[start - 1].isspace() and first - start < SNIPPET // 2:
        start -= 1  # not in the middle of a word, where words are divided
    end = min(len(line), start + SNIPPET)
    before, after = "…" if start else "", "…" if end < len(line) else ""
    shift = len(before) - start
    kept = _apart((a + shift, min(b, end) + shift) for a, b in marks if a < end)
    return Snippet(before + line[start:end] + after, tuple(kept))


def _places(folded: str, term: str) -> Iterator[int]:
    at = folded.find(term)
    while at >= 0:
        yield at
        at = folded.find(term, at + len(term))


def _end(origin: Sequence[int], at: int) -> int:
    """Return where the character ends from which the one before `at` was made."""
    return origin[at - 1] + 1


def _apart(marks: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the marks that do not begin inside the one before."""
    last = 0
    for start, end in marks:
        if start >= last:
            yield start, end
            last = end
