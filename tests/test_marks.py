"""The marks between items, clauses and sentences, as each language writes them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from officerepo import marks
from officerepo.marks import listed, marks_of
from tests.portal.office import contents, demo_office

ENDS = (
    r"</?(?:p|li|div|td|th|dt|dd|h\d|section|ul|label|option|caption|button|summary|time)\b[^>]*>"
)
"""Where what was said ends, so that a blank after it is not seen."""

STRAY = re.compile(
    r".{,12}(?:[。；：，、？] +(?=\S)|[\u4e00-\u9fff][,;:](?=[ \u4e00-\u9fff])).{,12}"
)
"""A blank after a Chinese mark, or a Latin mark after a Chinese character, with what is around."""

CODES = "about/rules.html"  # shows code in sentences: a name, a colon and a blank


def strays(page: str) -> Iterator[str]:
    """The places of a page in which Chinese is not written as one would."""
    page = re.sub(r"<(script|style|pre|head)\b.*?</\1>", "", page, flags=re.S)
    words = html.unescape(re.sub("<[^>]*>", "", re.sub(ENDS, "\n", page)))
    for match in STRAY.finditer(words):
        yield match[0]


def test_chinese_has_marks_of_its_own_and_no_blanks() -> None:
    assert marks_of("zh").item.join(("甲", "乙")) == "甲、乙"
    assert marks_of("zh").blank.join(("一。", "二。")) == "一。二。"
    for language in ("en", "es"):
        assert marks_of(language).item.join(("a", "b")) == "a, b"
        assert marks_of(language).blank.join(("A.", "B.")) == "A. B."


@pytest.mark.parametrize(
    ("items", "language", "before", "said"),
    [
        ([], "en", "", ""),
        (["a"], "en", "held by ", "a"),
        (["a", "b"], "en", "held by ", "a and b"),
        (["a", "b", "c"], "en", "held by ", "a, b and c"),
        (["a", "b", "c"], "en", "Its parts: ", "a, b, c"),
        (["a", "b"], "en", "Files: 2 (", "a, b"),
        (["a", "b", "…"], "en", "held by ", "a, b, …"),
        (["1,000", "2"], "en", "The text states: ", "1,000; 2"),
        (["Ruiz, Ana", "Sanz, Eva", "x"], "en", "held by ", "Ruiz, Ana; Sanz, Eva and x"),
        (["a", "b"], "es", "ocupan ", "a y b"),
        (["a", "Inés Ruiz"], "es", "ocupan ", "a e Inés Ruiz"),
        (["a", "`hijo`"], "es", "ocupan ", "a e `hijo`"),
        (["a", "hielo"], "es", "ocupan ", "a y hielo"),
        (["a", "b", "c"], "es", "Son: ", "a, b, c"),
        (["甲", "乙", "丙"], "zh", "由", "甲、乙、丙"),
        (["甲", "乙"], "zh", "如下：", "甲、乙"),
    ],
)
def test_names_are_put_together_as_a_sentence_of_the_language_does(
    items: list[str], language: str, before: str, said: str
) -> None:
    assert listed(items, language, before) == said


COMMAS = {
    "cli/shared.py": "a line to be typed into the settings",
    "expression.py": "of formulas, whose errors are English",
    "reports/corrections.py": "values as they are written in the file",
    "rules/correction_without_effect.py": "values as they are written in the file",
    "shape.py": "fields to be typed between braces",
    "splice.py": "YAML",
    "store.py": "SQL",
}
"""Where commas stand between words and no sentence does, with what they are of."""


def test_sentences_leave_it_to_the_language_what_stands_between_names() -> None:
    package = Path(marks.__file__).parent
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if re.search(r"""["'][,;] ["']\.join""", path.read_text(encoding="utf-8"))
    }
    assert found == COMMAS.keys()


def test_no_mark_of_a_chinese_marks_set_is_followed_by_a_blank() -> None:
    assert all(mark == mark.strip() for mark in marks_of("zh"))


@pytest.mark.parametrize(
    "words",
    ["<p>一。 <b>二</b></p>", "<dd>甲, 乙</dd>", "<p>编号: unit</p>", "<p>一： <i>x</i></p>"],
)
def test_a_stray_mark_is_found(words: str) -> None:
    assert [*strays(words)]


def test_pages_in_chinese_have_chinese_marks(tmp_path: Path) -> None:
    demo_office().build(tmp_path / "a", language="zh", audience="restricted")
    found = {
        f"{name}: {place}"
        for name, raw in contents((tmp_path / "a").resolve()).items()
        if name.endswith(".html") and name != CODES
        for place in strays(raw.decode())
    }
    assert sorted(found) == []
