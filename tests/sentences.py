"""Finds the program's own sentences, for the catalogues (`make catalogs`).

Marked are what `gettext`, `ngettext` and `translate` are called with. The message and the hint of
a finding need no mark: they are found wherever they are handed to `Finding`, directly or through
functions such as `Shape.say`, and in the tables of `officerepo.profile`. What a rule across records
forbids, or a report shows, is the first line of its file. A sentence is therefore typed once, where it is used.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import IO, Any, get_args

from officerepo import finding, profile, rulebook
from officerepo.phrases import Function, first_line, pairs, phrases

PACKAGE = Path(finding.__file__).parent
MARKS = ("gettext", "ngettext", "translate")
TABLES = {
    name: table
    for name, table in vars(profile).items()
    if isinstance(table, Mapping) and all(isinstance(pair, tuple) for pair in table.values())
}

FAILURE = ("message", "hint", "code")


def extract(
    file: IO[bytes], keywords: Any, comment_tags: Any, options: Any
) -> Iterator[tuple[int, str | None, str | tuple[str, ...], list[str]]]:
    """Yield (line, function, sentence or its two forms, []) of a Python file, as Babel wants it."""
    module = ast.parse(file.read())
    marks = _marks(module)
    for function, call in _calls(module):
        if _called(call).lstrip(".") in marks and call.args:
            words = [[*_sentences(a, function, module)] for a in call.args[:2]]
            if len(words) == 2 and isinstance(words[1][0], str):
                yield call.lineno, "ngettext", (str(words[0][0]), words[1][0]), []
            else:
                for sentence in words[0]:
                    if isinstance(sentence, str):
                        yield call.lineno, None, sentence, []
    for function, line, expression in _spoken(module):
        for sentence in _sentences(expression, function, module):
            if isinstance(sentence, str):
                yield line, None, sentence, []
    for line, sentence in _elsewhere(module, Path(file.name)):
        yield line, None, sentence, []


def _elsewhere(module: ast.Module, path: Path) -> Iterator[tuple[int, str]]:
    """Yield what is said besides: tables, severities, errors of field types, what rules forbid."""
    if path.name == "profile.py":
        for table in TABLES.values():
            for pair in table.values():
                yield from ((1, sentence) for sentence in pair)
        yield from ((1, sentence) for sentence in profile.STRUCTURE.values())
    elif path.name == "finding.py":
        yield from ((1, severity) for severity in get_args(finding.Severity))
    elif path.name == "rulebook.py":
        yield 1, rulebook.EITHER
    elif path.name == "fields.py":
        for call in (node for node in ast.walk(module) if isinstance(node, ast.Call)):
            if _called(call) == "ValueError" and isinstance(call.args[0], ast.Constant):
                yield call.lineno, str(call.args[0].value)
    elif {"rules", "reports"} & {*path.parts} and path.name != "__init__.py":
        yield 1, first_line(ast.get_docstring(module))


def unresolved(path: Path) -> Iterator[str]:
    """Yield the code of each message or hint in a file whose words stand somewhere else."""
    module = ast.parse(path.read_bytes())
    for function, _, expression in _spoken(module):
        passed_on = speakers().get(_signature(function), ())
        for sentence in _sentences(expression, function, module):
            if isinstance(sentence, ast.expr) and ast.unparse(sentence) not in passed_on:
                yield ast.unparse(sentence)


# -- who takes sentences --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Signature:
    """How a function is called. A method has a dot before its name, and its `self` is left out."""

    name: str
    parameters: tuple[str, ...]
    least: int

    @property
    def private(self) -> bool:
        """Whether only the module that defines the function calls it."""
        return self.name.lstrip(".").startswith("_")

    def fits(self, call: ast.Call) -> bool:
        """Whether a call can be one of this function: by name and number of arguments."""
        named = sum(keyword.arg in self.parameters for keyword in call.keywords)
        given = len(call.args) + named
        return _called(call) == self.name and self.least <= given <= len(self.parameters)


Speakers = Mapping[Signature, Collection[str]]
"""The functions that make findings, and their parameters that are sentences."""


@cache
def speakers() -> Speakers:
    """Return `Finding` and all functions of the package that hand sentences on to it."""
    names = tuple(field.name for field in fields(finding.Finding))
    found = {Signature("Finding", names, 4): {"message", "hint"}}
    found |= {Signature(name, FAILURE, 1): {"message", "hint"} for name in ("Failure", "NoNumber")}
    found[Signature("Unspliceable", ("message", "at"), 1)] = {"message"}
    found[Signature("GitError", ("message", "hint", "said"), 2)] = {"message", "hint"}
    modules = [ast.parse(path.read_bytes()) for path in sorted(PACKAGE.rglob("*.py"))]
    known = 0
    while known != (known := sum(map(len, found.values()))):
        for module in modules:
            for function, _, expression in [*_spoken(module, found)]:
                signature = _signature(function)
                for sentence in _sentences(expression, function, module):
                    if isinstance(sentence, ast.Name) and sentence.id in signature.parameters:
                        found.setdefault(signature, set()).add(sentence.id)
    return found


def _signature(function: Function) -> Signature:
    given = (*function.args.posonlyargs, *function.args.args)
    names = tuple(parameter.arg for parameter in given)
    method = names[:1] in (("self",), ("cls",))
    least = len(names) - len(function.args.defaults) - method
    return Signature(f"{'.' * method}{function.name}", names[method:], least)


def _spoken(
    module: ast.Module, known: Speakers | None = None
) -> Iterator[tuple[Function, int, ast.expr]]:
    """Yield (function, line, expression) of each sentence that is handed to a speaker."""
    known = speakers() if known is None else known
    own = {_signature(node) for node in ast.walk(module) if isinstance(node, Function)}
    for function, call in _calls(module):
        for signature, sentences in known.items():
            if not signature.fits(call) or (signature.private and signature not in own):
                continue
            for name, argument in zip(signature.parameters, call.args, strict=False):
                if isinstance(argument, ast.Starred):
                    break  # *WORDING[rule] gives message and hint, and moves what follows
                if name in sentences:
                    yield function, call.lineno, argument
            for keyword in call.keywords:
                if keyword.arg in sentences:
                    yield function, call.lineno, keyword.value


def _calls(module: ast.Module) -> Iterator[tuple[Function, ast.Call]]:
    """Yield each call with the function it stands in; in a nested one it comes twice."""
    for function in (node for node in ast.walk(module) if isinstance(node, Function)):
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            yield function, call


def _called(call: ast.Call) -> str:
    """Return the name of what is called; with a dot before it when it is looked up in something."""
    if isinstance(call.func, ast.Attribute):
        return f".{call.func.attr}"
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _marks(module: ast.Module) -> set[str]:
    """Return the names of marking functions, those included that the module gives to them."""
    marks = {*MARKS, "_"}
    for node in ast.walk(module):
        if isinstance(node, ast.Assign):
            for target, value in pairs(node.targets[0], node.value):
                if isinstance(value, ast.Attribute) and value.attr in MARKS:
                    marks |= {target.id} if isinstance(target, ast.Name) else set()
    return marks


def _sentences(
    expression: ast.expr, function: Function, module: ast.Module
) -> Iterator[str | ast.expr]:
    """Yield the sentences of an expression; not the expressions that name a table of `profile`."""
    for found in phrases(expression, function, module):
        known = isinstance(found, ast.expr) and TABLES.keys() & {
            node.id for node in ast.walk(found) if isinstance(node, ast.Name)
        }
        if not known:
            yield found
