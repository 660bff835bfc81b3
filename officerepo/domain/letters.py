"""Letters that the office was sent: which of them still wait for its answer."""

from __future__ import annotations

from officerepo.index import Index
from officerepo.record import Record


def is_outside(index: Index, name: str) -> bool:
    """Whether a name is no unit, post or person of the house."""
    record = index.records.get(name)
    return record is None or record.data.get("type") == "external"


def asks_for_answer(index: Index, letter: Record) -> bool:
    """Whether a letter of somebody outside is to be acted on, answered or not."""
    acted_on = letter.data.get("handling") == "act"
    return acted_on and is_outside(index, str(letter.data.get("sender", "")))


def awaits_answer(index: Index, letter: Record) -> bool:
    """Whether a letter asks for an answer and has none yet.

    It waits until a reply is recorded, or why there is none, or that it was sent back.
    """
    return index.is_open(letter) and asks_for_answer(index, letter)


def unanswered(index: Index) -> list[Record]:
    """Return the letters that wait for an answer of the office, by number."""
    return [letter for letter in index.of("incoming") if awaits_answer(index, letter)]
