"""The formulas of kind files: what they compute, what they refuse, and that they are harmless."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officerepo.expression import LENGTH_CAP, Absent, Expression, ExpressionError
from officerepo.workdays import Calendar

VALUES: dict[str, Any] = {
    "copies": Decimal(2),
    "impressions": Decimal(3),
    "price": Decimal("1.10"),
    "type": "letter",
    "sealed": True,
    "to": ["UNIT-A", "UNIT-B"],
    "print.copies": Decimal(5),
    "parts.copies": [Decimal(2), Decimal(3)],
    "valid.from": "2025-01-31",
    "valid.to": "2025-02-03",
    "acts.draft.at": "2025-01-31T09:50",
    "acts.stamp.at": "2025-01-31T09:50:40",
    "acts.adopt.from": "1998",
}


def look_up(name: str) -> Any:
    if name not in VALUES:
        raise Absent(name)
    return VALUES[name]


HOLDS = [
    "impressions >= copies",
    "copies < impressions <= 3",
    "not copies > impressions",
    "price * 10 == 11",
    "copies + impressions == print.copies",
    "print.copies - 1 == 4",
    "type == 'letter'",
    "type in ['letter', 'notice']",
    "type not in ('notice', 'order')",
    "'UNIT-A' in to",
    "len(to) == 2",
    "sum(parts.copies) == print.copies",
    "sealed",
    "sealed and copies == 2 or missing == 1",
    "has(copies) and not has(missing)",
    "not has(missing) or missing > 3",
    "valid.from <= valid.to",
    "valid.from <= acts.draft.at",  # a date beside a moment: days are compared
    "acts.draft.at == valid.from",
    "acts.draft.at == acts.stamp.at",  # two moments: minutes
    "days_between(valid.from, valid.to) == 3",
    "days_between(valid.to, valid.from) == 0 - 3",
    "workdays_between(valid.from, valid.to) == 1",
    "acts.adopt.from == '1998'",
    "'valid.from' == 'valid.from'",
    "type != valid.from",
]


@pytest.mark.parametrize("text", HOLDS)
def test_what_holds(text: str) -> None:
    assert Expression(text)(look_up) is True
    assert Expression(f"not ({text})")(look_up) is False


@pytest.mark.parametrize(
    "text",
    [
        *(
            "missing == 1",
            "copies == missing",
            "len(missing) > 0",
            "not missing",
            "valid == 1 and missing",
        ),
        *("copies > type", "sum(to) > 1", "len(copies) == 1", "days_between(type, type) > 0"),
        *("copies in type", "copies in impressions", "to * 2 == to", "type * 3 == type"),
        *("days_between(to, to) > 0", "workdays_between(copies, copies) > 0"),
    ],
)
def test_what_cannot_be_said_of_this_record(text: str) -> None:
    with pytest.raises(Absent):
        Expression(text)(look_up)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "not a formula"),
        ("copies >=", "not a formula"),
        ("copies = 2", "not a formula"),
        ("a; b", "not a formula"),
        ("from <= to", "not a formula"),
        ("copies >= 2\x00", "not a formula"),
        ("(" * 300 + "a" + ")" * 300, "longer than"),
        ("(" * 240 + "a" + ")" * 240, "not a formula"),
        ("a" * (LENGTH_CAP + 1), "longer than"),
        ("2 ** 9", "not allowed"),
        ("1 / 2", "not allowed"),
        ("7 % 2", "not allowed"),
        ("-copies < 0", "not allowed"),
        ("copies is 2", "write =="),
        ("a if b else c", "not allowed"),
        ("lambda: 1", "not allowed"),
        ("[x for x in to]", "not allowed"),
        ("to[0]", "not allowed"),
        ("f'{copies}'", "not allowed"),
        ("(x := 1)", "not allowed"),
        ("1.5 > copies", "not allowed"),
        ("b'x' == type", "not allowed"),
        ("None == type", "not allowed"),
        ("{} == type", "not allowed"),
        ("open('x')", "can be called"),
        ("type.upper()", "can be called"),
        ("().__class__", "not a field name"),
        ("'x'.join", "not a field name"),
        ("__import__", "not a field name"),
        ("type.__class__", "not a field name"),
        ("len(to, to)", "takes 1"),
        ("days_between(to)", "takes 2"),
        ("len(x=to)", "can be called"),
        ("has('to')", "name of a field"),
        ("has(len(to))", "name of a field"),
    ],
)
def test_what_is_no_formula(text: str, why: str) -> None:
    with pytest.raises(ExpressionError, match=why):
        Expression(text)


def test_the_names_of_a_formula_in_order() -> None:
    text = "impressions >= copies and has(valid.from) and copies > 1"
    assert Expression(text).names == ("impressions", "copies", "valid.from")


def test_workdays_are_those_of_the_office() -> None:
    calendar = Calendar(frozenset({4}), {date(2025, 2, 1): "fair"})
    assert Expression("workdays_between(valid.from, valid.to) == 2", calendar)(look_up) is True


SIGNS = [
    "a",
    "b.c",
    "1",
    "'x'",
    " ",
    "(",
    ")",
    "[",
    "]",
    ",",
    ".",
    "+",
    "-",
    "*",
    "**",
    "==",
    "<",
    "in",
    "is",
]
WORDS = [
    "not ",
    "and ",
    "or ",
    "has(",
    "len(",
    "sum(",
    "days_between(",
    "from",
    "__",
    "lambda:",
    "\\",
    "\n",
    "é",
    "\x00",
]


@given(st.lists(st.sampled_from([*SIGNS, *WORDS]), max_size=40).map("".join) | st.text(max_size=60))
def test_any_text_is_a_formula_or_is_refused_with_a_reason(text: str) -> None:
    try:
        formula = Expression(text)
    except ExpressionError:
        return
    values: list[Any] = [Decimal(3), "2025-01-31", ["a", Decimal(1)], True, {}]
    for value in values:
        with suppress(Absent):
            formula(dict.fromkeys(formula.names, value).__getitem__)


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(-400, 400),
    st.sets(st.integers(0, 6), max_size=6),
)
def test_workdays_are_counted_one_by_one(start: date, days: int, weekend: set[int]) -> None:
    end = date.fromordinal(start.toordinal() + days)
    holidays = {date.fromordinal(start.toordinal() + n): "x" for n in (-3, 0, 2, 5, 40)}
    calendar = Calendar(frozenset(weekend), holidays)
    first, last = sorted((start, end))
    count = sum(
        calendar.is_worked(date.fromordinal(n))
        for n in range(first.toordinal() + 1, last.toordinal() + 1)
    )
    expected = count if end >= start else -count
    assert calendar.workdays_between(start.isoformat(), end.isoformat()) == expected
    if days > 0 and calendar.is_worked(end):
        assert calendar.add(start, count) == end


@pytest.mark.parametrize("value", ["9E999999", "NaN", "sNaN", "Infinity", "-Infinity"])
@pytest.mark.parametrize(
    "text", ["n * n > 1", "n + n < n - n", "n * 0 == 1", "sum(l) > n", "n < 1"]
)
def test_no_number_brings_a_formula_down(text: str, value: str) -> None:
    values: dict[str, Any] = {
        "n": Decimal(value),
        "l": [Decimal(value), Decimal("-" + value.strip("-"))],
    }
    with suppress(Absent):
        assert Expression(text)(values.__getitem__) in (True, False)
