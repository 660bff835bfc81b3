"""Which records a record speaks of, in its fields or its body; kept from build to build."""

from __future__ import annotations

import html
import json
import multiprocessing
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence

from officerepo.record import LINK_SHAPE, Record

FORK_ABOVE = 2000
"""Records to read above which more processes pay: a pool of two starts in 10 ms."""

Mentions = Mapping[str, frozenset[str]]
"""By record id: the references in its text that are not links of its fields, as written.

Among them is whatever a reader might take for one: `seal-2025-0001`, `SEAL-*2025*-0001`.
"""

_LIKE = re.compile(r"[A-Za-z]{2,8}-[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*")
_MARKUP = re.compile(r"<[^<>]*>|\]\([^()]*\)|\]\[[^\[\]]*\]|[][*_~`\\^|]|[\u200c\u200d]")
_DASHES = dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212), "-")


def mentions(text: str) -> frozenset[str]:
    """Returns every reference that a text may hold: `OUT-2025-0008`, `MTG-2025-003/D2`."""
    if "-" not in text:
        return frozenset()
    found = LINK_SHAPE.findall(text)  # twice as fast as matches one by one
    return frozenset([f"{number}/{part}" if part else number for number, part in found])


def plain(text: str) -> str:
    """Returns a text about as a reader of its page sees it: without Markdown, dashes unified."""
    if "&" in text:
        text = html.unescape(text)
    text = _MARKUP.sub("", text)
    return text if text.isascii() else unicodedata.normalize("NFKC", text).translate(_DASHES)


def _like_mentions(text: str) -> set[str]:
    """Returns what looks like a reference, with markup in it or in another case."""
    return {like for said in {text, plain(text)} for like in _LIKE.findall(said)}


def collect(
    records: Mapping[str, Record],
    bodies: Callable[[Record], str],
    known: Mapping[str, str],
    jobs: int = 1,
) -> tuple[dict[str, frozenset[str]], dict[str, str]]:
    """Returns the mentions of every record, and the notes from which the next build takes them.

    `known` are the notes of the last build: by blob id and number, for a record does not mention
    itself, the references with blanks between. A record without a note is read: 30 µs each, in
    forked processes when there are many.
    """
    names = {record.id: _name(record) for record in records.values()}
    unread = [record for record in records.values() if names[record.id] not in known]
    notes = {name: known.get(name, "") for name in names.values()}
    notes.update(_read(unread, bodies, jobs))
    found = {
        number: frozenset(note.split(" "))
        for number, name in names.items()
        if (note := notes[name])
    }
    return found, notes


def _name(record: Record) -> str:
    return f"{record.blob[:16]} {record.id}"


def _read(
    records: Sequence[Record], bodies: Callable[[Record], str], jobs: int
) -> Iterator[tuple[str, str]]:
    if jobs < 2 or len(records) < FORK_ABOVE:
        yield from (_note(record, bodies) for record in records)
        return
    global _work
    _work = (records, bodies)
    chunks = [range(start, len(records), jobs * 4) for start in range(jobs * 4)]
    try:
        with multiprocessing.get_context("fork").Pool(jobs) as pool:
            for part in pool.imap_unordered(_read_chunk, chunks):
                yield from part
    finally:
        _work = None


_work: tuple[Sequence[Record], Callable[[Record], str]] | None = None


def _read_chunk(chosen: range) -> list[tuple[str, str]]:
    assert _work is not None
    records, bodies = _work
    return [_note(records[number], bodies) for number in chosen]


def _note(record: Record, bodies: Callable[[Record], str]) -> tuple[str, str]:
    fields = json.dumps(record.data, ensure_ascii=False).replace("\\n", "\n")
    text = f"{fields}\n{bodies(record)}"
    linked = {link.name for link in record.links}
    found = (mentions(text) | _like_mentions(text)) - linked - {record.id}
    return _name(record), " ".join(sorted(found))
