"""Any bytes whatever: no exception, and one verdict from every reader."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from officerepo import source, yamlevents, yamlspans
from officerepo.source import locate, parse
from tests.source.conftest import LIBYAML, verdicts

TASK = """\
title: Flood-sensor survey, gauging part   # of the letter
origin: superior
source: IN-2025-0004
owner: POST-HID-01
done_when: "All nine sensors read, values in form \\"B\\""
with: [POST-OFI-06, 'UNIT-DAT']
evidence:
  - {attachment: form-b.pdf, sha256: 4f, says: nine readings?}
  - ref: OUT-2025-0026
    says: >
      the town hall was told
      when the lane would close
acts:
  - {do: docket, at: 2025-01-14T12:00, by: PER-etorrente}
  - do: assign
    at: 2025-01-14T12:30
    by: PER-dcuencas
    reason:
"""
MINUTES = "---\n" + TASK + "---\n\n## 1. Minutes\n\nRead *and* corrected.\n\n---\n\n- one\n"
SIGNS = "[]{},:?-#'\"|>&*!%@`~<=+\\/ \n\r\t.ab0é公\u00a0\u2028\ufeff\u202e\x00\x85\U0001f600"
WORDS = [
    *("a: ", "b:", "- ", "? ", "<<: ", "*a", "&a ", "!!str ", "---\n", "...\n", "%YAML 1.1\n"),
    *(
        "\n  ",
        "\n- ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        ": ",
        " #",
        "|\n  ",
        ">-\n ",
        "|#",
        "|2\n",
        '"',
        "'",
    ),
    *(
        "\\ud800",
        "\\x00",
        "\\u202e",
        "[a?b]",
        "{a: who?}",
        "[?]]",
        "[? a]",
        "{? :}",
        "[a:?b]",
        "''",
    ),
]


def same(path: str, raw: bytes) -> None:
    """All readers give one verdict, and no field path whatever is too much for `locate`."""
    first, *others = verdicts(path, raw)
    for other in others:
        assert other == first
        if other.data and first.data:
            assert list(other.data) == list(first.data)
    for at in ("a", "acts[1].do", "acts[0]:key", "[0", "]", ".", "evidence[99999999999]", ""):
        line, column = locate(path, raw, at)
        assert line >= 1
        assert column >= 1


@given(st.binary(max_size=200))
@example(b"\xef\xbb\xbf")
def test_any_bytes(raw: bytes) -> None:
    same("x.yaml", raw)
    same("x.md", raw)
    same("x.md", b"---\n" + raw + b"\n---\n")


@settings(max_examples=400)
@given(st.text(SIGNS, max_size=40) | st.lists(st.sampled_from(WORDS), max_size=14).map("".join))
@example("[a:]")
@example("a: |#b\n  c")
@example("a: [\\?>2\n:b]")
@example('a: "\\ud83d\\ude00"')
@example('a: "\\UFFFFFFFF"')
@example("? é")
@example("{aa: }")
@example("<<: |#")
def test_any_signs(text: str) -> None:
    same("x.yaml", text.encode("utf-8", "replace"))


VALUES = [
    *(
        "word",
        "two words",
        "Who?",
        "12:30",
        "a:b",
        "a:",
        "#x",
        "x #y",
        "-x",
        "--",
        "é",
        "公章",
        "~",
    ),
    *("''", "'it'", '"q"', "'a' b", "[x, y]", "[a ,b]", "[]", "[,]", "[a: b]", "{a: b}", "{a:b}"),
    *(
        "{a: b, c: [d, e]}",
        "{a: b,}",
        "{a: http://x/?y}",
        "x  y",
        "\u00a0x",
        "x\u3000",
        "²",
        "-",
        "&a",
    ),
    *("*", "!", "%x", "@x", "<<", "...", "---", "? b", "|", ">", "", "(a)", "+1", "« a »", "- - a"),
]
LINE = st.tuples(
    st.sampled_from(["a", "b", "c-d", "e_f", "<<", "g h", "no", "'i'"]),
    st.sampled_from([": ", ":", ":  ", " : ", ":\n  - ", ":\n- ", ":\n  a: ", ":\n  - a: "]),
    st.sampled_from(VALUES),
    st.sampled_from(["\n", " \n", "\n\n", "\n  # c\n", "\n    b: c\n", "\n  - x\n", ""]),
).map("".join)


@settings(max_examples=500)
@given(st.lists(LINE, max_size=4).map("".join))
def test_any_lines(text: str) -> None:
    same("x.yaml", text.encode())


EDIT = st.tuples(
    st.integers(0, 10_000),  # where
    st.integers(0, 12),  # how many characters go
    st.sampled_from(["", *SIGNS, *WORDS]),  # what comes instead
)


def edited(text: str, edits: list[tuple[int, int, str]]) -> bytes:
    for where, length, new in edits:
        where %= len(text) + 1
        text = text[:where] + new + text[where + length :]
    return text.encode()


@settings(max_examples=400)
@given(st.sampled_from([TASK, TASK.replace("\n", "\r\n")]), st.lists(EDIT, max_size=4))
def test_a_record_with_slips_of_the_pen(text: str, edits: list[tuple[int, int, str]]) -> None:
    same("x.yaml", edited(text, edits))


@given(st.lists(EDIT, max_size=4))
def test_minutes_with_slips_of_the_pen(edits: list[tuple[int, int, str]]) -> None:
    same("x.md", edited(MINUTES, edits))


@given(st.sampled_from("[{(-?:"), st.integers(1, 60), st.sampled_from(["", "]", "}", "\n", "a"]))
def test_any_nesting(sign: str, depth: int, end: str) -> None:
    same("x.yaml", ("a: " + sign * depth + end * depth).encode())
    same("x.yaml", "".join(f"{' ' * i}{sign} a:\n" for i in range(depth)).encode())


@pytest.mark.skipif(LIBYAML is None, reason="PyYAML was built without libyaml")
@settings(max_examples=300)
@given(st.sampled_from([TASK, MINUTES[4 : MINUTES.index("---\n\n##")]]), st.lists(EDIT, max_size=3))
def test_both_parsers_find_the_nodes_at_the_same_places(
    text: str, edits: list[tuple[int, int, str]]
) -> None:
    text = edited(text, edits).decode("utf-8", "replace")
    assume(not source._refused("x.yaml", text, 0))
    tree, problems = yamlevents.build(text)
    assume(tree is not None and not problems)
    with pytest.MonkeyPatch.context() as patch:
        first = yamlspans.spans(text)
        patch.setattr(yamlevents, "CParser", None)
        assert yamlspans.spans(text) == first
    for at, span in first.items():
        assert 0 <= span.key_start <= len(text), at
        assert span.start <= span.end <= len(text), at


def deep(tree: Any) -> int:
    if isinstance(tree, str):
        return 0
    return 1 + max(map(deep, tree.values() if isinstance(tree, dict) else tree), default=0)


@given(st.text("[]{}a:, \n-", max_size=120))
def test_no_tree_is_deeper_than_the_cap(text: str) -> None:
    data = parse("x.yaml", text.encode()).data
    assert data is None or deep(data) <= yamlevents.DEPTH_CAP
