"""The shape of a text tree held against declared fields: keys, presence, types, vocabularies.

Records, acts and the office's settings are all described by the same field language and checked
here. The same walk collects the links that the tree contains.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from officerepo.fields import TYPES, meant
from officerepo.finding import Finding, Value
from officerepo.kind import Field, Fields
from officerepo.pattern import Pattern
from officerepo.record import LINK_SHAPE, Link
from officerepo.text import near

_FORMS: Mapping[str, str] = {
    "integer": "Write a whole number without blanks, points or unit, such as 12.",
    "decimal": "Write a number with a point before its decimals, without unit, such as 12.50.",
    "boolean": "Write yes or no.",
    "date": "Write year, month and day, such as 2025-03-31.",
    "moment": "Write a day such as 2025-03-31, or day and time such as 2025-03-31T09:30.",
    "time": "Write hours and minutes of 24 hours, such as 09:30.",
    "digest": "Copy it whole, `sha256:` and 64 digits 0-9, a-f; `officerepo act` writes it itself.",
    "sha256": "Copy it whole, 64 digits 0-9, a-f; the command `sha256sum FILE` prints it.",
    "email": "Write one address, such as name@example.org.",
    "public_key": "Copy the whole line of the file that ends in .pub: ssh-ed25519 AAAA…",
    "power": "Write its name in lower case, such as approve_out or authorise_seal:SL-oficial.",
}
"""What a value of a type looks like, for whoever wrote another."""

_NUMBERS = ("integer", "decimal")
_SUGGESTIONS = 100  # findings of one file up to which a misspelt name is compared with all known


class Shape:
    """One walk over a file's text tree; collects findings and links."""

    __slots__ = ("cut", "findings", "links", "path", "reached")

    def __init__(
        self, path: str, cut: frozenset[str] = frozenset(), reached: Collection[str] = ()
    ) -> None:
        self.path = path
        self.cut = cut
        self.reached = reached
        self.findings: list[Finding] = []
        self.links: list[Link] = []

    def say(self, rule: str, at: str, message: str, hint: str, **values: Value) -> None:
        """Add an error at a field path."""
        self.findings.append(Finding(self.path, at, message, hint, rule, "error", values))

    def mapping(
        self,
        data: Mapping[str, Any],
        fields: Fields,
        at: str,
        *,
        required: bool = True,
        reserved: Collection[str] = (),
    ) -> None:
        """Check the keys and values of a group of fields."""
        prefix = f"{at}." if at else ""
        for name, value in data.items():
            spec = fields.get(name)
            if spec is not None:
                if spec.free and value.__class__ is str and not self.cut:
                    continue
                self.value(value, spec, prefix + name)
            elif name not in reserved and not name.startswith("x-"):
                self._unknown(name, fields, prefix + name)
        if not required:
            return
        for spec in fields.needed:
            name = spec.name
            if data.get(name):
                continue  # an empty list says nothing either
            if spec.required:
                self.say(
                    "missing-field",
                    at,
                    "`{field}` is missing.",
                    "Add `{field}:` and its value.",
                    field=name,
                )
            elif spec.required_from and spec.required_from in self.reached:
                self.say(
                    "missing-field",
                    at,
                    "`{field}` is missing; it is needed once the record is {state}.",
                    "Add `{field}:` and its value.",
                    field=name,
                    state=spec.required_from,
                )

    def value(self, value: Any, spec: Field, at: str) -> None:
        """Check one value against its field."""
        kind = spec.type
        if value.__class__ is str:
            if kind == "link":
                self._link(value, spec, at)
            elif kind == "text":
                self._text(value, spec, at)
            elif kind == "any":
                return
            elif kind in ("list", "map"):
                if value:
                    self._wrong_tree(value, spec, at)
            elif value:
                self._scalar(value, spec, at)
        elif kind == "any":
            return
        elif value.__class__ is list:
            if kind == "list":
                self._list(value, spec, at)
            elif kind == "map":
                self._wrong_tree(value, spec, at)
            else:
                self._one_value("A list stands where one value was expected.", at)
        elif kind == "map":
            self.mapping(value, spec.parts, at)
        elif kind == "list":
            self._wrong_tree(value, spec, at)
        elif kind == "link" and spec.outside:
            self.mapping(value, spec.outside, at)
        else:
            self._one_value("A group of fields stands where one value was expected.", at)

    def _text(self, value: str, spec: Field, at: str) -> None:
        if at in self.cut:
            self.say(
                "cut-by-comment",
                at,
                "What follows ` #` on a line is taken for a remark, so the text ends at `{value}`."
                if value
                else "What follows ` #` on a line is taken for a remark, so the text is empty.",
                "Put the whole text between double quotes.",
                value=value[-40:],
            )
        if spec.pattern and value and not spec.pattern.fullmatch(value):
            self._formless(value, spec.pattern, at)

    def _scalar(self, value: str, spec: Field, at: str) -> None:
        if spec.type == "choice":
            if value not in spec.values:
                like = self._near(value, spec.values)
                found = unknown_choice(value, spec.name, spec.values, like)
                self.findings.append(replace(found, path=self.path, at=at))
            return
        try:
            TYPES[spec.type](value)
        except ValueError as error:
            like = meant(spec.type, value)
            hint = "Write `{like}`." if like else _FORMS[spec.type]
            self._wrong_value(str(error), hint, at, value, like=like)
            return
        if spec.type in _NUMBERS:
            number = Decimal(value)
            if spec.min is not None and number < spec.min:
                message, hint = "`{value}` is less than {limit}.", "Write {limit} or more."
                self._wrong_value(message, hint, at, value, limit=str(spec.min))
            if spec.max is not None and number > spec.max:
                message, hint = "`{value}` is more than {limit}.", "Write {limit} or less."
                self._wrong_value(message, hint, at, value, limit=str(spec.max))
        elif spec.pattern and not spec.pattern.fullmatch(value):
            self._formless(value, spec.pattern, at)

    def _link(self, value: str, spec: Field, at: str) -> None:
        if not value:
            return
        found = _link_parts(value)
        if found:
            self.links.append(Link(at, *found, spec.target))
        elif not spec.or_text:
            self.say(
                "wrong-value",
                at,
                "`{value}` is not a record number such as OUT-2025-0008.",
                "Write its number; `officerepo search WORDS` finds it by its name.",
                value=_short(value),
            )
        elif at in self.cut:
            self._text(value, spec, at)

    def _list(self, items: list[Any], spec: Field, at: str) -> None:
        if spec.of is not None:
            for number, item in enumerate(items):
                if item == "":
                    place = f"{at}[{number}]"
                    self.say("wrong-value", place, "An item of the list is empty.", "Remove it.")
                self.value(item, spec.of, f"{at}[{number}]")
            return
        seen: set[str] = set()
        for number, item in enumerate(items):
            place = f"{at}[{number}]"
            if not isinstance(item, dict):
                self._wrong_tree(item, replace(spec, type="map"), place)
                continue
            self.mapping(item, spec.parts, place, reserved=("struck",))
            name = item.get(spec.key) if spec.key else None
            if isinstance(name, str) and name in seen:
                self.say(
                    "duplicate-part",
                    f"{place}.{spec.key}",
                    "`{value}` stands twice in this list.",
                    "Give each part its own {key}; numbers of struck parts are not used again.",
                    value=name,
                    key=spec.key,
                )
            elif isinstance(name, str):
                seen.add(name)

    def _unknown(self, name: str, fields: Mapping[str, Field], at: str) -> None:
        like = self._near(name, fields)
        self.say(
            "unknown-field",
            f"{at}:key",
            "There is no field `{field}` here.",
            "Write `{like}`."
            if like
            else "Remove it, or begin its name with `x-` if it is your office's own.",
            field=name,
            like=like,
        )

    def _near(self, word: str, known: Iterable[str]) -> str:
        """Return the known word most like a misspelt one; not for thousands of them."""
        return near(word, known) if len(self.findings) < _SUGGESTIONS else ""

    def _wrong_tree(self, value: Any, spec: Field, at: str) -> None:
        """Say that one list or group was expected, and what it looks like here."""
        parts = ", ".join(f"{name}: …" for name in spec.parts)
        if spec.type == "list":
            text = _short(value) if isinstance(value, str) and spec.of else "…"
            item = f"{{{parts}}}" if parts else text
            message = "A list was expected here."
            hint = "Write each item on a line of its own below the field: `  - {item}`."
            self.say("wrong-value", at, message, hint, item=item)
        else:
            message = "A group of fields was expected here."
            hint = "Write its parts between braces, those that apply: `{group}`."
            self.say("wrong-value", at, message, hint, group=f"{{{parts}}}")

    def _formless(self, value: str, pattern: Pattern, at: str) -> None:
        message = "`{value}` does not have the form of this field."
        hint = "Write it like the other records of this kind do; the form is `{pattern}`."
        self._wrong_value(message, hint, at, value, pattern=pattern.text)

    def _wrong_value(self, message: str, hint: str, at: str, value: str, **values: str) -> None:
        self.say("wrong-value", at, message, hint, value=_short(value), **values)

    def _one_value(self, message: str, at: str) -> None:
        self.say("wrong-value", at, message, "Write one value behind the colon.")


def unknown_choice(value: str, field: str, known: Iterable[str], like: str) -> Finding:
    """Return the finding of a value that is none of a field's, its place left open.

    `like` is the one that was meant, or empty.
    """
    return Finding(
        "",
        "",
        "`{value}` is not one of the values of `{field}`.",
        "Write `{like}` or another of these: {choices}." if like else "Choose one of: {choices}.",
        "unknown-choice",
        values={"value": value, "field": field, "like": like, "choices": [*known]},
    )


@lru_cache(maxsize=1024)  # most links lead to the few people who act
def _link_parts(value: str) -> tuple[str, str] | None:
    found = LINK_SHAPE.fullmatch(value)
    return (found[1], found[2] or "") if found else None


def _short(value: str) -> str:
    return value if len(value) <= 60 else value[:57] + "…"
