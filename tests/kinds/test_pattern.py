"""Patterns answer what Python's would, and at once whatever they are and whatever they are given."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from officerepo.pattern import PLACE_CAP, TEXT_CAP, VALUE_CAP, Pattern, PatternError

SINGLE = st.sampled_from(
    [
        "a",
        "b",
        "-",
        ".",
        r"\d",
        r"\D",
        r"\w",
        r"\W",
        r"\s",
        r"\S",
        "[ab]",
        "[^a]",
        "[a-c1]",
        r"[^\d-]",
    ]
)
REPEAT = st.sampled_from(["*", "+", "?", "{2}", "{1,2}", "{2,}", "{0,3}", "*?", "+?", "??"])
PATTERN = st.recursive(
    SINGLE,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda ways: f"({'|'.join(ways)})"),
        st.tuples(inner, REPEAT).map(lambda both: f"(?:{both[0]}){both[1]}"),
    ),
    max_leaves=6,
)
VALUE = st.text(alphabet="ab-1 \n", max_size=6)


@given(PATTERN, VALUE, st.sampled_from(["{}", "^{}$", r"\A{}\Z", "^(?:{})$"]))
def test_a_pattern_answers_what_pythons_would(inner: str, value: str, frame: str) -> None:
    text = frame.format(inner)
    assume("|" not in re.sub(r"\(.*\)", "", text))  # ^a|b$ asks for the ends in the middle
    try:
        pattern = Pattern(text)
    except PatternError:
        assume(False)
    expected = re.fullmatch(text, value) is not None
    assert pattern.fullmatch(value) is expected
    assert pattern.fullmatch(value) is expected  # and what it remembers is the same


CATASTROPHES = [
    "(a+)+$",
    "(a*)*b",
    "(a|a)*b",
    "(a|aa)+b",
    "(.*a){20}",
    "(a?){25}a{25}",
    "a*a*a*a*a*a*a*a*b",
    "(([a-z])+.)+[A-Z]([a-z])+",
    r"(\w+\s?)*!",
    "(a|b)*a(a|b){60}",
]


@pytest.mark.parametrize("text", CATASTROPHES)
def test_no_pattern_hangs(text: str) -> None:
    pattern = Pattern(text)
    start = time.perf_counter()
    for value in ("a" * VALUE_CAP, "ab" * (VALUE_CAP // 2), "a" * (VALUE_CAP - 1) + "!"):
        pattern.fullmatch(value)
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(
    "text",
    [
        *("(", "[z-a]", "a{2,1}", "*", "\\", "(" * 150 + ")" * 150 + "*"),
        *(
            r"(a)\1",
            "(?=a)b",
            "(?!a)b",
            "(?<=a)b",
            "(?i)a",
            "(?i:a)",
            r"\ba",
            "a^",
            "$a",
            "(?>a)",
            "a++",
        ),
        *(
            "a" * (TEXT_CAP + 1),
            f"a{{{PLACE_CAP}}}",
            "(a{20}){20}",
            "(){999999999}",
            "((){99}){99}",
        ),
        *("(((a{9}){9}){9}){9}", "(?P<n>a)(?(n)b|c)"),
    ],
)
def test_what_a_pattern_may_not_ask_for(text: str) -> None:
    with pytest.raises(PatternError):
        Pattern(text)


@given(st.text(alphabet="ab()[]{}*+?|\\^$.-1,:=!<>P#", max_size=20), st.text(max_size=10))
def test_any_text_is_a_pattern_or_refused(text: str, value: str) -> None:
    try:
        pattern = Pattern(text)
    except PatternError:
        return
    assert pattern.fullmatch(value) in (True, False)


def test_a_longer_value_has_no_form() -> None:
    assert Pattern("a*").fullmatch("a" * VALUE_CAP)
    assert not Pattern("a*").fullmatch("a" * (VALUE_CAP + 1))


def test_what_is_remembered_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("officerepo.pattern._KNOWN_CAP", 8)
    pattern = Pattern("(a|b)*a(a|b){6}")
    for number in range(200):
        value = f"{number:b}".replace("0", "a").replace("1", "b")
        assert pattern.fullmatch(value) is (len(value) > 6 and value[-7] == "a")
        assert len(pattern._known) <= 11
