"""Numbers that no record has now, so that no label says who may see them: torn or gone files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from officerepo.history.life import Lives
from officerepo.index import Index
from officerepo.portal.audience import RANKS
from officerepo.portal.changes import Told, noted
from officerepo.portal.mentions import Mentions


def unlabelled(
    index: Index,
    mentioned: Mentions,
    lives: Lives | None,
    audience: str,
    known: Mapping[str, Sequence[Any]],
    *,
    past_unread: bool = False,
    jobs: int = 1,
) -> tuple[frozenset[str], Mapping[str, Told]]:
    """Returns the numbers without a record that an audience may not see, and notes of their past.

    Those of files that cannot be read count as restricted. What was removed is as strict as its
    strictest version; where the history cannot be proved, every number that could be one counts as
    restricted. `known` are the notes of the last build.
    """
    if RANKS[audience] >= RANKS["restricted"]:
        return frozenset(), {}
    found = set(index.unread)
    if past_unread:
        found.update(_strays(index, mentioned))
    if lives is None:
        return frozenset(found), {}
    here = index.records.keys() | index.aliases.keys() | found
    notes = noted([name for name in lives.history.ids if name not in here], lives, known, jobs)
    found.update(name for name, note in notes.items() if RANKS[note.label] > RANKS[audience])
    return frozenset(found), notes


def _strays(index: Index, mentioned: Mentions) -> Iterator[str]:
    """Yields what records speak of that could be the number of a record, and is that of none."""
    linked = (target for target, _, _ in index.references)
    said = (name.partition("/")[0] for names in mentioned.values() for name in names)
    shapes = [kind.id_pattern for kind in index.office.kinds.values()]
    for name in {*linked, *said} - index.records.keys() - index.aliases.keys():
        if any(shape.fullmatch(each) for shape in shapes for each in (name, name.upper())):
            yield name
