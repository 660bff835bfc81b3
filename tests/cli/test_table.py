"""Tables as text: CSV that spreadsheets read and do not run, columns that line up and that fit."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officerepo.cli.terminal import fitting
from officerepo.table import as_csv, as_json, as_lines, width
from officerepo.text import safe

CELL = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")))


@given(st.lists(st.tuples(CELL, CELL, CELL)))
def test_csv_reads_back(rows: list[tuple[str, str, str]]) -> None:
    back = list(csv.reader(io.StringIO(as_csv(["a", "b", "c"], rows), newline="")))
    assert back[0] == ["a", "b", "c"]
    for written, read in zip(rows, back[1:], strict=True):
        for cell, shown in zip(written, read, strict=True):
            assert shown in (cell, f"'{cell}")


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "＝1", "＋1", "－1", "＠A1", "-"],
)
def test_a_formula_is_not_run(cell: str) -> None:
    (shown,) = next(csv.reader(io.StringIO(as_csv([cell], []), newline="")))
    assert shown == f"'{cell}"


@pytest.mark.parametrize("cell", ["-5", "+12.50", "0", "2025-01-31", "SEAL-2025-0001", "公章", ""])
def test_numbers_and_words_stay(cell: str) -> None:
    assert next(csv.reader(io.StringIO(as_csv([cell, "b"], []), newline=""))) == [cell, "b"]


def test_a_carriage_return_does_not_end_a_row() -> None:
    assert as_csv(["a", "\r=1"], []) == "a,'=1\n"


@given(st.lists(st.tuples(CELL, CELL), min_size=1))
def test_columns_line_up(rows: list[tuple[str, str]]) -> None:
    table = [(left.replace("|", ""), f"|{right}") for left, right in rows]
    lines = list(as_lines(["number", "|标题"], table))
    assert len({width(line[: line.index("|")]) for line in lines}) == 1


def test_a_wide_character_takes_two_columns() -> None:
    assert [width(text) for text in ("a", "公章", "e\u0301", "", "Ａ")] == [1, 4, 1, 0, 2]


HEADINGS = ["Number", "Empty", "Title", "Note", "State"]
ROWS = [["SEAL-2025-0001", "", "A letter", "x" * 100, "Stamped"]]


def test_a_terminal_gets_the_columns_for_which_it_has_room() -> None:
    assert fitting(HEADINGS, ROWS, 200) == [0, 1, 2, 3, 4]
    assert fitting(HEADINGS, ROWS, 46) == [0, 1, 2, 4]  # the note is cut at 36
    assert fitting(HEADINGS, ROWS, 29, first=[4]) == [0, 4]
    assert fitting(HEADINGS, ROWS, 29, first=[2]) == [0, 2]
    assert fitting(HEADINGS, ROWS, 3) == [0]  # the number is always there


def test_what_says_nothing_gives_way() -> None:
    assert fitting(HEADINGS, ROWS, 39) == [0, 2, 4]


@given(st.text(st.characters(min_codepoint=0)))
def test_json_reads_back_and_is_safe_for_a_terminal(text: str) -> None:
    shown = as_json({"text": text})
    assert json.loads(shown) == {"text": text}
    assert safe(shown) == shown
    shown.encode()


def test_numbers_have_the_comma_where_the_semicolon_parts_cells() -> None:
    headings, types = ["No.", "Price", "Share", "Name"], ["integer", "decimal", "percent", "text"]
    rows = [["1200", "9.50", "88.2 %", "3.2"], ["", "", "", "-1.5"]]
    assert as_csv(headings, rows, types=types, separator=";").splitlines()[1:] == [
        "1200;9,50;88,2 %;3.2",
        ";;;-1.5",
    ]
    assert as_csv(headings, rows, types=types).splitlines()[1] == "1200,9.50,88.2 %,3.2"
