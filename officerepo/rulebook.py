"""All rules that an office is held against, wherever they are declared, with what they forbid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from officerepo.coverage import STRUCTURE_SERVES
from officerepo.kind import Kind, Rule
from officerepo.phrases import first_line
from officerepo.profile import STRUCTURE
from officerepo.rules import every_rule

ERROR, WARNING, EITHER = "error", "warning", "error, sometimes a warning"

_WARNS = {"personal-data": WARNING, "control-character": EITHER, "bidi-character": EITHER}


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule as people read about it.

    `forbids` is an English sentence, for the catalogues; a rule of a kind has the words of its
    message instead, in `rule`. `kinds` are those whose records alone it looks at, none for all.
    """

    id: str
    weight: str
    forbids: str
    why: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()
    rule: Rule | None = None


def rulebook(kinds: Mapping[str, Kind]) -> dict[str, Entry]:
    """Return the rules by id, in the order of their ids: on files, of kinds, over more."""
    found = {
        name: Entry(name, _WARNS.get(name, ERROR), sentence, serves=STRUCTURE_SERVES.get(name, ()))
        for name, sentence in STRUCTURE.items()
    }
    for kind in kinds.values():
        for rule in kind.rules.values():
            found[rule.name] = Entry(
                rule.name, rule.severity, "", (), (kind.name,), rule.serves, rule
            )
    for name, module in every_rule().items():
        weight = getattr(module, "SEVERITY", ERROR)
        if getattr(module, "SOME_WARN", False):
            weight = EITHER
        found[name] = Entry(
            name,
            weight,
            first_line(module.__doc__),
            _why(module.__doc__),
            getattr(module, "KINDS", ()),
            module.SERVES,
        )
    return dict(sorted(found.items()))


def _why(docstring: str | None) -> tuple[str, ...]:
    """Return the paragraphs between the first line of a rule's docstring and its examples."""
    _, _, rest = (docstring or "").strip().partition("\n")
    text, _, _ = rest.partition("\nGood:")
    return tuple(" ".join(part.split()) for part in text.split("\n\n") if part.strip())
