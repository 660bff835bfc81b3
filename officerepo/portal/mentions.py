"""Which records a record speaks of, in its fields or its body; kept from build to build."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from officerepo.record import LINK_SHAPE, Record

Mentions = Mapping[str, frozenset[str]]
"""By record id: the references in its text that are not links of its fields, as written."""


def mentions(text: str) -> frozenset[str]:
    """Returns every reference that a text may hold: `OUT-2025-0008`, `MTG-2025-003/D2`."""
    if "-" not in text:
        return frozenset()
    found = LINK_SHAPE.findall(text)  # twice as fast as matches one by one
    return frozenset([f"{number}/{part}" if part else number for number, part in found])


def collect(
    records: Mapping[str, Record], bodies: Callable[[Record], str], known: Mapping[str, str]
) -> tuple[dict[str, frozenset[str]], dict[str, str]]:
    """Returns the mentions of every record, and the notes from which the next build takes them.

    `known` are the notes of the last build: by blob id, the references with blanks between. A
    blob without a note is read: 20 µs a record.
    """
    found: dict[str, frozenset[str]] = {}
    notes: dict[str, str] = {}
    for record in records.values():
        blob = record.blob[:16]
        note = known.get(blob)
        if note is None:
            text = json.dumps(record.data, ensure_ascii=False) + "\n" + bodies(record)
            linked = {link.name for link in record.links}
            note = " ".join(sorted(mentions(text) - linked - {record.id}))
        notes[blob] = note
        if note:
            found[record.id] = frozenset(note.split(" "))
    return found, notes
