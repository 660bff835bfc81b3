"""What differs between two versions of a file: fields, acts and text, never lines of YAML.

Two files that say the same in other quotes, another order or other line breaks do not differ.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import chain
from typing import Any, NamedTuple, TypeGuard

from officerepo.kind import Field, Fields
from officerepo.source import Source

NO_FIELDS = Fields()

Pair = tuple[int | None, int | None]
"""The places of the same thing in two lists; None where it is in one of them alone."""


class FieldChange(NamedTuple):
    """A value that is another one, or new (`before` is None), or gone (`after` is None).

    `at` is its field path in the version after, or in the one before where it is gone. `names`
    says the same in names: those of the fields, and of sub-records such as the decision D2.
    """

    at: str
    names: tuple[str, ...]
    before: Any
    after: Any


class ActChange(NamedTuple):
    """An act that was added (`before` is None), removed (`after` is None) or altered.

    `number` is its place, counted from 0, in the version after or, where it is gone, before.
    `fields` are the keys of an altered act that are others.
    """

    number: int
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    fields: tuple[FieldChange, ...] = ()


class TextChange(NamedTuple):
    """How many lines of a body are new and how many are gone; none where only breaks differ."""

    added: int
    removed: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two versions of a file."""

    fields: tuple[FieldChange, ...] = ()
    acts: tuple[ActChange, ...] = ()
    text: TextChange | None = None

    def __bool__(self) -> bool:
        return bool(self.fields or self.acts or self.text)


NOTHING = Difference()


def difference(before: Source, after: Source, fields: Fields = NO_FIELDS) -> Difference:
    """Compare two versions of a file by what they say; `fields` are those of its kind.

    A version that is absent or cannot be read counts as one that says nothing.
    """
    old, new = dict(before.data or {}), dict(after.data or {})
    acts = _acts_of(old), _acts_of(new)
    return Difference(
        tuple(_mapping(old, new, fields, "", ())),
        tuple(_acts(*acts)),
        _text(before.body, after.body),
    )


def first_acts(after: Source) -> Difference:
    """Return a first version as the acts it brings; that its fields are new goes without saying."""
    return Difference(acts=tuple(_acts([], _acts_of(dict(after.data or {})))))


def own_doing(parents: Sequence[Source], after: Source, fields: Fields = NO_FIELDS) -> Difference:
    """Return what a merge itself did: what differs from every version that it brings together."""
    first, *others = [difference(parent, after, fields) for parent in parents]
    if not others:
        return first
    values = [{(c.at, repr(c.after)) for c in other.fields} for other in others]
    acts = [{(c.number, repr(c.after)) for c in other.acts} for other in others]
    lines = [_lines(parent.body) for parent in parents]
    now = _lines(after.body)
    added = (now - reduce(lambda one, other: one | other, lines)).total()
    removed = (reduce(lambda one, other: one & other, lines) - now).total()
    return Difference(
        tuple(c for c in first.fields if all((c.at, repr(c.after)) in known for known in values)),
        tuple(c for c in first.acts if all((c.number, repr(c.after)) in known for known in acts)),
        TextChange(added, removed) if added or removed else None,
    )


def _acts_of(data: dict[str, Any]) -> list[Any]:
    """Take the acts out of a record if they are a list of acts; else they are a field."""
    found = data.get("acts")
    if _is_groups(found):
        del data["acts"]
        return list(found)
    return []


# -- fields ---------------------------------------------------------------------------------------


def _mapping(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    fields: Mapping[str, Field],
    at: str,
    names: tuple[str, ...],
) -> Iterator[FieldChange]:
    for name in [*after, *(name for name in before if name not in after)]:
        place = f"{at}.{name}" if at else name
        spec = fields.get(name)
        yield from _value(before.get(name), after.get(name), spec, place, (*names, name))


def _value(
    before: Any, after: Any, spec: Field | None, at: str, names: tuple[str, ...]
) -> Iterator[FieldChange]:
    if before == after:
        return
    parts = spec.parts if spec else NO_FIELDS
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _mapping(before, after, parts, at, names)
    elif _is_groups(before) and _is_groups(after):
        pairs = _paired(before, after, spec.key if spec else "")
        for old, new in pairs:
            number = old if new is None else new
            one = None if old is None else before[old]
            other = None if new is None else after[new]
            name = _name_of(other or one, spec, number)
            place, called = f"{at}[{number}]", (*names, name)
            if one is None or other is None:
                yield FieldChange(place, called, one, other)
            else:
                yield from _mapping(one, other, parts, place, called)
        kept = [old for old, new in pairs if old is not None and new is not None]
        if kept != sorted(kept):  # what is in both stands in another order
            order = [[_name_of(before[n], spec, n) for n in x] for x in (sorted(kept), kept)]
            yield FieldChange(at, names, *order)
    else:
        yield FieldChange(at, names, before, after)


def _is_groups(value: Any) -> TypeGuard[list[dict[str, Any]]]:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _name_of(item: Any, spec: Field | None, number: int | None) -> str:
    """Return how people call a sub-record: by its key, as D2, else by its place."""
    key = item.get(spec.key) if item and spec and spec.key else None
    return key if isinstance(key, str) and key else str((number or 0) + 1)


def _paired(
    before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]], key: str
) -> list[Pair]:
    """Return the places of what belongs together in two lists, in the order of the later one.

    Sub-records belong together by their key where they have one, else those that are the same;
    what is left, in its order.
    """
    old_names, new_names = _names(before, key), _names(after, key)
    if key and old_names is not None and new_names is not None:
        pairs, left = _matched(old_names, new_names)
    else:
        pairs, left = _matched(_words(before), _words(after))
        rest = iter(left)
        pairs = [(next(rest, None) if one is None else one, other) for one, other in pairs]
        left = list(rest)
    return [*pairs, *((number, None) for number in left)]


def _matched(old: Sequence[str], new: Sequence[str]) -> tuple[list[Pair], list[int]]:
    """Match equal texts in one walk, for a list may have thousands; return what is left of old."""
    places: dict[str, list[int]] = defaultdict(list)
    for number in range(len(old) - 1, -1, -1):
        places[old[number]].append(number)
    pairs: list[Pair] = []
    for number, name in enumerate(new):
        pairs.append((places[name].pop() if places[name] else None, number))
    return pairs, sorted(number for numbers in places.values() for number in numbers)


def _names(items: Sequence[Mapping[str, Any]], key: str) -> list[str] | None:
    """Return the keys of sub-records; None unless each has its own."""
    names = [item.get(key) for item in items]
    known = [name for name in names if isinstance(name, str)]
    return known if len(known) == len(set(known)) == len(items) else None


def _words(items: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return each item as a text by which equal ones are told."""
    return [repr(_sorted(item)) for item in items]


def _sorted(value: Any) -> Any:
    """Return a text tree in which the order of fields says nothing."""
    if isinstance(value, dict):
        return sorted((name, _sorted(item)) for name, item in value.items())
    return [_sorted(item) for item in value] if isinstance(value, list) else value


# -- acts -----------------------------------------------------------------------------------------


def _acts(before: Sequence[Any], after: Sequence[Any]) -> Iterator[ActChange]:
    """Yield the acts that are not in both versions; of what is left, one of one name is altered.

    An act that stands before one that it stood after is gone from its place and added at another.
    """
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1  # nearly always all of them: acts are appended
    pairs, left = _matched(_words(before[start:]), _words(after[start:]))
    waiting: dict[str, list[int]] = defaultdict(list)
    for one in reversed(left):
        waiting[str(before[start + one].get("do"))].append(start + one)
    furthest = -1
    for number, act in enumerate(after[start:], start):
        place: int | None = pairs[number - start][0]
        if place is not None and place > furthest:
            furthest = place
            continue
        alike = waiting[str(act.get("do"))]
        if place is None and alike:
            old = before[alike.pop()]
            keys = _mapping(old, act, NO_FIELDS, f"acts[{number}]", ())
            yield ActChange(number, old, act, tuple(keys))
            continue
        if place is not None:
            yield ActChange(start + place, before[start + place], None)
        yield ActChange(number, None, act)
    yield from (ActChange(n, before[n], None) for n in sorted(chain(*waiting.values())))


# -- text -----------------------------------------------------------------------------------------


def _text(before: str, after: str) -> TextChange | None:
    """Count the lines of two bodies that are not in both, in time proportional to their length."""
    if before == after or before.split() == after.split():
        return None if before.splitlines() == after.splitlines() else TextChange(0, 0)
    old, new = _lines(before), _lines(after)
    return TextChange((new - old).total(), (old - new).total())


def _lines(text: str) -> Counter[str]:
    return Counter(line.rstrip() for line in text.splitlines() if line.strip())
