"""Kind files: YAML in, a `Kind` out, and findings where the file does not say what it has to.

The language is closed: a fixed set of keys at each level, expressions from a whitelist. An
office's own kind file in `records/kinds/` is read exactly like the built-in ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from officerepo.expression import Expression, ExpressionError
from officerepo.fields import COMPOUND, TYPES
from officerepo.finding import Finding
from officerepo.kind import (
    LABELS,
    PHASES,
    ActSpec,
    Column,
    Field,
    Kind,
    Rule,
    State,
    Views,
    Words,
    id_pattern,
)
from officerepo.record import STEP
from officerepo.source import parse
from officerepo.text import near
from officerepo.workdays import Calendar

KIND_KEYS = (
    *("kind", "title", "plural", "about", "group", "folder", "format", "id", "gapless", "label"),
    *("series", "adopted_as", "fields", "acts", "states", "rules", "views", "example"),
)
FIELD_KEYS = (
    *("type", "to", "outside", "or_text", "of", "key", "values", "required", "required_from"),
    *("min", "max", "pattern", "default", "fill", "after_approval", "title", "help"),
)
ACT_KEYS = (
    *("from", "to", "power", "power_when", "who", "not_by", "needs", "keys", "approval"),
    *("freezes", "title", "help"),
)
RULE_KEYS = ("when", "assert", "at", "severity", "message", "hint", "bad")
VIEW_KEYS = ("title", "date", "due", "owner", "cover", "register")
GROUPS = ("registers", "work", "organisation", "rules")
_RULE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Kernel:
    """What `kernel.yaml` gives to every kind: common fields, act keys, acts and states."""

    def __init__(self, path: str, raw: bytes) -> None:
        reader = _Reader(path)
        data = parse(path, raw).data or {}
        self.fields = reader.fields(data.get("fields"), "fields")
        self.keys = reader.fields(data.get("keys"), "keys")
        self.acts = reader.acts(data.get("acts"), Calendar())
        self.states = reader.states(data.get("states"))
        if reader.findings:
            raise ValueError(reader.findings)  # a fault of the program, not of an office


def read_kind(
    path: str, data: dict[str, Any], kernel: Kernel, calendar: Calendar
) -> tuple[Kind | None, list[Finding]]:
    """Read the tree of a kind file; return the kind (None when unusable) and what is wrong."""
    reader = _Reader(path)
    kind = reader.kind(data, kernel, calendar)
    return kind, reader.findings


class _Reader:
    """Reads the parts of one kind file and collects findings with their places."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.findings: list[Finding] = []

    def kind(self, data: dict[str, Any], kernel: Kernel, calendar: Calendar) -> Kind | None:
        self._closed(data, KIND_KEYS, "")
        for key in ("kind", "title", "plural", "about", "folder", "format", "id", "label"):
            if not data.get(key):
                self._say(key, "`{key}` is missing.", "Add `{key}` to the kind.", key=key)
        if self.findings:
            return None
        own = self.fields(data.get("fields"), "fields")
        states = self.states(data.get("states"))
        acts = self.acts(data.get("acts"), calendar)
        views = self._views(data.get("views"))
        title = {} if views.title != "title" else {"title": _needed(kernel.fields["title"])}
        common = {k: f for k, f in kernel.fields.items() if k != "title"}
        try:
            pattern = id_pattern(str(data["id"]))
        except ValueError as error:
            self._say(
                "id", "{name} is unknown in a number.", "Use {year}, {serial:4}.", name=str(error)
            )
            return None
        kind = Kind(
            name=str(data["kind"]),
            path=self.path,
            title=self._words(data["title"], "title"),
            plural=self._words(data["plural"], "plural"),
            about=self._words(data["about"], "about"),
            group=self._one_of(data.get("group", "registers"), GROUPS, "group"),
            folder=str(data["folder"]),
            format=self._one_of(data["format"], ("yaml", "markdown"), "format"),
            id=str(data["id"]),
            gapless=data.get("gapless") in ("true", "yes"),
            label=self._one_of(data["label"], LABELS, "label"),
            series=str(data.get("series", "")),
            adopted_as=str(data.get("adopted_as", "")),
            fields={**title, **own, **common},
            acts={**acts, **{k: a for k, a in kernel.acts.items() if k not in acts}}
            if acts
            else {},
            states={**states, **kernel.states, **states} if acts else {},
            rules=self._rules(data.get("rules"), calendar),
            views=views,
            example=data.get("example") or {},
            own_fields=(*title, *own),
            id_pattern=pattern,
        )
        self._names(kind, kernel)
        return kind

    # -- parts ------------------------------------------------------------------------------

    def fields(self, data: Any, at: str) -> dict[str, Field]:
        return {name: self._field(name, spec, f"{at}.{name}") for name, spec in self._map(data, at)}

    def _field(self, name: str, data: Any, at: str) -> Field:
        if not isinstance(data, dict):
            self._say(at, "The field has no type.", "Write for example {type: text}.")
            return Field(name, "text")
        self._closed(data, FIELD_KEYS, at)
        kind = self._one_of(data.get("type", "text"), (*TYPES, *COMPOUND), f"{at}.type")
        of = data.get("of")
        item, parts = None, {}
        if kind == "list" and isinstance(of, dict) and isinstance(of.get("type"), str):
            item = self._field(name, of, f"{at}.of")
        elif kind in ("list", "map"):
            parts = self.fields(of, f"{at}.of")
        if kind == "link" and not data.get("to"):
            self._say(at, "The link does not say where it leads.", "Add `to: KIND`.")
        return Field(
            name=name,
            type=kind,
            to=self._list(data.get("to")),
            outside=self.fields(data.get("outside"), f"{at}.outside"),
            or_text=_yes(data.get("or_text")),
            of=item,
            parts=parts,
            key=str(data.get("key", "")),
            values={
                k: self._words(v, f"{at}.values.{k}")
                for k, v in self._map(data.get("values"), f"{at}.values")
            },
            required=_yes(data.get("required")),
            required_from=str(data.get("required_from", "")),
            min=self._number(data.get("min"), f"{at}.min"),
            max=self._number(data.get("max"), f"{at}.max"),
            pattern=self._pattern(data.get("pattern"), f"{at}.pattern"),
            default=str(data.get("default", "")),
            fill=str((data.get("fill") or {}).get("digest_of", "")),
            after_approval=_yes(data.get("after_approval")),
            title=self._words(
                data.get("title", name.replace("_", " ").capitalize()), f"{at}.title"
            ),
            help=self._words(data.get("help", {}), f"{at}.help"),
        )

    def acts(self, data: Any, calendar: Calendar) -> dict[str, ActSpec]:
        return {
            name: self._act(name, spec if isinstance(spec, dict) else {}, f"acts.{name}", calendar)
            for name, spec in self._map(data, "acts")
        }

    def _act(self, name: str, data: dict[str, Any], at: str, calendar: Calendar) -> ActSpec:
        self._closed(data, ACT_KEYS, at)
        when = data.get("power_when") or {}
        condition = self._formula(when.get("if"), f"{at}.power_when.if", calendar)
        return ActSpec(
            name=name,
            sources=frozenset(self._list(data["from"])) if "from" in data else None,
            to=str(data.get("to", "")),
            powers=self._list(data.get("power")),
            powers_if=condition,
            powers_then=self._list(when.get("power")),
            who=self._list(data.get("who")),
            not_by=self._list(data.get("not_by")),
            needs=self._list(data.get("needs")),
            keys=self.fields(data.get("keys"), f"{at}.keys"),
            approval=_yes(data.get("approval")),
            freezes=self._list(data.get("freezes")),
            title=self._words(
                data.get("title", name.replace("_", " ").capitalize()), f"{at}.title"
            ),
            help=self._words(data.get("help", {}), f"{at}.help"),
        )

    def states(self, data: Any) -> dict[str, State]:
        found = {}
        for name, spec in self._map(data, "states"):
            at = f"states.{name}"
            spec = spec if isinstance(spec, dict) else {}
            self._closed(spec, ("title", "phase"), at)
            phase = self._one_of(spec.get("phase", ""), PHASES, f"{at}.phase")
            title = self._words(spec.get("title", name.replace("_", " ").capitalize()), at)
            found[name] = State(name, title, phase)
        return found

    def _rules(self, data: Any, calendar: Calendar) -> dict[str, Rule]:
        found = {}
        for name, spec in self._map(data, "rules"):
            at = f"rules.{name}"
            spec = spec if isinstance(spec, dict) else {}
            self._closed(spec, RULE_KEYS, at)
            if not _RULE_NAME.fullmatch(name):
                self._say(
                    at,
                    "`{name}` is not a rule id.",
                    "Use lower case words joined by hyphens.",
                    name=name,
                )
            assertion = self._formula(spec.get("assert"), f"{at}.assert", calendar)
            if assertion is None:
                if "assert" not in spec:
                    self._say(at, "The rule asserts nothing.", "Add `assert:` and a formula.")
                continue
            if not isinstance(spec.get("bad"), dict):
                self._say(
                    at, "The rule has no `bad` case.", "Add the fields that break it under `bad:`."
                )
            found[name] = Rule(
                name,
                assertion,
                self._formula(spec.get("when"), f"{at}.when", calendar),
                str(spec.get("at", assertion.names[0] if assertion.names else "")),
                self._one_of(spec.get("severity", "error"), ("error", "warning"), f"{at}.severity"),
                self._words(spec.get("message", ""), f"{at}.message"),
                self._words(spec.get("hint", ""), f"{at}.hint"),
                spec.get("bad") or {},
            )
        return found

    def _views(self, data: Any) -> Views:
        data = data if isinstance(data, dict) else {}
        self._closed(data, VIEW_KEYS, "views")
        register = data.get("register") or {}
        self._closed(register, ("columns", "order"), "views.register")
        columns = []
        for number, column in enumerate(register.get("columns") or []):
            at = f"views.register.columns[{number}]"
            if isinstance(column, dict):
                self._closed(column, ("value", "title"), at)
                columns.append(
                    Column(str(column.get("value", "")), self._words(column.get("title", ""), at))
                )
            else:
                columns.append(Column(str(column)))
        return Views(
            title=str(data.get("title", "title")),
            date=str(data.get("date", "")),
            due=str(data.get("due", "")),
            owner=str(data.get("owner", "")),
            cover=self._list(data.get("cover")),
            register=tuple(columns),
            order=self._one_of(
                register.get("order", "newest"), ("newest", "title"), "views.register.order"
            ),
        )

    # -- names that have to exist -------------------------------------------------------------

    def _names(self, kind: Kind, kernel: Kernel) -> None:
        """Find misspelt states, acts and fields wherever the kind names one."""
        for act in kind.acts.values():
            at = f"acts.{act.name}"
            self._known(
                [*(act.sources or ()), *([act.to] if act.to else [])], kind.states, at, "state"
            )
            fields = {**kind.fields, **act.keys, **kernel.keys, "all": None}
            people = [w.removeprefix("act:") for w in act.who if w.startswith("act:")]
            self._known(people, kind.acts, f"{at}.who", "act")
            named = [w for w in act.who if ":" not in w and "." not in w]
            self._known(named, kind.fields, f"{at}.who", "field")
            through = [w.partition(".")[0] for w in act.who if "." in w]
            self._known(through, act.keys, f"{at}.who", "key of the act")
            self._known(act.not_by, {**kind.acts, **kind.fields}, f"{at}.not_by", "act or field")
            self._known(act.needs, fields, f"{at}.needs", "field")
            self._known(act.freezes, fields, f"{at}.freezes", "field")
        for rule in kind.rules.values():
            names = [*rule.assertion.names, *(rule.when.names if rule.when else ())]
            for name in names:
                self._path(kind, name, f"rules.{rule.name}.assert")
        views = kind.views
        for name in (views.title, views.date, views.due, views.owner, *views.cover):
            if name:
                self._path(kind, name, "views")
        for number, column in enumerate(views.register):
            self._path(kind, column.value, f"views.register.columns[{number}]")
        wanted = [f.required_from for f in kind.fields.values() if f.required_from]
        self._known(wanted, kind.states, "fields", "state")
        if kind.adopted_as:
            self._known([kind.adopted_as], kind.states, "adopted_as", "state")

    def _path(self, kind: Kind, name: str, at: str) -> None:
        first, *rest = STEP.findall(name)
        if name in ("id", "state", "kind"):
            return
        if first == "acts":
            self._known(rest[:1], kind.acts, at, "act")
            return
        self._known([first], kind.fields, at, "field")
        spec = kind.fields.get(first)
        for step in rest:
            if spec is None or not spec.parts:
                return
            self._known([step], spec.parts, at, "field")
            spec = spec.parts.get(step)

    def _known(self, names: Iterable[str], known: Iterable[str], at: str, what: str) -> None:
        known = list(known)
        for name in names:
            if name not in known:
                like = near(name, known)
                hint = "Write `{like}`." if like else "Declare it, or correct the name."
                self._say(
                    at,
                    "There is no {what} `{name}` in this kind.",
                    hint,
                    name=name,
                    what=what,
                    like=like,
                )

    # -- scalars ------------------------------------------------------------------------------

    def _closed(self, data: Any, keys: tuple[str, ...], at: str) -> None:
        for key in data if isinstance(data, dict) else ():
            if key not in keys:
                like = near(key, keys)
                hint = "Write `{like}`." if like else "Remove it; the keys are {keys}."
                place = f"{at}.{key}" if at else key
                self._say(
                    f"{place}:key",
                    "`{key}` is not a key here.",
                    hint,
                    key=key,
                    like=like,
                    keys=", ".join(keys),
                )

    def _map(self, data: Any, at: str) -> Iterable[tuple[str, Any]]:
        if data is None or data == "":
            return ()
        if not isinstance(data, dict):
            self._say(
                at, "Names with their descriptions were expected here.", "Write `name: {…}` lines."
            )
            return ()
        return data.items()

    def _list(self, data: Any) -> tuple[str, ...]:
        if not data:
            return ()
        return tuple(str(item) for item in data) if isinstance(data, list) else (str(data),)

    def _words(self, data: Any, at: str) -> Words:
        if isinstance(data, str):
            return {"en": data} if data else {}
        if isinstance(data, dict) and all(isinstance(v, str) for v in data.values()):
            return data
        self._say(
            at, "Words by language were expected here.", "Write for example {en: Seal, es: Sello}."
        )
        return {}

    def _one_of(self, value: Any, allowed: tuple[str, ...], at: str) -> Any:
        if value in allowed:
            return value
        self._say(
            at,
            "`{value}` is not one of {allowed}.",
            "Choose one of them.",
            value=str(value),
            allowed=", ".join(allowed),
        )
        return allowed[0]

    def _number(self, value: Any, at: str) -> Decimal | None:
        try:
            return None if value is None else Decimal(value)
        except (InvalidOperation, TypeError):
            self._say(at, "`{value}` is not a number.", "Write a number.", value=str(value))
            return None

    def _pattern(self, value: Any, at: str) -> re.Pattern[str] | None:
        try:
            return re.compile(value) if value else None
        except (re.error, TypeError):
            self._say(
                at, "`{value}` is not a pattern.", "Write a regular expression.", value=str(value)
            )
            return None

    def _formula(self, value: Any, at: str, calendar: Calendar) -> Expression | None:
        if value is None:
            return None
        try:
            return Expression(str(value), calendar)
        except ExpressionError as error:
            self._say(
                at,
                "`{value}` cannot be used: {why}.",
                "Correct the formula.",
                value=str(value),
                why=str(error),
            )
            return None

    def _say(self, at: str, message: str, hint: str, **values: str) -> None:
        self.findings.append(Finding(self.path, at, message, hint, "kind-file", values=values))


def _yes(value: Any) -> bool:
    return value in ("true", "yes")


def _needed(spec: Field) -> Field:
    return replace(spec, required=True)


def texts(kind: Kind) -> Mapping[str, Words]:
    """Return the kind's own messages and hints in all languages, by their English words."""
    found: dict[str, Words] = {}
    for rule in kind.rules.values():
        for words in (rule.message, rule.hint):
            if words:
                found[next(iter(words.values())) if "en" not in words else words["en"]] = words
    return found


def read_settings_shape(path: str, raw: bytes) -> dict[str, dict[str, Field]]:
    """Read the shapes of the settings files: fields by the name of the file."""
    reader = _Reader(path)
    data = parse(path, raw).data or {}
    shapes = {name: reader.fields(fields, name) for name, fields in data.items()}
    if reader.findings:
        raise ValueError(reader.findings)  # a fault of the program, not of an office
    return shapes
