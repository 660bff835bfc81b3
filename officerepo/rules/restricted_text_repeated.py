"""A record repeats the words of another that fewer people may see.

Whoever may not open a restricted record is not to read it in one that names it. A number is enough
to lead there; the title, and any sentence of its fields or text, stays behind its own label.

Good:
    set MED-2025-01 label = restricted
    set TSK-2025-0004 refs = {cites: [MED-2025-01]}
    set TSK-2025-0004 notes = see the mediation
Bad:
    set MED-2025-01 label = restricted
    set TSK-2025-0004 refs = {cites: [MED-2025-01]}
    set TSK-2025-0004 notes = after the quarrel, nobody asks before the last day was the complaint
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding, Severity
from officerepo.index import Index
from officerepo.kind import LABELS
from officerepo.record import Record
from officerepo.source import leaves

SERVES = ("R41", "R95")
SEVERITY: Severity = "warning"
_CLOSED = ("restricted", "confidential")
_SHORTEST = 20  # characters of a passage: less is a name or a turn of phrase


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each record that names a closer one and holds a passage of it."""
    for closer in index.records.values():
        if closer.label not in _CLOSED:
            continue
        passages: list[str] | None = None
        for other in dict.fromkeys(record.id for record, _ in index.links_to(closer.id)):
            record = index.records[other]
            if LABELS.index(record.label) >= LABELS.index(closer.label):
                continue
            if passages is None:
                passages = [text for _, text in _texts(index, closer) if _is_passage(text)]
            for at, text in _texts(index, record):
                if any(passage in text for passage in passages):
                    yield Finding(
                        record.path,
                        at,
                        "These words stand in {closer}, which is {theirs}; this record is {own}.",
                        "Name {closer} without repeating its words, or give this record its label.",
                        values={
                            "closer": closer.id,
                            "theirs": closer.label,
                            "own": record.label,
                        },
                    )
                    break


def _texts(index: Index, record: Record) -> Iterator[tuple[str, str]]:
    """Yield the places and words of a record, each paragraph of its body at the end."""
    for at, text in leaves(record.data):
        yield at, _plain(text)
    for paragraph in index.body(record).split("\n\n"):
        yield "", _plain(paragraph)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _is_passage(text: str) -> bool:
    """Whether a text says something: several words, or a sentence of a script without blanks."""
    return len(text.encode()) >= _SHORTEST and (" " in text or not text.isascii())
