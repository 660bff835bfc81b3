"""The marks between items, clauses and sentences, which are not the same in every language."""

from __future__ import annotations

from typing import NamedTuple


class Marks(NamedTuple):
    """What stands between two items of a list, two clauses, two groups of words, two sentences.

    `colon` leads from a name to what is said of it. A `stop` ends a sentence before another one
    and `blank` parts two that have their stops already.
    """

    item: str = ", "
    clause: str = ", "
    group: str = "; "
    colon: str = ": "
    stop: str = ". "
    blank: str = " "


_LATIN = Marks()
_OTHERS = {"zh": Marks("、", "，", "；", "：", "。", "")}


def marks_of(language: str) -> Marks:
    """Returns the marks of a language, given by its code."""
    return _OTHERS.get(language, _LATIN)
