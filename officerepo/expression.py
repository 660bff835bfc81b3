"""Expressions of kind files: a whitelist over Python's grammar, compiled to closures.

`impressions >= copies`, `print.copies == sum(distribution.copies) + print.file_copies`. Names are
look-ups in the record, dots go inwards, a list of groups is mapped over. There are no attributes,
no calls beyond `FUNCTIONS`, no comprehensions and no `**`. An operand that the record lacks raises
`Absent`: the rule does not apply.
"""

from __future__ import annotations

import ast
import keyword
import operator
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any
from warnings import catch_warnings, simplefilter

from officerepo.workdays import Calendar

Lookup = Callable[[str], Any]
Evaluate = Callable[[Lookup], Any]

LENGTH_CAP = 500

# Field names such as `valid.from` are words of Python's grammar; they travel under a suffix.
_KEYWORD = re.compile(rf"\.({'|'.join(keyword.kwlist)})\b")
_DISGUISE = "_\u02b9"


class Absent(Exception):
    """An operand is not in the record."""


class ExpressionError(ValueError):
    """The expression itself cannot be used; the message says why."""


FUNCTIONS = ("has", "len", "sum", "days_between", "workdays_between")

_COMPARE: Mapping[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda left, right: left in right,
    ast.NotIn: lambda left, right: left not in right,
}
_ARITHMETIC: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
}


class Expression:
    """A compiled expression; `names` are the dotted names it looks up, in order of appearance."""

    def __init__(self, text: str, calendar: Calendar | None = None) -> None:
        if len(text) > LENGTH_CAP:
            raise ExpressionError(f"it is longer than {LENGTH_CAP} characters")
        try:
            with catch_warnings():
                simplefilter("ignore")  # "\d" in a text is a formula's business, not the terminal's
                tree = ast.parse(_KEYWORD.sub(rf".\1{_DISGUISE}", text), mode="eval")
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise ExpressionError("it is not a formula") from error
        self.text = text
        self.names: tuple[str, ...] = ()
        self._calendar = calendar
        try:
            self._evaluate = self._compile(tree.body)
        except RecursionError as error:
            raise ExpressionError("it is nested too deeply") from error

    def __call__(self, lookup: Lookup) -> Any:
        """Evaluate with `lookup(name)`; raise Absent when an operand is missing."""
        try:
            return self._evaluate(lookup)
        except (TypeError, ValueError, ArithmeticError) as error:
            raise Absent(str(error)) from error  # a wrongly typed operand has its own finding

    def _compile(self, node: ast.expr) -> Evaluate:
        if isinstance(node, ast.Constant) and isinstance(node.value, str | int | bool):
            value = node.value
            constant: Any = Decimal(value) if type(value) is int else value
            if isinstance(constant, str):
                constant = constant.replace(_DISGUISE, "")
            return lambda lookup: constant
        if isinstance(node, ast.Name | ast.Attribute):
            return self._name(node)
        if isinstance(node, ast.BoolOp):
            return self._boolean(node)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            inner = self._compile(node.operand)
            return lambda lookup: not inner(lookup)
        if isinstance(node, ast.Compare):
            return self._compare(node)
        if isinstance(node, ast.BinOp) and type(node.op) in _ARITHMETIC:
            apply = _ARITHMETIC[type(node.op)]
            left, right = self._compile(node.left), self._compile(node.right)
            return lambda lookup: apply(left(lookup), right(lookup))
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, ast.List | ast.Tuple):
            parts = [self._compile(part) for part in node.elts]
            return lambda lookup: [part(lookup) for part in parts]
        raise ExpressionError(f"`{ast.unparse(node)}` is not allowed in a formula")

    def _name(self, node: ast.expr) -> Evaluate:
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            raise ExpressionError(f"`{ast.unparse(node)}` is not a field name")
        name = ".".join(reversed([*parts, node.id])).replace(_DISGUISE, "")
        if any(part.startswith("_") for part in name.split(".")):
            raise ExpressionError(f"`{name}` is not a field name")
        if name not in self.names:
            self.names += (name,)
        return lambda lookup: lookup(name)

    def _boolean(self, node: ast.BoolOp) -> Evaluate:
        parts = [self._compile(part) for part in node.values]
        if isinstance(node.op, ast.And):
            return lambda lookup: all(part(lookup) for part in parts)
        return lambda lookup: any(part(lookup) for part in parts)

    def _compare(self, node: ast.Compare) -> Evaluate:
        first = self._compile(node.left)
        rest: list[tuple[Callable[[Any, Any], bool], Evaluate]] = []
        for sign, right in zip(node.ops, node.comparators, strict=True):
            if type(sign) not in _COMPARE:
                raise ExpressionError("`is` is not allowed in a formula; write ==")
            rest.append((_COMPARE[type(sign)], self._compile(right)))

        def evaluate(lookup: Lookup) -> bool:
            left = first(lookup)
            for compare, operand in rest:
                right = operand(lookup)
                if not compare(*_same_precision(left, right)):
                    return False
                left = right
            return True

        return evaluate

    def _call(self, node: ast.Call) -> Evaluate:
        if not isinstance(node.func, ast.Name) or node.func.id not in FUNCTIONS or node.keywords:
            raise ExpressionError(f"only {', '.join(FUNCTIONS)} can be called in a formula")
        expected = 1 if node.func.id in ("has", "len", "sum") else 2
        if len(node.args) != expected:
            raise ExpressionError(f"`{node.func.id}` takes {expected} operands")
        arguments = [self._compile(argument) for argument in node.args]
        if node.func.id == "has":
            if not isinstance(node.args[0], ast.Name | ast.Attribute):
                raise ExpressionError("`has` takes the name of a field")
            return lambda lookup: _is_there(arguments[0], lookup)
        if node.func.id == "len":
            return lambda lookup: Decimal(len(arguments[0](lookup)))
        if node.func.id == "sum":
            return lambda lookup: sum(arguments[0](lookup), Decimal(0))
        between = Calendar.days_between
        if node.func.id == "workdays_between":
            between = (self._calendar or Calendar()).workdays_between
        return lambda lookup: Decimal(between(arguments[0](lookup), arguments[1](lookup)))


def _is_there(operand: Evaluate, lookup: Lookup) -> bool:
    try:
        operand(lookup)
    except Absent:
        return False
    return True


def _same_precision(left: Any, right: Any) -> tuple[Any, Any]:
    """Cut moments to what is compared: days if either side is a date, otherwise minutes."""
    if isinstance(left, str) and isinstance(right, str) and _is_time(left) and _is_time(right):
        length = 10 if 10 in (len(left), len(right)) else 16
        return left[:length], right[:length]
    return left, right


def _is_time(text: str) -> bool:
    return len(text) in (10, 16, 19) and text[4] == text[7] == "-" and text[10:11] in ("", "T")
