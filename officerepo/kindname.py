"""Names in a kind file: those it uses have to exist, those it gives may not be taken."""

from __future__ import annotations

import re
from collections.abc import Iterable

from officerepo.computed import RETENTION
from officerepo.finding import NAME
from officerepo.kind import Fields, Kind
from officerepo.record import STEP
from officerepo.text import near
from officerepo.treereader import TreeReader

_BRACE = re.compile(r"\{[^{}]*\}|[{}]")
_NOT_FIELDS = ("acts", "id", "kind", "state")  # what expressions and files mean by these words


def find_unknown(kind: Kind, keys: Fields, read: TreeReader) -> None:
    """Find misspelt states, acts and fields wherever the kind names one."""
    for act in kind.acts.values():
        at = f"acts.{act.name}"
        _known(
            [*(act.sources or ()), *([act.to] if act.to else [])], kind.states, at, "state", read
        )
        fields = {**kind.fields, **act.keys, **keys, "all": None}
        people = [w.removeprefix("act:") for w in act.who if w.startswith("act:")]
        _known(people, kind.acts, f"{at}.who", "act", read)
        named = [w for w in act.who if ":" not in w and "." not in w]
        _known(named, kind.fields, f"{at}.who", "field", read)
        through = [w.partition(".")[0] for w in act.who if "." in w]
        _known(through, act.keys, f"{at}.who", "key of the act", read)
        _known(act.not_by, {**kind.acts, **kind.fields}, f"{at}.not_by", "act or field", read)
        _known(act.needs, fields, f"{at}.needs", "field", read)
        _known(act.freezes, fields, f"{at}.freezes", "field", read)
        moved = [key.moves for key in act.keys.values() if key.moves]
        _known(moved, kind.fields, f"{at}.keys", "field", read)
    for rule in kind.rules.values():
        names = [*rule.assertion.names, *(rule.when.names if rule.when else ())]
        for name in names:
            _path(kind, name, f"rules.{rule.name}.assert", read)
        lists = [name for name, field in kind.fields.items() if field.type == "list"]
        _known([rule.each] if rule.each else [], lists, f"rules.{rule.name}.each", "list", read)
        for key, words in (("message", rule.message), ("hint", rule.hint)):
            for said in words.values():
                _braces(said, names, f"rules.{rule.name}.{key}", read)
    for deadline in kind.deadlines.values():
        at = f"deadlines.{deadline.name}"
        _known(deadline.states, kind.states, f"{at}.in", "state", read)
        _known([deadline.until] if deadline.until else [], kind.acts, f"{at}.until", "act", read)
        _known(deadline.acts, kind.acts, f"{at}.act", "act", read)
        for name in deadline.when.names if deadline.when else ():
            _path(kind, name, f"{at}.when", read)
        for name in (*deadline.by, *([deadline.owner] if deadline.owner else [])):
            _path(kind, name, at, read)
        for key, words in (("message", deadline.message), ("hint", deadline.hint)):
            for said in words.values():
                _braces(said, ["day", "owner"], f"{at}.{key}", read)
    views = kind.views
    for name in (views.title, views.date, views.due, views.owner, *views.cover):
        if name and name not in RETENTION:
            _path(kind, name, "views", read)
    for number, column in enumerate(views.register):
        if column.value not in RETENTION:
            _path(kind, column.value, f"views.register.columns[{number}]", read)
    wanted = [f.required_from for f in kind.fields.values() if f.required_from]
    _known(wanted, kind.states, "fields", "state", read)
    made = [f.made_by for f in kind.fields.values() if f.made_by]
    _known(made, kind.acts, "fields", "act", read)
    _known(kind.rights, kind.fields, "rights", "field", read)
    if kind.adopted_as:
        _known([kind.adopted_as], kind.states, "adopted_as", "state", read)


def _braces(said: str, names: list[str], at: str, read: TreeReader) -> None:
    """Find braces in a message that no value will fill: only the formula's own names have one."""
    left = NAME.sub(lambda match: "" if match[1] in names else match[0], said)
    for found in _BRACE.findall(left)[:1]:
        read.say(
            at,
            "`{name}` in the message cannot be filled with a value.",
            "Between braces write a name that the formula uses: {names}."
            if names
            else "Leave the braces out; the formula uses no names.",
            name=found,
            names=[f"`{name}`" for name in dict.fromkeys(names)],
        )


def _path(kind: Kind, name: str, at: str, read: TreeReader) -> None:
    first, *rest = STEP.findall(name) or [name]
    if name in ("id", "state", "kind"):
        return
    if first == "acts":
        _known(rest[:1], kind.acts, at, "act", read)
        return
    _known([first], kind.fields, at, "field", read)
    spec = kind.fields.get(first)
    for step in rest:
        if spec is None or not spec.parts:
            return
        _known([step], spec.parts, at, "field", read)
        spec = spec.parts.get(step)


def _known(
    names: Iterable[str], known: Iterable[str], at: str, what: str, read: TreeReader
) -> None:
    known = list(known)
    for name in names:
        if name not in known:
            like = near(name, known)
            hint = "Write `{like}`." if like else "Declare it, or correct the name."
            read.say(
                at,
                "There is no {what} `{name}` in this kind.",
                hint,
                name=name,
                what=what,
                like=like,
            )


def find_taken(kind: Kind, own: Fields, read: TreeReader) -> None:
    """Find fields whose name means something else already."""
    taken = (*_NOT_FIELDS, *(("body",) if kind.format == "markdown" else ()))
    for name in own:
        if name in taken:
            read.say(
                f"fields.{name}:key",
                "A field cannot be called `{name}`.",
                "Give it another name; `{name}` has a meaning of its own in every record.",
                name=name,
            )
