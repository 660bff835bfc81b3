"""What differs between two versions is told by field and act, however they are written."""

from __future__ import annotations

from typing import Any

import pytest

from officerepo.difference import NO_FIELDS, Difference, TextChange, difference, own_doing
from officerepo.kind import Fields
from officerepo.office import read_office
from officerepo.source import parse


def between(before: str, after: str, fields: Fields | None = None) -> Difference:
    path = "x.md" if before.startswith("---\n") else "x.yaml"
    one, other = (parse(path, text.encode()) for text in (before, after))
    assert one.data is not None
    assert other.data is not None
    return difference(one, other, fields or NO_FIELDS)


def fields_of(found: Difference) -> list[tuple[Any, ...]]:
    return [(change.at, change.before, change.after) for change in found.fields]


def acts_of(found: Difference) -> list[tuple[int, str, str]]:
    return [
        (change.number, str((change.before or {}).get("do")), str((change.after or {}).get("do")))
        for change in found.acts
    ]


def test_a_reformat_of_5000_lines_hides_nothing() -> None:
    rows = [f"r{n}: 'value {n}'" for n in range(2500)]
    before = "title: A\ndue: 2025-05-03\ntable: {" + ", ".join(rows[:100]) + "}\n"
    before += "\n".join(rows) + "\n"
    after = "\n".join(f'r{n}:\n  "value {n}"' for n in range(2499, -1, -1))
    after += "\ntable:\n" + "\n".join(f"  r{n}: value {n}" for n in range(100))
    after += "\ndue: 2025-05-10\n# why not\ntitle: 'A'\n"
    assert len(after.splitlines()) > 5000
    assert fields_of(between(before, after)) == [("due", "2025-05-03", "2025-05-10")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: b\nc: [x, y]\n", "c:\n  - x\n  - 'y'\n\n# note\na: \"b\"\n"),
        ("a: one two\n", "a: one\n  two\n"),
        ("---\na: b\n---\nText\n", "---\r\na: b\r\n---\r\nText\r\n"),
        ("acts:\n  - {do: x, at: 1}\n", "acts:\n  - at: 1\n    do: x\n"),
    ],
)
def test_what_is_only_written_otherwise_does_not_differ(before: str, after: str) -> None:
    assert not between(before, after)


def test_values_come_go_and_change_at_any_depth() -> None:
    found = between(
        "a: 1\ngone: x\nm: {n: {o: 1}, p: 2}\n", "a: 2\nm: {n: {o: 3}, p: 2}\nnew: [y]\n"
    )
    assert fields_of(found) == [
        ("a", "1", "2"),
        ("m.n.o", "1", "3"),
        ("new", None, ["y"]),
        ("gone", "x", None),
    ]


DECISIONS = read_office({}).kinds["meeting"].fields


def test_sub_records_are_told_apart_by_their_key() -> None:
    one, two = "{id: D1, text: Clear, due: 2025-04-11}", "{id: D2, text: Count}"
    other = "{id: D2, text: Count twice}"
    before = f"decisions:\n  - {one}\n  - {two}\n"
    found = between(before, f"decisions:\n  - {other}\n", DECISIONS)
    assert [(change.at, change.names) for change in found.fields] == [
        ("decisions[0].text", ("decisions", "D2", "text")),
        ("decisions[0]", ("decisions", "D1")),
    ]


def test_another_order_of_sub_records_is_a_change() -> None:
    one, two = "{id: D1, text: Clear}", "{id: D2, text: Count}"
    found = between(f"decisions: [{one}, {two}]\n", f"decisions: [{two}, {one}]\n", DECISIONS)
    assert fields_of(found) == [("decisions", ["D1", "D2"], ["D2", "D1"])]


def acts(*lines: str) -> str:
    return "acts:\n" + "".join(f"  - {{do: {line}}}\n" for line in lines)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (["a", "b"], ["a", "b", "c"], [(2, "None", "c")]),
        (["a", "b", "c"], ["a", "c"], [(1, "b", "None")]),
        (["a, at: 1", "b"], ["a, at: 2", "b"], [(0, "a", "a")]),
        (["a", "b"], ["b", "a"], [(0, "a", "None"), (1, "None", "a")]),
        (["a, n: 1", "a, n: 2"], ["a, n: 2", "a, n: 3"], [(1, "a", "a")]),
        (["a"], ["c", "a"], [(0, "None", "c")]),
        (["a"], [], [(0, "a", "None")]),
    ],
)
def test_acts_are_added_removed_altered_and_moved(
    before: list[str], after: list[str], told: list[tuple[int, str, str]]
) -> None:
    assert acts_of(between(acts(*before), acts(*after) if after else "acts: []\n")) == told


def test_acts_that_are_no_list_of_acts_are_a_field() -> None:
    assert fields_of(between("acts: x\n", "acts: y\n")) == [("acts", "x", "y")]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("One\nTwo\n", "One\nTwo\nThree\n", TextChange(1, 0)),
        ("One\nTwo\n", "One\nTwice\n", TextChange(1, 1)),
        ("One Two\n", "One\nTwo\n", TextChange(0, 0)),
        ("One\n", "One\n", None),
    ],
)
def test_lines_of_a_text_are_counted(before: str, after: str, told: TextChange | None) -> None:
    assert between(f"---\na: b\n---\n{before}", f"---\na: b\n---\n{after}").text == told


def test_a_merge_is_told_for_what_it_did_itself() -> None:
    def read(text: str) -> Any:
        return parse("x.md", f"---\n{text}---\n".encode())

    ours, theirs = read("a: 1\nb: 2\nc: 0\n"), read("a: 0\nb: 0\nc: 3\n")
    assert not own_doing([ours, theirs], read("a: 1\nb: 2\nc: 3\n"))
    found = own_doing([ours, theirs], read("a: 1\nb: 9\nc: 3\n"))
    assert fields_of(found) == [("b", "2", "9")]


def test_thousands_of_acts_take_no_time() -> None:
    many = [f"a, n: {n}" for n in range(1500)]
    found = between(acts(*many), acts(*reversed(many)))
    assert len(found.acts) >= 1499
