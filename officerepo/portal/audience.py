"""Who may see what: records above the audience are dropped before anything is computed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import replace
from typing import Any

from officerepo.portal.mentions import Mentions
from officerepo.record import LINK_SHAPE, Act, Record

_JOINT = re.compile("[-.]")

RANKS: Mapping[str, int] = {"public": 0, "internal": 1, "restricted": 2, "confidential": 3}
AUDIENCES = ("public", "internal", "restricted")


def visible(
    records: Mapping[str, Record], audience: str, mentioned: Mentions, mark: str
) -> tuple[dict[str, Record], frozenset[str]]:
    """Returns the records that the audience sees, and the ids of those that it does not.

    What remains says nothing of what is gone: values that are a dropped record's number are
    removed with their links, and inside a text the number gives way to `mark`. An unknown label
    counts as restricted. A confidential record is never shown, but a restricted portal has its
    number, kind and label.
    """
    rank = RANKS[audience]
    shown: dict[str, Record] = {}
    for name, record in records.items():
        level = RANKS.get(record.label, RANKS["restricted"])
        if level <= rank:
            shown[name] = record
        elif level == RANKS["confidential"] and audience == "restricted":
            shown[name] = Record(
                name, record.kind, record.path, "", {}, title=name, label="confidential"
            )
    hidden = frozenset(records.keys() - shown.keys())
    if hidden:
        for name, record in shown.items():
            spoken = {link.target for link in record.links}
            for reference in mentioned.get(name, ()):
                spoken.update(_readings(reference.partition("/")[0]))
            if spoken & hidden:
                shown[name] = _silenced(record, hidden, spoken & hidden, mark)
    return shown, hidden


def silence(text: str, hidden: Set[str], mark: str) -> str:
    """Returns a text with `mark` in place of every number of a hidden record."""

    def silent(match: re.Match[str]) -> str:
        for number in _readings(match[1]):
            if number in hidden:
                return mark + match[0][len(number) :]
        return match[0]

    return LINK_SHAPE.sub(silent, text)


def _readings(number: str) -> Iterator[str]:
    """Yields the numbers a text may mean: IN-2025-0001.md names IN-2025-0001."""
    yield number
    for end in reversed([match.start() for match in _JOINT.finditer(number)]):
        yield number[:end]


def _silenced(record: Record, hidden: Set[str], spoken: Set[str], mark: str) -> Record:
    """Returns a copy that does not speak of hidden records; its blob id says so."""
    removed = hashlib.blake2b(" ".join(sorted(spoken)).encode(), digest_size=8).hexdigest()
    data = _without(record.data, hidden, mark)
    acts = []
    for act in record.acts:
        by = "" if act.by in hidden else act.by
        acts.append(Act(act.do, act.at, by, _without(act.data, hidden, mark)))
    return replace(
        record,
        blob=f"{record.blob}~{removed}",
        data=data,
        acts=tuple(acts),
        title=silence(record.title, hidden, mark),
        links=tuple(link for link in record.links if link.target not in hidden),
    )


def _without(node: Any, hidden: Set[str], mark: str) -> Any:
    """Returns a text tree without hidden numbers; None for a value that was only that."""
    if isinstance(node, str):
        if "-" not in node:
            return node
        match = LINK_SHAPE.fullmatch(node)
        if match:
            return None if match[1] in hidden else silence(node, hidden, mark)
        return silence(node, hidden, mark)
    if isinstance(node, list):
        kept = (_without(item, hidden, mark) for item in node)
        return [item for item in kept if item is not None]
    pairs = ((key, _without(value, hidden, mark)) for key, value in node.items())
    return {key: value for key, value in pairs if value is not None}
