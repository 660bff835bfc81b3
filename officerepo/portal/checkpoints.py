"""Checkpoints that somebody wrote into minutes or other texts, for the audit to compare with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from officerepo.failure import Failure
from officerepo.history.checkpoint import HEAD, Checkpoint, read_checkpoint
from officerepo.index import Index
from officerepo.record import Record

KINDS = ("meeting", "writing")


class Kept(NamedTuple):
    """A checkpoint, and the record in whose text it stands."""

    checkpoint: Checkpoint
    record: Record


def latest_checkpoint(index: Index, body: Callable[[Record], str]) -> Kept | None:
    """Returns the youngest checkpoint that stands whole in the text of a record of the index.

    `body` gives texts as they were written: a checkpoint ends with the digest of all its lines, so
    one without the numbers that a portal withholds is not whole. Of a confidential record no text
    is read.
    """
    found = [
        Kept(each, record)
        for kind in KINDS
        for record in index.of(kind)
        if record.label != "confidential"
        for each in _within(body(record))
    ]
    return max(found, key=lambda each: (each.checkpoint.date, each.record.id), default=None)


def _within(text: str) -> Iterator[Checkpoint]:
    """Yields the checkpoints in a text; each may be indented, as code in Markdown is."""
    if HEAD not in text:
        return
    lines = text.splitlines()
    for first, line in enumerate(lines):
        if line.strip() == HEAD:
            indent = line[: len(line) - len(line.lstrip())]
            page = [each.removeprefix(indent) for each in lines[first:]]
            last = page.index("total") + 2 if "total" in page else 0
            try:
                yield read_checkpoint("\n".join(page[:last]))
            except Failure:
                continue
