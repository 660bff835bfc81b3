"""A rule in lines of text: what it forbids and why, and what the check says where it is broken."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import click

import officerepo
from officerepo.cli.kind_sheet import heading
from officerepo.coverage import coverage
from officerepo.kind import say
from officerepo.office import Office
from officerepo.output import Translate
from officerepo.phrases import Function, phrases
from officerepo.profile import WORDING
from officerepo.rulebook import Entry
from officerepo.rules import every_rule
from officerepo.table import fit, width
from officerepo.text import safe

_PACKAGE = Path(officerepo.__file__).parent


class Said(NamedTuple):
    """What one place of the program says: its sentences, and the advice that goes with them."""

    messages: tuple[str, ...]
    hints: tuple[str, ...]


def rule_lines(entry: Entry, office: Office, gettext: Translate) -> Iterator[str]:
    """Yield the whole sheet of a rule."""
    yield f"{click.style(entry.id, bold=True)}  {gettext(entry.weight)}"
    yield forbids(entry, office, gettext)
    yield ""
    titles = {item.id: item.title for item in coverage(office.kinds)}
    facts: dict[str, list[str]] = {
        gettext("Looks at"): [
            f"{name}  {say(office.kinds[name].title, office.language)}"
            if name in office.kinds
            else f"{name}  {gettext('not kept by this office')}"
            for name in entry.kinds
        ]
        or [gettext("all records")],
        gettext("Serves"): [
            f"{name}  {say(titles[name], office.language)}" for name in entry.serves
        ],
    }
    wide = max(map(width, facts))
    for name, lines in facts.items():
        for number, line in enumerate(lines):
            yield f"{click.style(fit('' if number else name, wide), dim=True)}  {line}"
    if entry.why:
        yield from heading(gettext("Why"))
        yield from (f"  {paragraph}" for paragraph in entry.why)
    found = [*dict.fromkeys(said(entry))]
    if found:
        yield from heading(gettext("What the check says"))
    shown: set[str] = set()
    for messages, hints in found:
        yield from (f"  {safe(gettext(each))}" for each in messages if each not in shown)
        for each in hints:
            if each not in shown:
                yield f"    {gettext('hint')}: {safe(gettext(each))}"
        shown |= {*messages, *hints}


def rule_list(entries: Mapping[str, Entry], office: Office, gettext: Translate) -> Iterator[str]:
    """Yield a line for each rule."""
    wide = max(map(width, entries))
    for name, entry in entries.items():
        yield f"{click.style(fit(name, wide), bold=True)}  {forbids(entry, office, gettext)}"


def forbids(entry: Entry, office: Office, gettext: Translate) -> str:
    """Return what a rule forbids; of a rule of a kind, what it says where it is broken."""
    words = say(entry.rule.message, office.language) if entry.rule else gettext(entry.forbids)
    return safe(" ".join(words.split()))


# -- what the check says --------------------------------------------------------------------------


def said(entry: Entry) -> Iterator[Said]:
    """Yield what each place of the program that applies a rule says, in English."""
    if entry.rule is not None:
        words = (entry.rule.message, entry.rule.hint)
        message, hint = (say(each, "en") for each in words)
        yield Said((message,), (hint,) if hint else ())
    elif entry.id in WORDING:
        message, hint = WORDING[entry.id]
        yield Said((message,), (hint,))
    elif entry.id in every_rule():
        module = ast.parse(Path(every_rule()[entry.id].__file__ or "").read_bytes())
        for function, call in _calls(module, ("Finding",)):
            yield from _handed_over(call.args[2:4], function, module)
    else:
        yield from _on_files(entry.id)


def _on_files(rule_id: str) -> Iterator[Said]:
    """Yield what is said of single files: `say(rule, at, message, hint)`, `Finding(…, rule)`."""
    quoted = f'"{rule_id}"'.encode()
    for path in sorted(_PACKAGE.glob("*.py")):
        raw = path.read_bytes()
        if quoted not in raw:
            continue
        module = ast.parse(raw)
        for function, call in _calls(module, ("Finding", "say")):
            places = [n for n, arg in enumerate(call.args) if _is(arg, rule_id)]
            if places in ([0], [4]):
                yield from _handed_over(call.args[2:4], function, module)


def _is(argument: ast.expr, word: str) -> bool:
    return isinstance(argument, ast.Constant) and argument.value == word


def _calls(module: ast.Module, names: Iterable[str]) -> Iterator[tuple[Function, ast.Call]]:
    """Yield the calls of functions of these names, each with the function it stands in."""
    for function in (node for node in ast.walk(module) if isinstance(node, Function)):
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            called = call.func
            name = called.attr if isinstance(called, ast.Attribute) else ast.unparse(called)
            if name in names:
                yield function, call


def _handed_over(
    arguments: list[ast.expr], function: Function, module: ast.Module
) -> Iterator[Said]:
    """Yield message and hint as a call is given them; a parameter is looked up where it is filled.

    `def found(record, message): yield Finding(record.path, "", message, …)` says what it is given.
    """
    names = [each.arg for each in function.args.args if each.arg != "self"]
    given = [a.id for a in arguments if isinstance(a, ast.Name) and a.id in names]
    if not given:
        message, hint = (
            tuple(each for each in phrases(argument, function, module) if isinstance(each, str))
            for argument in arguments
        )
        if message:
            yield Said(message, hint)
        return
    for caller, call in _calls(module, (function.name,)):
        filled = dict(zip(names, call.args, strict=False))
        yield from _handed_over(
            [
                filled.get(a.id, a) if isinstance(a, ast.Name) and a.id in given else a
                for a in arguments
            ],
            caller,
            module,
        )
