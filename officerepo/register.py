"""Registers as text: which columns a kind's register has, and what a record says in each.

Values are named by dotted paths: `seal`, `valid.from`, `acts.stamp.at` (the last such act's),
`attendance.present`. A list of groups is mapped over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from officerepo.computed import RETENTION
from officerepo.domain.owed import is_late
from officerepo.domain.retention import destiny
from officerepo.fields import boolean, decimal, is_yes
from officerepo.index import Index
from officerepo.kind import Column, Field, Kind, say
from officerepo.marks import marks_of
from officerepo.record import Record

Translate = Callable[[str], str]

COMPUTED = ("id", "kind", "state", "title", "label", "late")
"""Names that every record answers to, whatever its file says."""


def pick(record: Record, path: str) -> Any:
    """Return the text tree at a dotted path of a record; None where there is nothing."""
    steps = path.split(".")
    node: Any = record.data
    if steps[0] == "acts" and len(steps) > 1:
        act = record.last(steps[1])
        if act is None:
            return None
        node, steps = act.data, steps[2:]
    for step in steps:
        if isinstance(node, list):
            node = [item[step] for item in node if isinstance(item, dict) and step in item]
        elif isinstance(node, Mapping):
            node = node.get(step)
        else:
            return None
    return node


def stated(index: Index, record: Record, path: str) -> Any:
    """Return what a register shows at a dotted path; of who answers for a record, who does now.

    What was only asked for is not shown: a register is read, and summed, as what was done.
    """
    if path in RETENTION:
        return kept(index, record)[path] or None
    kind = index.kind(record)
    if path == kind.views.owner and path in kind.moved:
        return index.owner(record) or None
    spec = kind.fields.get(path)
    if spec is not None and is_only_asked_for(record, spec):
        return None
    return pick(record, path)


def is_only_asked_for(record: Record, spec: Field) -> bool:
    """Whether what a field says was not done: its act is not there yet, or never will be."""
    return bool(spec.made_by) and not record.adopted and record.last(spec.made_by) is None


def kept(index: Index, record: Record) -> dict[str, str]:
    """Return by the names of `RETENTION` what the file plan has in store for a record."""
    found = destiny(index, record)
    values = (found.cut_off, found.due, found.action, found.held)
    return dict(zip(RETENTION, values, strict=True))


def field_at(kind: Kind, keys: Mapping[str, Field], path: str) -> Field | None:
    """Return the field that a dotted path names; `keys` are those that every act may carry."""
    if path in RETENTION:
        return RETENTION[path]
    steps = path.split(".")
    if steps[0] == "acts":
        act = kind.acts.get(steps[1]) if len(steps) > 1 else None
        spec = {**keys, **act.keys}.get(steps[2]) if act and len(steps) > 2 else None
        steps = steps[3:]
    else:
        spec = kind.fields.get(steps[0])
        steps = steps[1:]
    for step in steps:
        spec = (spec.parts.get(step) or spec.outside.get(step)) if spec else None
    return spec


def names(kind: Kind, keys: Mapping[str, Field]) -> Iterator[str]:
    """Yield every dotted path that records of a kind may have a value at."""
    yield from COMPUTED
    yield from RETENTION
    for name, spec in kind.fields.items():
        yield from _inside(name, spec)
    for act in kind.acts.values():
        for name, spec in {**keys, **act.keys}.items():
            yield from _inside(f"acts.{act.name}.{name}", spec)


def _inside(path: str, spec: Field) -> Iterator[str]:
    yield path
    for name, part in {**spec.parts, **spec.outside}.items():
        yield from _inside(f"{path}.{name}", part)


def date_of(record: Record, kind: Kind) -> str:
    """Return a record's own date or moment: its view's, else its first act's, else nothing."""
    found = pick(record, kind.views.date) if kind.views.date else None
    if isinstance(found, str) and found:
        return found
    return record.acts[0].at if record.acts else ""


@dataclass(frozen=True, slots=True)
class Register:
    """The register of a kind as a table of text, in the office's language or another."""

    index: Index
    kind: Kind
    today: date
    gettext: Translate
    foreign: str = ""  # the language, where it is not the office's

    @property
    def language(self) -> str:
        """The language of titles and words."""
        return self.foreign or self.index.office.language

    @property
    def columns(self) -> Sequence[Column]:
        """The columns of the register view; number first, and a state where there are states."""
        columns = [column for column in self.kind.views.register if column.value != "id"]
        if self.kind.has_acts and all(column.value != "state" for column in columns):
            columns.append(Column("state"))
        return [Column("id"), *columns]

    def headings(self) -> list[str]:
        """Return the titles of the columns."""
        return [self._heading(column) for column in self.columns]

    def records(self) -> list[Record]:
        """Return the records of the kind in the order of its view."""
        found = self.index.of(self.kind.name)
        if self.kind.views.order == "title":
            return sorted(found, key=lambda record: (record.title.casefold(), record.id))
        return found[::-1]

    def row(self, record: Record) -> list[str]:
        """Return what a record says in each column, in words."""
        return [self.words(record, column.value) for column in self.columns]

    def value(self, record: Record, path: str) -> Any:
        """Return the text tree at a dotted path or computed name; None where there is nothing."""
        if path == "late":
            return "yes" if is_late(self.index, record, self.today) else "no"
        if path in COMPUTED:
            return getattr(record, path)
        return stated(self.index, record, path)

    def words(self, record: Record, path: str) -> str:
        """Return the value at a path as the office's language says it; links stay numbers."""
        raw = self.value(record, path)
        if path == "state":
            state = self.kind.states.get(record.state)
            return say(state.title, self.language) if state else ""
        spec = field_at(self.kind, self.index.office.kernel.keys, path)
        return in_words(spec, raw, self.language, self.gettext)

    def _heading(self, column: Column) -> str:
        if column.value == "id":
            return self.gettext("Number")
        if column.value == "state":
            return self.gettext("State")
        language = self.language
        spec = field_at(self.kind, self.index.office.kernel.keys, column.value)
        own = say(column.title, language)
        return own or (say(spec.title, language) if spec else "") or column.value


def words_of_part(record: Record, kind: Kind, sub: str) -> str:
    """Return the words of a sub-record such as D2; nothing if the record has none."""
    found = ""
    for spec in kind.fields.values():
        found = _part_words(spec, record.data.get(spec.name), sub) or found
    return found


def _part_words(spec: Field, items: Any, sub: str) -> str:
    """Return the words of the sub-record of that number in a list, or in the lists inside it.

    Where several have it, as a duty has in each version of its post, the last one speaks.
    """
    found = ""
    for item in items if isinstance(items, list) and spec.parts else ():
        if not isinstance(item, dict):
            continue
        if spec.key and item.get(spec.key) == sub:
            texts = (item.get(part) for part in ("text", "title", "name"))
            found = next((text for text in texts if isinstance(text, str)), found)
        for inner in spec.parts.values():
            if inner.type == "list":
                found = _part_words(inner, item.get(inner.name), sub) or found
    return found


def in_words(spec: Field | None, raw: Any, language: str, gettext: Translate) -> str:
    """Return a value on one line: choices and yes or no in words, all else as it is written."""
    if isinstance(raw, str):
        item = spec.of if spec and spec.of and spec.type == "list" else spec
        if item is not None and item.type == "choice" and raw in item.values:
            return say(item.values[raw], language)
        if item is not None and item.type == "boolean":
            return gettext("Yes") if is_yes(raw) else gettext("No")
        return " ".join(raw.split())
    if isinstance(raw, list):
        item = spec.of if spec and spec.of else spec
        shown = (in_words(item, each, language, gettext) for each in raw)
        return marks_of(language).item.join(filter(None, shown))
    if isinstance(raw, Mapping):
        if spec is not None and spec.type == "link" and isinstance(raw.get("title"), str):
            return " ".join(raw["title"].split())
        parts = spec.parts if spec else {}
        pairs = ((key, in_words(parts.get(key), raw[key], language, gettext)) for key in raw)
        return marks_of(language).group.join(f"{key} {words}" for key, words in pairs if words)
    return ""


def as_data(spec: Field | None, raw: Any) -> Any:
    """Return a value as other programs read it: numbers, true and false, all else as written.

    An empty text that would be one of these is None; one that cannot be read stays as it is.
    """
    if isinstance(raw, list):
        item = spec.of if spec and spec.of else spec
        return [as_data(item, each) for each in raw]
    if isinstance(raw, Mapping):
        parts = spec.parts if spec else {}
        return {name: as_data(parts.get(name), value) for name, value in raw.items()}
    read = _READ.get(spec.type) if spec else None
    if read is None or not isinstance(raw, str):
        return raw
    try:
        return read(raw) if raw else None
    except ValueError:
        return raw


def _number(text: str) -> int | float:
    number = decimal(text)
    return float(number) if "." in text else int(number)


_READ: Mapping[str, Callable[[str], Any]] = {
    "integer": _number,
    "decimal": _number,
    "percent": _number,
    "boolean": boolean,
}
