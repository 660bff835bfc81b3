"""Who may see what: records above the audience are dropped before anything is computed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from typing import Any

from officerepo.portal.mentions import Mentions, plain
from officerepo.record import ID_SHAPE, LINK_SHAPE, Act, Record, names_before

_JOINT = re.compile("[-.]")
_PART = re.compile(rf"/(?!{ID_SHAPE.pattern})[A-Za-z][A-Za-z0-9-]*")
_DIGITS = re.compile(r"(.*[-.][0-9]+)[a-z]+$")

RANKS: Mapping[str, int] = {"public": 0, "internal": 1, "restricted": 2, "confidential": 3}
AUDIENCES = ("public", "internal", "restricted")


def visible(
    records: Mapping[str, Record],
    audience: str,
    mentioned: Mentions,
    mark: str,
    unlabelled: Set[str] = frozenset(),
) -> tuple[dict[str, Record], Hidden]:
    """Returns the records that the audience sees, and the numbers of those that it does not.

    What remains says nothing of what is gone: values that are a dropped record's number are
    removed with their links, and inside a text the number gives way to `mark`. An unknown label
    counts as restricted. Hidden with a record are its former numbers, and records whose number is
    made of its own; so are the numbers in `unlabelled`, of which no record says who may see them.
    A confidential record is never shown, but a restricted portal has its number, kind and label.
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
    gone = records.keys() - shown.keys()
    if rank < RANKS["restricted"]:
        gone |= _former(map(records.__getitem__, gone)) - records.keys()
        gone |= unlabelled
    for name, record in list(shown.items()):
        if any(link.target in name for link in record.links if link.target in gone):
            del shown[name]  # its own number is made of a hidden one: ACK-OUT-2025-0003-PER-x
    hidden = Hidden(gone | (records.keys() - shown.keys()))
    if hidden:
        for name, record in shown.items():
            spoken = hidden.ids.intersection(link.target for link in record.links)
            spoken |= hidden.named(" ".join(mentioned.get(name, ())))
            if spoken:
                shown[name] = _silenced(record, hidden, spoken, mark)
    return shown, hidden


def _former(records: Iterable[Record]) -> set[str]:
    names = (name for record in records for name in names_before(record.data))
    return set(filter(ID_SHAPE.fullmatch, names))


class Hidden:
    """The numbers of records that the audience does not see, and how a text may name them.

    In whatever case, glued to other words (`scan_SEAL-2025-0001.pdf`), or with Markdown inside.
    """

    def __init__(self, ids: Iterable[str]) -> None:
        self.ids = frozenset(ids)
        self._by_folded = {name.lower(): name for name in self.ids}
        # Every reading of a number starts as the number does; nearly all are told apart by that.
        self._shortest = min(map(len, self.ids), default=0)
        self._starts = {name[: self._shortest] for name in self._by_folded}
        prefixes = "|".join(sorted({name.partition("-")[0] for name in self.ids}))
        joints = max((len(_JOINT.findall(name)) for name in self.ids), default=0)
        self._pattern = re.compile(
            # A prefix starts where letters of its case do: IN-2025-0001 is not in MAIN-2025-0001.
            r"(?:(?-i:(?<![A-Z])(?=[A-Z]))|(?-i:(?<![a-z])(?=[a-z])))"
            rf"(?=((?:{prefixes})-[a-z0-9]+(?:[-.][a-z0-9]+){{0,{joints}}}))",
            re.IGNORECASE | re.ASCII,
        )

    def __bool__(self) -> bool:
        return bool(self.ids)

    def _spans(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yields where a text names a hidden record, or a part of one, letter by letter."""
        if not self.ids or "-" not in text:
            return
        end = 0
        for match in self._pattern.finditer(text):
            said = match[1].lower()
            if said[: self._shortest] not in self._starts or match.start() < end:
                continue
            for number in _readings(said):
                if number in self._by_folded:
                    end = match.start() + len(number)
                    part = _PART.match(text, end)
                    end = part.end() if part else end
                    yield match.start(), end, self._by_folded[number]
                    break

    def named(self, text: str) -> set[str]:
        """Returns the hidden records that a text names, for a reader of its source or its page."""
        return {name for said in {text, plain(text)} for _, _, name in self._spans(said)}

    def silenced(self, text: str, mark: str) -> str:
        """Returns a text with `mark` in place of every number of a hidden record, parts included.

        A line that still names one, because markup stands between its letters, gives way whole;
        where lines together do, so does the text.
        """
        parts: list[str] = []
        last = 0
        for start, end, _ in self._spans(text):
            parts += (text[last:start], mark)
            last = end
        text = "".join((*parts, text[last:]))
        if not self.named(text):
            return text
        text = "\n".join(mark if self.named(line) else line for line in text.split("\n"))
        return mark if self.named(text) else text


def _readings(number: str) -> Iterator[str]:
    """Yields the numbers a text may mean: IN-2025-0001.md and IN-2025-0001bis name IN-2025-0001."""
    for end in (len(number), *reversed([match.start() for match in _JOINT.finditer(number)])):
        yield number[:end]
        digits = _DIGITS.match(number, 0, end)
        if digits:
            yield digits[1]


def _silenced(record: Record, hidden: Hidden, spoken: Set[str], mark: str) -> Record:
    """Returns a copy that does not speak of hidden records; its blob id says so."""
    removed = hashlib.blake2b(" ".join(sorted(spoken)).encode(), digest_size=8).hexdigest()
    data = _without(record.data, hidden, mark)
    acts = []
    for act in record.acts:
        by = "" if act.by in hidden.ids else act.by
        acts.append(Act(act.do, act.at, by, _without(act.data, hidden, mark)))
    return replace(
        record,
        blob=f"{record.blob}~{removed}",
        data=data,
        acts=tuple(acts),
        title=hidden.silenced(record.title, mark),
        links=tuple(link for link in record.links if link.target not in hidden.ids),
    )


def _without(node: Any, hidden: Hidden, mark: str) -> Any:
    """Returns a text tree without hidden numbers; None for a value that was only that."""
    if isinstance(node, str):
        match = LINK_SHAPE.fullmatch(node)
        return None if match and match[1] in hidden.ids else hidden.silenced(node, mark)
    if isinstance(node, list):
        kept = (_without(item, hidden, mark) for item in node)
        return [item for item in kept if item is not None]
    found = {}
    for key, value in node.items():
        key, value = _without(key, hidden, mark), _without(value, hidden, mark)
        if key is not None and value is not None:
            found[key] = value
    return found
