"""Two values that differ never look the same, however long they are and wherever they differ."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from officerepo.account import change_as_markdown, change_as_text
from officerepo.difference import Difference, FieldChange
from officerepo.excerpt import contrast
from officerepo.history.alteration import Alteration
from officerepo.office import read_office
from officerepo.output import Translate

OFFICE = read_office({})
LONG = (
    "The archive keeps what the office has closed, in the order in which it was received, and {} "
)
END = "anything that a unit has asked it to return within the year, unless the director says so."


def told(before: object, after: object, names: tuple[str, ...] = ("notes",)) -> list[str]:
    """The last line of the markdown and of the text that tell of one change of a task."""
    found = Difference((FieldChange("x", names, before, after),))
    change = [Alteration("records/x", "record", "changed", "TSK-1", "task", found)]
    tells = (change_as_markdown, change_as_text)
    return [[*tell(change, OFFICE, Translate("en", {}), lambda _: "Ada")][-1] for tell in tells]


def test_a_word_in_a_long_article_is_shown() -> None:
    for line in told(LONG.format("does not keep") + END, LONG.format("does keep") + END):
        assert "does not keep" in line.partition(" → ")[0]
        assert "does keep" in line.partition(" → ")[2]
    chinese = "档案室按收文顺序保管本办公室已办结的文件，" * 9
    markdown, _ = told(chinese + "不得外借。" + chinese, chinese + "可以外借。" + chinese)
    assert "不得外借" in markdown
    assert "可以外借" in markdown
    assert len(markdown) < 150


def test_two_places_of_one_text_are_shown() -> None:
    middle = END * 3
    before = f"{LONG.format('may')}{middle} at most 5 copies. {END}"
    after = f"{LONG.format('must')}{middle} at most 50 copies. {END}"
    markdown, _ = told(before, after)
    assert all(words in markdown for words in ("may anything", "must anything", "5 c", "50 c"))
    words = [f"word{n} {'and so on ' * 9}" for n in range(9)]
    assert "elsewhere (6)" in told(" ".join(words), " ".join(words).replace("word", "Word"))[0]


@pytest.mark.parametrize(
    ("before", "after", "names"),
    [
        ("PER-a", "PER-b", ("assignee",)),
        ("one  two", "one two", ("notes",)),
        ("one\ntwo", "one two", ("notes",)),
        ("", [], ("notes",)),
        (["a b"], ["a\nb"], ("notes",)),
        (["x" * 99 + "y", "b"], ["b", "x" * 99 + "z"], ("notes",)),
        ({"a": "b; c d"}, {"a": "b", "c": "d"}, ("notes",)),
    ],
)
def test_what_looks_the_same_is_told_apart(
    before: object, after: object, names: tuple[str, ...]
) -> None:
    for line in told(before, after, names):
        words = line.partition(": ")[2]
        one, _, other = words.partition(" → ")
        if "spaces, line breaks" not in words and "+" not in words:
            assert one != other
            assert other
        assert "+ `a b`, − `a b`" not in words


WORDS = st.lists(st.sampled_from(["a", "a", "b", "…", " ", "保", "管", "long", "."]), max_size=200)


@settings(max_examples=300, deadline=None)
@given(WORDS, WORDS, WORDS, st.integers(20, 60))
def test_no_place_looks_the_same_on_both_sides(
    first: list[str], other: list[str], shared: list[str], cap: int
) -> None:
    one, two = "".join(first + shared), "".join(other + shared)
    if one == two:
        return
    found = contrast(one, two, cap)
    assert found.places
    for old, new in found.places:
        assert old != new
        assert max(len(old), len(new)) <= cap
