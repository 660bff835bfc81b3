"""The marks between items, clauses and sentences, which are not the same in every language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple


class Marks(NamedTuple):
    """What stands between two items of a list, two clauses, two groups of words, two sentences.

    `colon` leads from a name to what is said of it. A `stop` ends a sentence before another one
    and `blank` parts two that have their stops already. `last` leads to the last of several items
    in a sentence.
    """

    item: str = ", "
    clause: str = ", "
    group: str = "; "
    colon: str = ": "
    stop: str = ". "
    blank: str = " "
    last: str = " and "


_LATIN = Marks()
_OTHERS = {"es": Marks(last=" y "), "zh": Marks("、", "，", "；", "：", "。", "", "、")}
_SOUNDS_LIKE_Y = re.compile(r"[`«\"]?h?[ií](?![aeou])", re.IGNORECASE)
_OPENING = ":：(（"


def marks_of(language: str) -> Marks:
    """Returns the marks of a language, given by its code."""
    return _OTHERS.get(language, _LATIN)


def listed(items: Sequence[str], language: str, before: str = "") -> str:
    """Returns items one after the other, as a sentence goes on with them after `before`.

    Behind a colon or a bracket they are a mere list; elsewhere a word leads to the last of them.
    Items that hold commas of their own are parted by semicolons.
    """
    marks = marks_of(language)
    between = marks.group if any(marks.item.strip() in item for item in items) else marks.item
    if len(items) < 2 or items[-1] == "…" or before.rstrip().endswith(tuple(_OPENING)):
        return between.join(items)
    is_like = language == "es" and _SOUNDS_LIKE_Y.match(items[-1])
    return between.join(items[:-1]) + (" e " if is_like else marks.last) + items[-1]
