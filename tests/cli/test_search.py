"""What `search` finds, in which order, and which words it shows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from officerepo.cli.reading import texts_of
from officerepo.index import Index
from officerepo.load import load, read_tree
from officerepo.rows import search_text
from officerepo.search import search, snippet, terms_of
from officerepo.text import CJK_RUN, fold
from tests.portal.office import demo_office

TODAY = date(2025, 3, 3)
Known = tuple[Index, dict[str, str]]


@pytest.fixture
def known(office: Path) -> Known:
    """The small office's index, and what search looks in."""
    loaded = load(read_tree(office))
    return loaded.index, texts_of(loaded, TODAY)


def found(known: Known, *words: str) -> list[str]:
    index, texts = known
    return [record.id for record in search(index, texts, terms_of(words))]


def scalars(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for value in node.values():
            yield from scalars(value)
    elif isinstance(node, list):
        for value in node:
            yield from scalars(value)
    elif node and not re.fullmatch("(sha256:)?[0-9a-f]{64}", node):  # `face` is not a word of it
        yield str(node)


def plain(text: str) -> str:
    """Folds by the letter: the same as the program's `fold`, written another way."""
    letters = [c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)]
    return "".join(letters).lower()


def texts_by_another_way(office: Path) -> dict[str, tuple[str, str]]:
    """What each file says, read by PyYAML: without its acts, and with all of them.

    With the names of the people whose numbers stand in its fields or acts, and the numbers of its
    sub-records.
    """
    names = {
        path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))["display_name"]
        for path in (office / "records/people").iterdir()
    }
    texts = {}
    for path in (office / "records").rglob("*-*.*"):
        if path.name == "file-plan.yaml":
            continue
        text = path.read_text(encoding="utf-8")
        body = ""
        if path.suffix == ".md":
            _, text, body = text.split("---\n", 2)
        data = yaml.load(text, yaml.BaseLoader)  # noqa: S506 — it makes nothing but texts
        acts = data.pop("acts", [])
        people = set(re.findall(r"PER-\w+", "\n".join([*scalars(data), *scalars(acts)])))
        named = [names[each] for each in people if each in names]
        entries = [e for value in data.values() if isinstance(value, list) for e in value]
        parts = [f"{path.stem}/{e['id']}" for e in entries if isinstance(e, dict) and "id" in e]
        core = plain("\n".join([path.stem, *scalars(data), body, *named, *parts]))
        texts[path.stem] = core, core + plain("\n".join(scalars(acts)))
    return texts


def test_every_word_finds_exactly_the_records_that_have_it(known: Known, office: Path) -> None:
    truth = texts_by_another_way(office)
    assert truth.keys() == known[0].records.keys()
    words = {word for core, _ in truth.values() for word in core.split()}
    assert len(words) > 200
    for word in words:
        got = set(found(known, word))
        assert {name for name, (core, _) in truth.items() if word in core} <= got, word
        assert got <= {name for name, (_, whole) in truth.items() if word in whole}, word


def test_what_acts_tell_is_searched_and_why_they_came_late() -> None:
    records = demo_office().records
    assert "an excavator at the roundabout" in search_text(records["IN-2025-0031"], "")
    assert "No network from 09:35" in search_text(records["SEAL-2025-0019"], "")
    assert "countersigned" not in search_text(records["SEAL-2025-0019"], "")


def test_every_two_chinese_characters_find_their_record(known: Known) -> None:
    _, texts = known
    text = texts["records/meetings/2025/MTG-2025-001.md"]
    pairs = {run[i : i + 2] for run in CJK_RUN.findall(text) for i in range(len(run) - 1)}
    assert "公章" in pairs
    assert all(found(known, pair) == ["MTG-2025-001"] for pair in pairs)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("gestion", ["OUT-2025-0002", "TSK-2025-0001"]),
        ("GESTIÓN", ["OUT-2025-0002", "TSK-2025-0001"]),
        ("gestio\u0301n deposito", ["OUT-2025-0002"]),
        ("ｇｅｓｔｉｏｎ deposito", ["OUT-2025-0002"]),  # full-width letters
        ("seal-2025-0002", ["SEAL-2025-0002", "SEAL-2025-0003"]),  # the number itself first
        ("D1 corridor", ["TSK-2025-0001", "MTG-2025-001"]),  # in the title before in the text
        ("corridor D1", ["TSK-2025-0001", "MTG-2025-001"]),
        ("dario seal-2025-0001", ["SEAL-2025-0001"]),  # he applied for it
        ("mtg-2025-001/D1", ["MTG-2025-001", "TSK-2025-0001"]),  # who has it before who cites it
        ("001/d1 ningbo", ["MTG-2025-001"]),  # a part of it, beside a word of the minutes
        ('"', []),
        ("NEAR( AND", []),
    ],
)
def test_a_question_finds(known: Known, words: str, expected: list[str]) -> None:
    assert found(known, words) == expected


def test_whole_words_of_a_title_come_before_parts_and_parts_before_texts(known: Known) -> None:
    order = found(known, "plan")
    assert order.index("TSK-2025-0002") < order.index("IN-2025-0002")  # plan, plano
    assert order.index("OUT-2025-0001") < order.index("OUT-2025-0002")  # plans; only in the text


def test_equals_come_newest_first(known: Known) -> None:
    assert found(known, "mole") == ["SEAL-2025-0001", "OUT-2025-0001", "IN-2025-0001"]


@given(st.text(), st.text(st.characters(categories=("L", "N", "Zs"))))
def test_no_question_is_too_odd(question: str, text: str) -> None:
    for term in terms_of([question, text]):
        assert term == fold(term)
        assert not any(map(str.isspace, term))


LINES = st.text(st.characters(codec="utf-8"), max_size=200)


@given(LINES, LINES, st.data())
def test_a_snippet_marks_what_was_asked_for(before: str, after: str, data: st.DataObject) -> None:
    text = f"{before} Gestión公章 {after}"
    term = data.draw(st.sampled_from(["gestion", "公章", "tion公", "n"]))
    shown = snippet(text, [term])
    assert shown.marks
    assert "\n" not in shown.text
    assert len(shown.text) <= 82
    last = 0
    for start, end in shown.marks:
        assert last <= start < end <= len(shown.text)
        last = end
        piece = fold(shown.text[start:end])
        assert term.startswith(piece) or term in piece


def test_a_snippet_takes_the_line_with_most_terms_and_leaves_out_what_is_known() -> None:
    text = "OUT-2025-0001\nA gate\nThe gate is shut.\nThe old gate and the new wall"
    assert snippet(text, ["gate", "wall"]).text == "The old gate and the new wall"
    assert snippet("OUT-2025-0001\nA gate", ["gate"], ["OUT-2025-0001", "A gate"]).text == ""


def test_a_snippet_of_a_very_long_line_is_found_at_once() -> None:
    text = "palabra " * 250_000 + "公章" + " palabra" * 1000
    assert "公章" in snippet(text, ["公章"]).text


@given(st.text(st.characters(codec="utf-8")))
def test_folding_goes_character_by_character(text: str) -> None:
    """The snippet's marks rely on it."""
    assert fold(text) == "".join(map(fold, text))
