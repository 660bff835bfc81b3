"""Keys in findings beside their titles: acts, states, fields and choices in the reader's language.

Rules name them as they stand in the files, `closed`, which only readers of English read as words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from officerepo.finding import Finding
from officerepo.kind import Field, Kind, Words, say
from officerepo.marks import listed
from officerepo.record import ID_SHAPE

_SLOT = re.compile(r"( ?)(`?)\{([A-Za-z_][\w.]*)\}(`?)((?: (?! ?`?\{))?)")
_QUOTED = re.compile("`([^`]+)`")
_BESIDE = {"es": "«{title}» ({key})", "zh": "“{title}”（{key}）"}
_BETWEEN = re.compile(r"( / )")


def fill_titled(finding: Finding, template: str, kinds: Mapping[str, Kind], language: str) -> str:
    """Fill the `{names}` of a template: keys of kinds in backticks, and choices, with titles.

    `kinds` are the office's by folder. What is no key of the finding's kind, nor of those of the
    records that it names, stays as it is; so do commands to type and names without a value.
    """
    concerned = list(_concerned(finding, kinds))

    def filled(slot: re.Match[str]) -> str:
        left, before, name, behind, right = slot.groups()
        value = finding.values.get(name)
        if value is None:
            return slot[0]
        if isinstance(value, str):
            said = put_in(before, name, behind, value)
        else:
            items = [put_in(before, name, behind, item) for item in value]
            said = listed(items, language, template[: slot.start(2)])
        if language == "zh":  # no blanks beside the wide signs of a title
            left, right = left * (said[:1] != "“"), right * (said[-1:] != "）")
        return f"{left}{said}{right}"

    def put_in(before: str, name: str, behind: str, value: str) -> str:
        if before and behind:
            return _keys(value, _order(name), concerned, language)
        if "`" in value:  # a key that brings its backticks
            keys = _order(name)
            named = _QUOTED.sub(lambda key: _keys(key[1], keys, concerned, language), value)
            return f"{before}{named}{behind}"
        choice = next((title for kind in concerned if (title := _choice(kind, name, value))), None)
        shown = _beside(choice, value, value, language) if choice and not (before or behind) else ""
        return f"{before}{shown or value}{behind}"

    return _SLOT.sub(filled, template)


def _concerned(finding: Finding, kinds: Mapping[str, Kind]) -> Iterator[Kind]:
    """Yield the kind of the file that a finding is about, then those of records that it names."""
    _, _, path = finding.path.partition("records/")
    own = kinds.get(path.partition("/")[0])
    if own:
        yield own
    for value in finding.filling():
        if ID_SHAPE.fullmatch(value):
            yield from (kind for kind in kinds.values() if kind.id_pattern.fullmatch(value))


_Titles = Callable[[Kind, str], Words]


def _order(name: str) -> tuple[_Titles, ...]:
    """Return where to look for a key, likeliest place first, by the name it has in a sentence."""
    if "state" in name:
        return (_state, _act, _field)
    return (_field, _act, _state) if "field" in name or "key" in name else (_act, _state, _field)


def _keys(value: str, order: tuple[_Titles, ...], kinds: list[Kind], language: str) -> str:
    """Return a key in backticks, or several with what stands between them, beside their titles."""
    parts = _BETWEEN.split(value)
    titles = [
        next((words for kind in kinds for look in order if (words := look(kind, part))), None)
        for part in parts[::2]
    ]
    if not any(titles):
        return f"`{value}`"
    shown = [
        _beside(words, part, f"`{part}`", language) if words else f"`{part}`"
        for words, part in zip(titles, parts[::2], strict=True)
    ]
    between = [*parts[1::2], ""]
    return "".join(word for pair in zip(shown, between, strict=True) for word in pair)


def _beside(words: Words, key: str, shown: str, language: str) -> str:
    """Return a quoted title with its key in brackets; the key alone where the title is the same."""
    title = say(words, language)
    if not title or title == key:
        return shown
    return _BESIDE.get(language, '"{title}" ({key})').format(title=title, key=shown)


def _act(kind: Kind, key: str) -> Words:
    spec = kind.acts.get(key)
    return spec.title if spec else {}


def _state(kind: Kind, key: str) -> Words:
    spec = kind.states.get(key)
    return spec.title if spec else {}


def _field(kind: Kind, key: str) -> Words:
    spec = _spec(kind, key)
    return spec.title if spec else {}


def _choice(kind: Kind, name: str, value: str) -> Words:
    """Return the title of a choice, where a sentence names it by the field it is chosen for."""
    if name == "state":
        return _state(kind, value)
    spec = _spec(kind, name)
    return spec.values.get(value, {}) if spec else {}


def _spec(kind: Kind, path: str) -> Field | None:
    """Return the field at a dotted path, else the key of that name of one of the kind's acts."""
    first, *steps = path.split(".")
    spec = kind.fields.get(first)
    if spec is None and not steps:
        keys = (act.all_keys.get(first) for act in kind.acts.values())
        return next((key for key in keys if key), None)
    for step in steps:
        spec = spec.parts.get(step) if spec else None
    return spec
