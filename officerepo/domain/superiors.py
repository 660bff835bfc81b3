"""Tasks that a superior set: the letter they rest on, and which other letters answer for it.

A task whose source is a letter of a superior is a superior's task, whatever its `origin` says.
"""

from __future__ import annotations

from officerepo.index import Index
from officerepo.record import Record, is_before

_DEEPEST = 10  # tasks above each other


def letter_of(index: Index, task: Record, depth: int = 0) -> Record | None:
    """Return the incoming letter that a task rests on, its own or the one of a task above it."""
    source = own_letter(index, task)
    if source is not None:
        return source
    parent = index.records.get(str(task.data.get("parent", "")))
    return letter_of(index, parent, depth + 1) if parent is not None and depth < _DEEPEST else None


def own_letter(index: Index, task: Record) -> Record | None:
    """Return the incoming letter that is the task's own source, or None."""
    source = index.records.get(str(task.data.get("source", "")).split("/")[0])
    return source if source is not None and source.kind == "incoming" else None


def is_from_superior(index: Index, letter: Record | None) -> bool:
    """Whether a letter was sent by a unit that stands above the institution."""
    sender = index.records.get(str(letter.data.get("sender", ""))) if letter else None
    return sender is not None and sender.data.get("level") == "superior"


def is_set_by_superior(index: Index, task: Record) -> bool:
    """Whether a superior set the task, by what it says or by the letter it rests on."""
    by_letter = is_from_superior(index, own_letter(index, task))
    return by_letter or task.data.get("origin") == "superior"


def answers(index: Index, name: object, task: Record, since: str, until: str) -> bool:
    """Whether a link names a letter of the task's setter that came between two moments.

    It is another letter than the one that set the task. On the first day any hour will do: an
    answer by telephone is confirmed in the morning, and the request entered at noon.
    """
    letter = index.records.get(str(name))
    if letter is None or letter.kind != "incoming" or letter.void or not letter.acts:
        return False
    source = letter_of(index, task)
    if source is not None and (
        letter.id == source.id or letter.data.get("sender") != source.data.get("sender")
    ):
        return False
    came = letter.acts[0].at
    return not is_before(came, since[:10]) and not is_before(until, came)
