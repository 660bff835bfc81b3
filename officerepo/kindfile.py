"""Kind files: YAML in, a `Kind` out, and findings where the file does not say what it has to.

The language is closed: a fixed set of keys at each level, expressions from a whitelist. An
office's own kind file in `records/kinds/` is read exactly like the built-in ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from officerepo.deadlinefile import read_deadlines
from officerepo.fields import COMPOUND, TYPES, is_yes
from officerepo.finding import Finding
from officerepo.kind import (
    LABELS,
    PHASES,
    ActSpec,
    Column,
    Field,
    Fields,
    Kind,
    Rule,
    State,
    Views,
    Words,
    example_id,
    id_pattern,
)
from officerepo.kindname import find_taken, find_unknown
from officerepo.record import ID_SHAPE
from officerepo.source import parse
from officerepo.treereader import TreeReader
from officerepo.workdays import Calendar

KIND_KEYS = (
    *("kind", "title", "plural", "about", "group", "serves", "folder", "format", "id", "gapless"),
    *("label", "series", "adopted_as", "grace", "rights", "fields", "acts", "states"),
    *("powers", "deadlines", "rules", "views", "example"),
)
FIELD_KEYS = (
    *("type", "to", "outside", "or_text", "grows", "of", "key", "values", "required"),
    *("required_from", "min", "max", "pattern", "default", "fill", "after_approval", "moves"),
    *("made_by", "title", "help"),
)
ACT_KEYS = (
    *("from", "to", "power", "power_when", "who", "not_by", "needs", "clock", "keys"),
    *("approval", "freezes", "title", "help"),
)
RULE_KEYS = ("serves", "each", "when", "assert", "at", "severity", "message", "hint", "bad")
VIEW_KEYS = ("title", "date", "due", "owner", "cover", "register")
GROUPS = ("registers", "work", "organisation", "rules")
_GRACE = 5  # working days
_REQUIREMENT = re.compile("R(?!00|99)[0-9]{2}")
_RULE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FOLDER = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_DEVICE = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")  # names that Windows keeps for itself
_NOT_FOLDERS = ("kinds",)  # of the records: kind files lie there


class Kernel:
    """What `kernel.yaml` gives to every kind: common fields, act keys, acts, states, powers."""

    def __init__(self, path: str, raw: bytes) -> None:
        reader = _Reader(path)
        data = parse(path, raw).data or {}
        self.fields = reader.fields(data.get("fields"), "fields")
        self.keys = reader.fields(data.get("keys"), "keys")
        self.acts = reader.acts(data.get("acts"), Calendar())
        self.states = reader.states(data.get("states"))
        self.powers = reader.powers(data.get("powers"))
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
        self.read = TreeReader(path, "kind-file")
        self.findings = self.read.findings

    def kind(self, data: dict[str, Any], kernel: Kernel, calendar: Calendar) -> Kind | None:
        self.read.closed(data, KIND_KEYS, "")
        for key in ("kind", "title", "plural", "about", "folder", "format", "id", "label"):
            if not data.get(key):
                self.read.say(key, "`{key}` is missing.", "Add `{key}` to the kind.", key=key)
        if self.findings:
            return None
        own = self.fields(data.get("fields"), "fields")
        states = self.states(data.get("states"))
        acts = self.acts(data.get("acts"), calendar)
        views = self._views(data.get("views"))
        title = {} if views.title != "title" else {"title": _needed(kernel.fields["title"])}
        common = {k: f for k, f in kernel.fields.items() if k != "title" and k not in own}
        try:
            pattern = id_pattern(str(data["id"]), own)
        except ValueError as error:
            self.read.say(
                "id", "{name} is unknown in a number.", "Use {year}, {serial:4}.", name=str(error)
            )
            return None
        if not self._lies_well(str(data["folder"]), str(data["id"])):
            return None
        kind = Kind(
            name=str(data["kind"]),
            path=self.path,
            title=self.read.words(data["title"], "title"),
            plural=self.read.words(data["plural"], "plural"),
            about=self.read.words(data["about"], "about"),
            group=self.read.one_of(data.get("group", "registers"), GROUPS, "group"),
            serves=self._serves(data.get("serves"), "serves"),
            folder=str(data["folder"]),
            format=self.read.one_of(data["format"], ("yaml", "markdown"), "format"),
            id=str(data["id"]),
            gapless=is_yes(data.get("gapless")),
            grace=int(self.read.number(data.get("grace", str(_GRACE)), "grace") or 0),
            label=self.read.one_of(data["label"], LABELS, "label"),
            series=str(data.get("series", "")),
            adopted_as=str(data.get("adopted_as", "")),
            rights=self.read.list(data.get("rights")),
            fields=Fields({**title, **own, **common}),
            acts=_with_keys(kernel, acts) if acts else {},
            states={**states, **kernel.states, **states} if acts else {},
            powers=self.powers(data.get("powers")),
            deadlines=read_deadlines(data.get("deadlines"), views, states, self.read, calendar),
            rules=self._rules(data.get("rules"), calendar),
            views=views,
            example=data.get("example") or {},
            own_fields=(*title, *own),
            id_pattern=pattern,
            moved=_moved(acts),
        )
        find_unknown(kind, kernel.keys, self.read)
        find_taken(kind, own, self.read)
        return kind

    def _lies_well(self, folder: str, pattern: str) -> bool:
        """Whether folder and numbers are plain names; others would lead out of the records."""
        if not _FOLDER.fullmatch(folder) or _DEVICE.fullmatch(folder) or folder in _NOT_FOLDERS:
            self.read.say(
                "folder",
                "`{folder}` cannot be the folder of a kind.",
                "Write one name of lower case letters, digits and hyphens, such as `loans`;"
                " `kinds` is taken.",
                folder=folder,
            )
        elif not ID_SHAPE.fullmatch(example_id(pattern)):
            self.read.say(
                "id",
                "Numbers such as {example} cannot be written as links.",
                "Begin with 2 to 8 capital letters and a hyphen, as in LOAN-{year}-{serial:4}.",
                example=example_id(pattern),
            )
        else:
            return True
        return False

    # -- parts ------------------------------------------------------------------------------

    def powers(self, data: Any) -> dict[str, Words]:
        named = self.read.map(data, "powers")
        return {name: self.read.words(words, f"powers.{name}") for name, words in named}

    def fields(self, data: Any, at: str) -> Fields:
        named = self.read.map(data, at)
        return Fields({name: self._field(name, spec, f"{at}.{name}") for name, spec in named})

    def _field(self, name: str, data: Any, at: str) -> Field:
        if not isinstance(data, dict):
            self.read.say(at, "The field has no type.", "Write for example {type: text}.")
            return Field(name, "text")
        self.read.closed(data, FIELD_KEYS, at)
        kind = self.read.one_of(data.get("type", "text"), (*TYPES, *COMPOUND), f"{at}.type")
        of = data.get("of")
        item, parts = None, Fields()
        if kind == "list" and isinstance(of, dict) and isinstance(of.get("type"), str):
            item = self._field(name, of, f"{at}.of")
        elif kind in ("list", "map"):
            parts = self.fields(of, f"{at}.of")
        if kind == "link" and not data.get("to"):
            self.read.say(at, "The link does not say where it leads.", "Add `to: KIND`.")
        if kind != "list" and is_yes(data.get("grows")):
            self.read.say(f"{at}.grows", "Only a list grows.", "Take `grows` out.")
        return Field(
            name=name,
            type=kind,
            to=self.read.list(data.get("to")),
            target=" ".join(self.read.list(data.get("to"))),
            free=kind == "any" or (kind == "text" and not data.get("pattern")),
            outside=self.fields(data.get("outside"), f"{at}.outside"),
            or_text=is_yes(data.get("or_text")),
            of=item,
            parts=parts,
            key=str(data.get("key", "")),
            values={
                k: self.read.words(v, f"{at}.values.{k}")
                for k, v in self.read.map(data.get("values"), f"{at}.values")
            },
            required=is_yes(data.get("required")),
            required_from=str(data.get("required_from", "")),
            min=self.read.number(data.get("min"), f"{at}.min"),
            max=self.read.number(data.get("max"), f"{at}.max"),
            pattern=self.read.pattern(data.get("pattern"), f"{at}.pattern"),
            default=str(data.get("default", "")),
            fill=str((data.get("fill") or {}).get("digest_of", "")),
            after_approval=is_yes(data.get("after_approval")),
            moves=str(data.get("moves", "")),
            made_by=str(data.get("made_by", "")),
            grows=is_yes(data.get("grows")),
            title=self.read.words(
                data.get("title", name.replace("_", " ").capitalize()), f"{at}.title"
            ),
            help=self.read.words(data.get("help", {}), f"{at}.help"),
        )

    def acts(self, data: Any, calendar: Calendar) -> dict[str, ActSpec]:
        return {
            name: self._act(name, spec if isinstance(spec, dict) else {}, f"acts.{name}", calendar)
            for name, spec in self.read.map(data, "acts")
        }

    def _act(self, name: str, data: dict[str, Any], at: str, calendar: Calendar) -> ActSpec:
        self.read.closed(data, ACT_KEYS, at)
        when = data.get("power_when") or {}
        condition = self.read.formula(when.get("if"), f"{at}.power_when.if", calendar)
        return ActSpec(
            name=name,
            sources=frozenset(self.read.list(data["from"])) if "from" in data else None,
            to=str(data.get("to", "")),
            powers=self.read.list(data.get("power")),
            powers_if=condition,
            powers_then=self.read.list(when.get("power")),
            varies=condition is not None
            or any("{" in p for p in self.read.list(data.get("power"))),
            who=self.read.list(data.get("who")),
            not_by=self.read.list(data.get("not_by")),
            needs=self.read.list(data.get("needs")),
            keys=self.fields(data.get("keys"), f"{at}.keys"),
            approval=is_yes(data.get("approval")),
            clock=is_yes(data.get("clock")),
            freezes=self.read.list(data.get("freezes")),
            title=self.read.words(
                data.get("title", name.replace("_", " ").capitalize()), f"{at}.title"
            ),
            help=self.read.words(data.get("help", {}), f"{at}.help"),
        )

    def states(self, data: Any) -> dict[str, State]:
        found = {}
        for name, spec in self.read.map(data, "states"):
            at = f"states.{name}"
            spec = spec if isinstance(spec, dict) else {}
            self.read.closed(spec, ("title", "phase"), at)
            phase = self.read.one_of(spec.get("phase", ""), PHASES, f"{at}.phase")
            title = self.read.words(spec.get("title", name.replace("_", " ").capitalize()), at)
            found[name] = State(name, title, phase)
        return found

    def _rules(self, data: Any, calendar: Calendar) -> dict[str, Rule]:
        found = {}
        for name, spec in self.read.map(data, "rules"):
            at = f"rules.{name}"
            spec = spec if isinstance(spec, dict) else {}
            self.read.closed(spec, RULE_KEYS, at)
            if not _RULE_NAME.fullmatch(name):
                self.read.say(
                    at,
                    "`{name}` is not a rule id.",
                    "Use lower case words joined by hyphens.",
                    name=name,
                )
            assertion = self.read.formula(spec.get("assert"), f"{at}.assert", calendar)
            if assertion is None:
                if "assert" not in spec:
                    self.read.say(at, "The rule asserts nothing.", "Add `assert:` and a formula.")
                continue
            if not isinstance(spec.get("bad"), dict):
                self.read.say(
                    at, "The rule has no `bad` case.", "Add the fields that break it under `bad:`."
                )
            found[name] = Rule(
                name,
                assertion,
                self.read.formula(spec.get("when"), f"{at}.when", calendar),
                str(spec.get("at", assertion.names[0] if assertion.names else "")),
                self.read.one_of(
                    spec.get("severity", "error"), ("error", "warning"), f"{at}.severity"
                ),
                self.read.words(spec.get("message", ""), f"{at}.message"),
                self.read.words(spec.get("hint", ""), f"{at}.hint"),
                spec.get("bad") or {},
                self._serves(spec.get("serves"), f"{at}.serves"),
                str(spec.get("each", "")),
            )
        return found

    def _serves(self, data: Any, at: str) -> tuple[str, ...]:
        """Return the requirements that a kind or rule names."""
        names = [name for name in data if isinstance(name, str)] if isinstance(data, list) else []
        for number, name in enumerate(names):
            if not _REQUIREMENT.fullmatch(name):
                self.read.say(
                    f"{at}[{number}]",
                    "There is no requirement {name}.",
                    "Write numbers from R01 to R98, or leave `serves` out.",
                    name=name,
                )
        return tuple(names)

    def _views(self, data: Any) -> Views:
        data = data if isinstance(data, dict) else {}
        self.read.closed(data, VIEW_KEYS, "views")
        written = data.get("register")
        register = written if isinstance(written, dict) else {}
        self.read.closed(register, ("columns", "order"), "views.register")
        columns = []
        listed = register.get("columns")
        for number, column in enumerate(listed if isinstance(listed, list) else ()):
            at = f"views.register.columns[{number}]"
            if isinstance(column, dict):
                self.read.closed(column, ("value", "title"), at)
                columns.append(
                    Column(
                        str(column.get("value", "")), self.read.words(column.get("title", ""), at)
                    )
                )
            else:
                columns.append(Column(str(column)))
        return Views(
            title=str(data.get("title", "title")),
            date=str(data.get("date", "")),
            due=str(data.get("due", "")),
            owner=str(data.get("owner", "")),
            cover=self.read.list(data.get("cover")),
            register=tuple(columns),
            order=self.read.one_of(
                register.get("order", "newest"), ("newest", "title"), "views.register.order"
            ),
        )


def _with_keys(kernel: Kernel, own: Mapping[str, ActSpec]) -> dict[str, ActSpec]:
    """Return a kind's own acts, then the kernel's, each knowing all its keys."""
    inherited = {name: act for name, act in kernel.acts.items() if name not in own}
    return {
        name: replace(act, all_keys=Fields({**kernel.keys, **act.keys}))
        for name, act in {**own, **inherited}.items()
    }


def _moved(acts: Mapping[str, ActSpec]) -> dict[str, dict[str, str]]:
    """Return for each field that acts move: act → the key that says what is in force then."""
    found: dict[str, dict[str, str]] = {}
    for act in acts.values():
        for name, key in act.keys.items():
            if key.moves:
                found.setdefault(key.moves, {})[act.name] = name
    return found


def _needed(spec: Field) -> Field:
    return replace(spec, required=True)


def texts(kind: Kind) -> Mapping[str, Words]:
    """Return the kind's own messages and hints in all languages, by their English words."""
    found: dict[str, Words] = {}
    said = [
        *((rule.message, rule.hint) for rule in kind.rules.values()),
        *((deadline.message, deadline.hint) for deadline in kind.deadlines.values()),
    ]
    for pair in said:
        for words in pair:
            if words:
                found[next(iter(words.values())) if "en" not in words else words["en"]] = words
    return found


def read_settings_shape(path: str, raw: bytes) -> dict[str, Fields]:
    """Read the shapes of the settings files: fields by the name of the file."""
    reader = _Reader(path)
    data = parse(path, raw).data or {}
    shapes = {name: reader.fields(fields, name) for name, fields in data.items()}
    if reader.findings:
        raise ValueError(reader.findings)  # a fault of the program, not of an office
    return shapes
