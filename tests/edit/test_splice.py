"""Splices touch only the lines they must, and read back as what was asked."""

from __future__ import annotations

import difflib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officerepo.splice import Unspliceable, append, block, flow, scalar, set_value
from officerepo.yamlevents import build

RECORD = """\
# A record with everything that people write.
title: Flood survey   # the gauging part
owner: POST-HID-01
print: {copies: 2, file_copies: 1}
attendance:
  present: [PER-a]
  # who else
  absent: []
evidence:
  - {says: one}
  - says: two
    pages: 3

notes: |
  first line

  third line
# what happened
acts:
  - {do: docket, at: 2025-01-14T12:00, by: PER-e}
  # a remark between
  - {do: assign, at: 2025-01-14T12:30, by: PER-d}  # the last
# the end
"""
ORDER = ("title", "owner", "due", "print", "attendance", "evidence", "notes")


def changes(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[:1] in "+-"]


@pytest.mark.parametrize(
    ("at", "value", "expected"),
    [
        ("owner", "POST-LAB-01", ["- owner: POST-HID-01", "+ owner: POST-LAB-01"]),
        (
            "title",
            "Room #5: plan",
            [
                "- title: Flood survey   # the gauging part",
                '+ title: "Room #5: plan"   # the gauging part',
            ],
        ),
        ("due", "2025-01-28", ["+ due: 2025-01-28"]),
        (
            "print.copies",
            "3",
            ["- print: {copies: 2, file_copies: 1}", "+ print: {copies: 3, file_copies: 1}"],
        ),
        (
            "print.reserve",
            "0",
            [
                "- print: {copies: 2, file_copies: 1}",
                "+ print: {copies: 2, file_copies: 1, reserve: 0}",
            ],
        ),
        ("attendance.guests", "two", ["+   guests: two"]),
        ("evidence[1].pages", "4", ["-     pages: 3", "+     pages: 4"]),
        ("valid.from", "2025-01-01", ["+ valid: {from: 2025-01-01}"]),
        ("owner", None, ["- owner: POST-HID-01"]),
        (
            "notes",
            "short",
            ["- notes: |", "-   first line", "- ", "-   third line", "+ notes: short"],
        ),
        ("missing", None, []),
        ("owner", "POST-HID-01", []),
    ],
)
def test_a_value_changes_only_its_lines(at: str, value: Any, expected: list[str]) -> None:
    assert sorted(changes(RECORD, set_value(RECORD, at, value, ORDER))) == sorted(expected)


def test_an_act_is_added_after_the_last_one() -> None:
    act = {"do": "accept", "at": "2025-01-15T09:00", "by": "PER-x", "reason": "a, b: c #d"}
    after = append(RECORD, "acts", act)
    assert changes(RECORD, after) == [
        '+   - {do: accept, at: 2025-01-15T09:00, by: PER-x, reason: "a, b: c #d"}'
    ]
    assert after.index("accept") > after.index("# the last")
    assert after.index("accept") < after.index("# the end")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: x\n", "title: x\nacts:\n  - {do: a}\n"),
        ("title: x", "title: x\nacts:\n  - {do: a}\n"),
        ("title: x\nacts: []\n", "title: x\nacts:\n  - {do: a}\n"),
        ("acts: [{do: z}]\n", "acts: [{do: z}, {do: a}]\n"),
        ("acts:\n- {do: z}\nnotes: x\n", "acts:\n- {do: z}\n- {do: a}\nnotes: x\n"),
        ("acts:\n    - do: z\n      at: b\n", "acts:\n    - do: z\n      at: b\n    - {do: a}\n"),
        (
            "title: x\r\nacts:\r\n  - {do: z}\r\n",
            "title: x\r\nacts:\r\n  - {do: z}\r\n  - {do: a}\r\n",
        ),
        (
            "acts:\n  - do: z\n    reason: |\n      long\n\nnotes: x\n",
            "acts:\n  - do: z\n    reason: |\n      long\n  - {do: a}\n\nnotes: x\n",
        ),
    ],
)
def test_every_way_of_writing_acts_can_be_continued(before: str, after: str) -> None:
    assert append(before, "acts", {"do": "a"}) == after


@pytest.mark.parametrize(
    ("text", "at", "value"),
    [
        (RECORD, "attendance", {"present": []}),
        (RECORD, "attendance", None),
        (RECORD, "acts", None),
        (RECORD, "title", None),
        ("evidence:\n  # ask Nieves\n  - {says: one}\n", "evidence", None),
        ("present: [PER-a, # the chair\n  PER-b]\n", "present", ["PER-c"]),
        ("notes: |  # as she said it\n  a # b\n", "notes", "short"),
        ("acts: []  # none yet\n", "acts", None),
    ],
)
def test_no_comment_is_lost_without_a_word(text: str, at: str, value: Any) -> None:
    with pytest.raises(Unspliceable, match=f"A comment stands beside or inside `{at}`"):
        set_value(text, at, value, ORDER)


@pytest.mark.parametrize(
    ("text", "at", "value", "after"),
    [
        ("b: c\nnotes: |\n  a # b\n# after\n", "notes", None, "b: c\n# after\n"),
        ('says: [{a: "x # y"}]\nb: c\n', "says", None, "b: c\n"),
        ("says:\n  - 'one # two'\n", "says", ["x"], "says: [x]\n"),
        ("title: Room#5\nb: c\n", "title", None, "b: c\n"),
    ],
)
def test_a_hash_inside_a_value_is_no_comment(text: str, at: str, value: Any, after: str) -> None:
    assert set_value(text, at, value) == after


def test_a_faulty_file_is_not_edited() -> None:
    with pytest.raises(Unspliceable, match="faults"):
        set_value("title: a\ntitle: b\n", "title", "c")
    with pytest.raises(Unspliceable, match="faults"):
        append("acts: [", "acts", {"do": "a"})


@pytest.mark.parametrize("text", ["acts: a\n", "acts: {do: a}\n"])
def test_nothing_is_added_to_what_is_no_list(text: str) -> None:
    with pytest.raises(Unspliceable, match="What stands under `acts` is not a list"):
        append(text, "acts", {"do": "a"})


def test_there_is_no_place_inside_a_text() -> None:
    with pytest.raises(Unspliceable):
        set_value("title: a\n", "title[0].x", "c")


printable = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn", "Cf", "Zl", "Zp"]), max_size=30
)
trees = st.recursive(
    printable,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(printable)
def test_a_scalar_reads_back_as_written(text: str) -> None:
    assert build(f"a: {scalar(text)}\n")[0] == {"a": text}
    assert build(f"a: [{scalar(text, flow=True)}, b]\n")[0] == {"a": [text, "b"]}


@given(trees)
def test_a_flow_value_reads_back_as_written(tree: Any) -> None:
    assert build(f"a: {flow(tree)}\n")[0] == {"a": tree}


lines = st.lists(printable, max_size=4).map("\n".join)


@given(
    st.dictionaries(st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True), trees | lines, min_size=1)
)
def test_a_block_reads_back_as_written(data: dict[str, Any]) -> None:
    assert build(block(data))[0] == data


@given(
    st.sampled_from(["title", "owner", "print.copies", "evidence[0].says", "fresh", "acts[0].by"]),
    printable | lines,
)
def test_a_value_set_reads_back_and_leaves_the_rest(at: str, value: str) -> None:
    try:
        after = set_value(RECORD, at, value, ORDER)
    except Unspliceable:
        return
    before_tree, after_tree = build(RECORD)[0], build(after)[0]
    first = at.split(".")[0].split("[")[0]
    assert {k: v for k, v in after_tree.items() if k != first} == {
        k: v for k, v in before_tree.items() if k != first
    }
    assert "# the end" in after
    assert "# a remark between" in after
