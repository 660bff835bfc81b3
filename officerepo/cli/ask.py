"""Questions to a clerk: one field, its help, its choices, and the answer checked at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from officerepo.cli.speech import gettext, language, put
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.kind import Field, Kind, say
from officerepo.record import ID_SHAPE, LINK_SHAPE
from officerepo.shape import Shape
from officerepo.text import fold, near, safe

SHOWN = 15  # records that are listed where an answer fits several


def ask(index: Index, spec: Field, before: Any = None) -> Any:
    """Ask for the value of a field until it has the form of the field; return its text tree.

    `before` is what was answered earlier, and is taken again where the answer is empty.
    """
    title = say(spec.title, language())
    if spec.type == "map" or (spec.type == "list" and spec.parts):
        put(safe(f"{title}:"))
        group = {name: ask(index, part) for name, part in spec.parts.items() if part.required}
        return group if spec.type == "map" else [group]
    help_text = " ".join(say(spec.help, language()).split())
    if help_text:
        put(click.style(f"  {safe(_at_home(index, spec, help_text))}", dim=True))
    choices = _choices(spec)
    for number, (name, words) in enumerate(choices.items(), 1):
        put(safe(f"  {number:>3}  {name}  {words}"))
    default = before if isinstance(before, str) else spec.default
    while True:
        answer = _prompt(title, default)
        value = _value(index, spec, answer, choices)
        finding = _fault(index, spec, value) if value is not None else None
        if value is not None and finding is None:
            return value
        if finding is not None:
            said = [finding.message] if choices else [finding.message, finding.hint]
            for sentence in filter(None, said):
                put(f"  {safe(gettext(sentence, **finding.values))}")
        if choices:
            named = [f"{number} {name}" for number, name in enumerate(choices, 1)]
            put(f"  {safe(gettext('Choose one of: {choices}.', choices=named))}")


def ask_number(kind: Kind) -> str:
    """Ask for the number of a record of a kind whose numbers are names."""
    while True:
        answer = _prompt(gettext("Number, after the pattern {pattern}", pattern=kind.id), "")
        if kind.id_pattern.fullmatch(answer):
            return answer
        words = gettext("{id} is not a number of this register.", id=answer)
        put(f"  {safe(words)}")


def _prompt(title: str, default: str) -> str:
    """Return an answer that is not empty."""
    while True:
        given = click.prompt(safe(title), default=default, show_default=bool(default), type=str)
        answer = str(given).strip()
        if answer:
            return answer
        put(f"  {gettext('An answer is needed here.')}")


def _choices(spec: Field) -> dict[str, str]:
    """Return what can be chosen, each with its title."""
    item = spec.of or spec
    if item.type == "boolean":
        return {"yes": gettext("Yes"), "no": gettext("No")}
    return {name: say(words, language()) for name, words in item.values.items()}


def _at_home(index: Index, spec: Field, words: str) -> str:
    """Return help in which numbers of another office's records have become ones of this office."""

    def own(name: str) -> str:
        if name in index.records:
            return name
        prefix = name.split("-")[0] + "-"
        like = sorted(known for known in index.records if known.startswith(prefix))
        return like[-1] if like else name

    return ID_SHAPE.sub(lambda match: own(match[0]), words)


def _value(index: Index, spec: Field, answer: str, choices: Mapping[str, str]) -> Any:
    """Turn an answer into a text tree; None when the question has to be asked again."""
    if spec.type == "list" and spec.of is not None:
        parts = [part.strip() for part in answer.split(",") if part.strip()]
        values = [_value(index, spec.of, part, choices) for part in parts]
        return None if None in values else values
    if spec.type == "link" and not LINK_SHAPE.fullmatch(answer):
        return _chosen(index, spec, answer)
    if choices and answer not in choices:
        names = list(choices)
        if answer.isdecimal() and 0 < int(answer) <= len(names):
            return names[int(answer) - 1]
        by_title = {fold(title): name for name, title in choices.items()}
        return by_title.get(fold(answer), answer)
    return answer


def _fault(index: Index, spec: Field, value: Any) -> Finding | None:
    """Return what is wrong with a value: its form, or that the record it names is not there."""
    shape = Shape("")
    shape.value(value, spec, spec.name)
    for link in shape.links:
        known = index.records.get(link.target)
        kinds = [to.partition("/")[0] for to in link.to.split()]
        if known is None:
            like = near(link.target, index.records)
            hint = "Did you mean {like}, {title}?" if like else ""
            title = index.records[like].title if like else ""
            message = "There is no record {id}."
            shape.say("broken-link", link.at, message, hint, id=link.target, like=like, title=title)
        elif known.kind not in kinds and "any" not in kinds:
            wanted = [say(k.title, language()) for n, k in index.office.kinds.items() if n in kinds]
            message = "{id} is of another register; wanted here: {kinds}."
            shape.say("wrong-kind", link.at, message, "", id=link.target, kinds=wanted)
    return shape.findings[0] if shape.findings else None


def _chosen(index: Index, spec: Field, words: str) -> str | None:
    """Find a record by words of its title; ask which one when there are several."""
    wanted = fold(words)
    kinds = {name.split("/")[0] for name in spec.to}
    found = [
        record
        for record in index.records.values()
        if (record.kind in kinds or "any" in kinds)
        and wanted in fold(f"{record.id} {record.title}")
    ]
    if not found and spec.or_text:
        return words
    if len(found) == 1:
        put(f"  {found[0].id}  {safe(found[0].title)}")
        return found[0].id
    for record in sorted(found, key=lambda r: r.id)[-SHOWN:]:
        put(f"    {record.id}  {safe(record.title)}")
    if found:
        put(f"  {gettext('Several fit. Write the number, or more of the title.')}")
    else:
        put(f"  {gettext('No record has these words in its title.')}")
    return None
