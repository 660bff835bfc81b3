"""What records of a kind look like: fields, acts, states, rules and views, as plain data.

A kind is read from one YAML file by `kindfile`; nothing here is specific to any of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from officerepo.expression import Expression
from officerepo.pattern import Pattern

Words = Mapping[str, str]
"""The same words by language: {"en": "Seal use", "es": "Uso del sello", "zh": "用印"}."""

LANGUAGES = ("en", "es", "zh")
LABELS = ("public", "internal", "restricted", "confidential")
PHASES = ("todo", "doing", "review", "done", "dropped")


def say(words: Words, language: str) -> str:
    """Return the words in a language, else in English, else in whatever there is."""
    return words.get(language) or words.get("en") or next(iter(words.values()), "")


@dataclass(frozen=True, slots=True)
class Field:
    """A named value with a field type.

    `of` is the field of each item of a list, or the fields of a map or of a list's sub-records.
    `to` names the kinds a link may lead to, `meeting/decisions` a list inside that kind. What a key
    of an act says is from then on in force in place of the record's own field that it `moves`.
    Until the act `made_by` a field says what was asked for, and not what was done. A list that
    `grows` is a past: entries are added to it, and those that stand there stay as they are.
    """

    name: str
    type: str
    to: tuple[str, ...] = ()
    outside: Fields = field(default_factory=lambda: Fields())
    or_text: bool = False
    of: Field | None = None
    parts: Fields = field(default_factory=lambda: Fields())
    key: str = ""
    values: Mapping[str, Words] = field(default_factory=dict)
    required: bool = False
    required_from: str = ""
    min: Decimal | None = None
    max: Decimal | None = None
    pattern: Pattern | None = None
    default: str = ""
    fill: str = ""  # the link field whose approving act's digest the tool copies here
    after_approval: bool = False
    moves: str = ""
    made_by: str = ""
    grows: bool = False
    target: str = ""  # `to`, separated by blanks
    free: bool = False  # whether any text will do
    title: Words = field(default_factory=dict)
    help: Words = field(default_factory=dict)


class Fields(dict[str, Field]):
    """Fields by name, in the order of their file."""

    @cached_property
    def needed(self) -> tuple[Field, ...]:
        """The fields whose absence can be a finding."""
        return tuple(field for field in self.values() if field.required or field.required_from)


@dataclass(frozen=True, slots=True)
class ActSpec:
    """How an act is done: from which states, to which, by whom, with what.

    `sources` is None for an opening act; `to` is empty when the act changes no state. `keys` are
    the act's own, `all_keys` also those of every act. `varies` says that the power that is needed
    depends on the record's fields.
    """

    name: str
    sources: frozenset[str] | None
    to: str = ""
    powers: tuple[str, ...] = ()
    powers_if: Expression | None = None
    powers_then: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    not_by: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    keys: Fields = field(default_factory=Fields)
    all_keys: Fields = field(default_factory=Fields)
    varies: bool = False
    approval: bool = False
    clock: bool = False  # whether the day alone does not say enough of when
    freezes: tuple[str, ...] = ()
    title: Words = field(default_factory=dict)
    help: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class State:
    """A state that acts lead to; `phase` groups states over kinds for boards and colours."""

    name: str
    title: Words
    phase: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """What is awaited of a record while it is in certain states, and until when.

    It has its day when one of the fields `by` is filled in: that day, or `within` worked days after
    it. Without `by` it is so many worked days after the record's last act. `when` says which
    records it concerns. `until` is an act that fulfils it and leaves the state as it is. `owner`
    is the field that says who answers for it. `acts` are those that are awaited, where others than
    who answers for it do them; `step` says in few words what is to be done.
    """

    name: str
    states: frozenset[str]
    by: tuple[str, ...]
    within: int
    until: str
    owner: str
    message: Words
    hint: Words
    step: Words
    acts: tuple[str, ...] = ()
    when: Expression | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that must hold inside one record of the kind.

    With `each` it is asked of every entry of that list that is not struck; the list's name then
    stands for the entry: `decisions.due` is the day of that decision, and of no other.
    """

    name: str
    assertion: Expression
    when: Expression | None
    at: str
    severity: str
    message: Words
    hint: Words
    bad: Mapping[str, Any]
    serves: tuple[str, ...] = ()
    each: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A register column: a dotted value, and its own title where the field's will not do."""

    value: str
    title: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Views:
    """How records of the kind are shown; empty names mean that the kind has no such thing."""

    title: str = "title"
    date: str = ""
    due: str = ""
    owner: str = ""
    cover: tuple[str, ...] = ()
    register: tuple[Column, ...] = ()
    order: str = "newest"


class Place(NamedTuple):
    """Where a number stands: in which book of its register, and the how-manieth it is there.

    A book is what else the number says, a year or a series and a year; it may say nothing.
    """

    book: tuple[str, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Kind:
    """What such a record looks like."""

    name: str
    path: str
    title: Words
    plural: Words
    about: Words
    group: str
    serves: tuple[str, ...]  # the requirements it is for: R13
    folder: str
    format: str
    id: str
    gapless: bool
    grace: int  # working days in which an act may be entered after it was done
    label: str
    series: str
    adopted_as: str
    rights: tuple[str, ...]  # fields that say who may do what, or what may be done
    fields: Fields  # own fields in file order, then the common ones
    acts: Mapping[str, ActSpec]  # own acts in file order, then the kernel's
    states: Mapping[str, State]
    powers: Mapping[str, Words]  # what powers are called that only such records ask for
    deadlines: Mapping[str, Deadline]
    rules: Mapping[str, Rule]
    views: Views
    example: Mapping[str, Any]
    own_fields: tuple[str, ...]
    id_pattern: re.Pattern[str]
    moved: Mapping[str, Mapping[str, str]]  # field → act → the key that says what is in force

    @property
    def has_acts(self) -> bool:
        """Whether records of the kind have a state; else their life is dates."""
        return bool(self.states)

    @property
    def yearly(self) -> bool:
        """Whether the register is divided into yearly books."""
        return "{year}" in self.id

    @property
    def serial(self) -> bool:
        """Whether ids are consecutive numbers."""
        return "{serial" in self.id

    @property
    def id_fields(self) -> tuple[str, ...]:
        """Return the fields whose values stand in the id: of and who in `ACK-{of}-{who}`."""
        return tuple(m[1] for m in _PLACEHOLDER.finditer(self.id) if m[1] not in PLACEHOLDERS)

    @property
    def suffix(self) -> str:
        """Return the file name ending of records of the kind."""
        return ".md" if self.format == "markdown" else ".yaml"

    def path_of(self, record_id: str) -> str:
        """Return where the record with that id lies, relative to the office."""
        found = self.id_pattern.fullmatch(record_id)
        year = f"{found['year']}/" if found and self.yearly else ""
        return f"records/{self.folder}/{year}{record_id}{self.suffix}"

    def place_of(self, record_id: str) -> Place | None:
        """Return where a consecutive number stands; None for what is none of this register."""
        found = self.id_pattern.fullmatch(record_id) if self.serial else None
        if found is None:
            return None
        parts = found.groupdict()
        number = int(parts.pop("serial"))
        return Place(tuple(parts.values()), number)

    def id_at(self, book: tuple[str, ...], number: int) -> str:
        """Return the id that stands at a place of the register, as `place_of` tells it."""
        names = (name for name in self.id_pattern.groupindex if name != "serial")
        return make_id(self.id, **dict(zip(names, book, strict=True)), serial=number)

    def phase_of(self, state: str) -> str:
        """Return the phase of a state; an unknown or empty state is being done."""
        found = self.states.get(state)
        return found.phase if found else "doing"


PLACEHOLDERS: Mapping[str, str] = {
    "year": r"(?P<year>[0-9]{4})",
    "serial": r"(?P<serial>(?!0+(?![0-9]))(?:[0-9]{%d}|[1-9][0-9]{%d,}))",
    "n": r"(?P<n>[1-9][0-9]*)",
    "slug": r"(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)",
    "handle": r"(?P<handle>[a-z][a-z0-9]*)",
    "code": r"(?P<code>[A-Z][A-Z0-9]*)",
    "class": r"(?P<class>[a-z]+)",
}
_PLACEHOLDER = re.compile(r"\{([a-z]+)(?::([0-9]))?\}")
_FIELD_VALUE = r"[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*"


def id_pattern(template: str, fields: Collection[str] = ()) -> re.Pattern[str]:
    """Return the pattern of the ids that a template such as `OUT-{year}-{serial:4}` describes.

    A placeholder may also be one of the kind's own fields: `ACK-{of}-{who}`. Raises ValueError
    when the template names neither.
    """
    parts: list[str] = []
    end = 0
    for match in _PLACEHOLDER.finditer(template):
        name, width = match[1], int(match[2] or 1)
        if name not in PLACEHOLDERS and name not in fields:
            raise ValueError(name)
        pattern = PLACEHOLDERS.get(name, rf"(?P<{name}>{_FIELD_VALUE})")
        if name == "serial":
            pattern %= (width, width)
        elif name == "n" and width > 1:
            pattern = rf"(?P<n>[0-9]{{{width}}}|[1-9][0-9]{{{width},}})"
        parts += [re.escape(template[end : match.start()]), pattern]
        end = match.end()
    return re.compile("".join(parts) + re.escape(template[end:]))


def example_id(template: str) -> str:
    """Return an id as the template gives them, to show to people: `OUT-2025-0001`."""
    fields = {match[1]: match[1].upper() for match in _PLACEHOLDER.finditer(template)}
    names = {**fields, "slug": "water-level", "handle": "mperez", "code": "LAB"}
    return make_id(template, **{**names, "year": 2025, "serial": 1, "n": 1})


def share_ids(one: Kind, other: Kind) -> bool:
    """Whether two kinds can give the same number, tried with numbers of either."""
    heads = {kind.id.partition("-")[0] for kind in (one, other)}
    if len(heads) == 2 and not any("{" in head for head in heads):
        return False
    return any(
        reader.id_pattern.fullmatch(number)
        for reader, writer in ((one, other), (other, one))
        for number in _numbers(writer.id)
    )


def _numbers(template: str) -> Iterable[str]:
    """Yield numbers short and long, with one part and several, that a template gives."""
    fields = {match[1]: "value" for match in _PLACEHOLDER.finditer(template)}
    words = {**fields, "slug": "a", "handle": "a", "code": "A", "class": "a"}
    longer = {**fields, "slug": "water-level", "handle": "mperez1", "code": "LAB2", "class": "map"}
    for names in (words, longer):
        for number in (1, 1000, 1234567):
            yield make_id(template, **{**names, "year": 2025, "serial": number, "n": number})


def make_id(template: str, **values: str | int) -> str:
    """Return the id that a template gives for values: `make_id(t, year=2025, serial=7)`."""

    def filled(match: re.Match[str]) -> str:
        value = values[match[1]]
        return f"{value:0{match[2] or 1}d}" if isinstance(value, int) else str(value)

    return _PLACEHOLDER.sub(filled, template)
