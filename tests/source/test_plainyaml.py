"""The quick reader decides nothing: what it returns is what the full parsers return."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from officerepo import yamlevents
from officerepo.plainyaml import read_plain
from officerepo.source import split_front_matter

ROOT = Path(__file__).resolve().parents[2]


def yaml_texts() -> list[str]:
    texts = []
    for path in sorted((ROOT / "records").rglob("*.*")):
        text = path.read_text(encoding="utf-8")
        parts = split_front_matter(text) if path.suffix == ".md" else (text, "")
        if parts and path.suffix in (".yaml", ".md"):
            texts.append(parts[0])
    return texts


DEMO = yaml_texts()
SHORT = [text for text in DEMO if len(text) < 900]


def by_parser(parser: Any, text: str) -> tuple[Any, list[Any]]:
    problems: list[Any] = []
    return yamlevents._tree(parser, text, problems), problems


def agree(text: str) -> None:
    quick = read_plain(text)
    if quick:
        for parser in (yamlevents.CParser, yamlevents.PythonParser):
            if parser is not None:
                assert by_parser(parser, text) == (quick, [])


def test_most_records_are_plain() -> None:
    plain = sum(read_plain(text) is not None for text in DEMO)
    assert plain > 0.8 * len(DEMO)


def test_it_agrees_on_every_record_of_the_demo_office() -> None:
    for text in DEMO:
        agree(text)


signs = st.sampled_from(
    [*"ab1 :,-[]{}\"'#&*!|>%@`?\nx.~=<_()/+é中", "\n  - ", "\n    ", ": ", " #"]
)


@given(st.lists(signs, max_size=40).map("".join))
def test_it_agrees_on_any_heap_of_signs(text: str) -> None:
    agree(text)


@given(
    st.sampled_from(SHORT),
    st.lists(st.tuples(st.integers(0, 900), signs, st.booleans()), min_size=1, max_size=4),
)
def test_it_agrees_on_records_with_slips(text: str, slips: list[tuple[int, str, bool]]) -> None:
    for place, sign, instead in slips:
        at = place % (len(text) + 1)
        text = text[:at] + sign + text[at + instead :]
    if "%" not in text:  # refused before anything is parsed
        agree(text)
