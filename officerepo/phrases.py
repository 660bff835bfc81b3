"""Which sentences stand in the program's own source: those of a docstring, of an expression."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

Function = ast.FunctionDef | ast.AsyncFunctionDef


def phrases(
    expression: ast.expr, function: Function, module: ast.Module
) -> Iterator[str | ast.expr]:
    """Yield the sentences an expression may stand for; the expression where that is not known."""
    if isinstance(expression, ast.Constant):
        if isinstance(expression.value, str) and expression.value:
            yield expression.value
        return
    found: list[ast.expr] = []
    if isinstance(expression, ast.IfExp):
        found = [expression.body, expression.orelse]
    elif isinstance(expression, ast.Name):
        found = [*_assigned(expression.id, ast.walk(function))]
        found = found or [*_assigned(expression.id, module.body)]
    elif isinstance(expression, ast.Subscript) and isinstance(expression.value, ast.Name):
        tables = _assigned(expression.value.id, module.body)
        found = [value for t in tables if isinstance(t, ast.Dict) for value in t.values]
    for part in found:
        yield from phrases(part, function, module)
    if not found:
        yield expression


def _assigned(name: str, scope: Iterable[ast.AST]) -> Iterator[ast.expr]:
    """Yield all values that the nodes of a scope assign to a name."""
    for node in scope:
        if isinstance(node, ast.Assign):
            assigned = [*pairs(node.targets[0], node.value)]
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            assigned = [(node.target, node.value)]
        else:
            continue
        for target, value in assigned:
            if isinstance(target, ast.Name) and target.id == name:
                yield value


def pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield (target, value) of an assignment, taking `a, b = 1, 2` apart."""
    if isinstance(target, ast.Tuple):
        for number, part in enumerate(target.elts):
            yield part, value.elts[number] if isinstance(value, ast.Tuple) else value
    else:
        yield target, value


def first_line(docstring: str | None) -> str:
    """Return the first line of a docstring, which is a sentence."""
    return (docstring or "").strip().partition("\n")[0]
