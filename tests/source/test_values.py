"""No value is changed in silence: what is stored is what the author wrote."""

from __future__ import annotations

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from officerepo.source import leaves, parse
from officerepo.text import UNFIT

# What YAML 1.1 would turn into something else, and what else clerks write.
PLAIN = [
    *("no", "yes", "on", "off", "NO", "Y", "true", "null", "~", "Null", "NaN", ".inf", "="),
    *("12:30", "190:20:30", "0012", "0o14", "0x1F", "1_000", "1.10", "1e3", "+1", "-1", ".5", "7."),
    *("2025-01-31", "2025-02-30", "2025-01-31T09:50", "2025-01-31 09:50:00", "31/01/2025"),
    *("Room#5", "a:b", "http://x.example/?a=b&c#d", "C:\\dir", "50 %", "a  b", "it's", 'a "b" c'),
    *("-5 °C", "--", "-a", "?a", ":a", "a?", "Who?", "a, b", "a]", "a} {b", "<<", "<b>", "a > b"),
    *(
        "公章管理规定",
        "Año «2025»",
        "ﷺ",
        "👩‍👩‍👧",
        "e\u0301",
        "\u00a0x\u00a0",
        "..",
        "....",
        "-…",
        "١٢",
    ),
    *("MTG-2025-003/D2", "authorise_seal:SL-oficial", "{", "["),
]


@pytest.mark.parametrize("text", [text for text in PLAIN if text not in "{["])
def test_plain_text_stays_as_written(text: str, parser: str) -> None:
    source = parse(
        "x.yaml", f"a: {text}\nb:\n- {text}\nc: [{json.dumps(text, ensure_ascii=False)}]\n".encode()
    )
    assert source.findings == ()
    assert source.data == {"a": text, "b": [text], "c": [text]}


@pytest.mark.parametrize("text", PLAIN)
def test_quoted_text_stays_as_written(text: str, parser: str) -> None:
    single = text.replace("'", "''")
    raw = f"a: {json.dumps(text, ensure_ascii=False)}\nb: '{single}'\n{json.dumps(text, ensure_ascii=False)}: 1\n".encode()
    source = parse("x.yaml", raw)
    assert source.findings == ()
    assert source.data == {"a": text, "b": text, text: "1"}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a:\nb:   \nc: ''\n", {"a": "", "b": "", "c": ""}),
        ("a: one\n  two\n\n  three\n", {"a": "one two\nthree"}),
        ("a: >\n  one\n  two\n\n  three\n", {"a": "one two\nthree\n"}),
        ("a: |\n  one\n   two\n", {"a": "one\n two\n"}),
        ("a: |-\n  one\n  # two\n", {"a": "one\n# two"}),
        ("a: |+\n  one\n\n", {"a": "one\n\n"}),
        ('a: "one\n  two \\\n  three"\n', {"a": "one two three"}),
        ("a: [b, [c], {d: e}]\n", {"a": ["b", ["c"], {"d": "e"}]}),
        ("a: [x?, {y: who?}, z?]\n", {"a": ["x?", {"y": "who?"}, "z?"]}),
        ("a: {b, c: }\n", {"a": {"b": "", "c": ""}}),
        ("a: [b: c]\n", {"a": [{"b": "c"}]}),
        ("a: [1, 2,]\n", {"a": ["1", "2"]}),
        ("a:\n- b: c\n  d: e\n-\n- - f\n", {"a": [{"b": "c", "d": "e"}, "", ["f"]]}),
        ("{a: b}\n", {"a": "b"}),
        ("# c\n---\na: b # d\n...\n", {"a": "b"}),
        ("a b: c\n1: d\nno: e\n'<<': f\n", {"a b": "c", "1": "d", "no": "e", "<<": "f"}),
    ],
)
def test_the_forms_a_value_may_take(raw: str, expected: object, parser: str) -> None:
    for text in (raw, raw.replace("\n", "\r\n")):
        source = parse("x.yaml", text.encode())
        assert source.findings == ()
        assert source.data == expected


@pytest.mark.parametrize(
    ("raw", "cut"),
    [
        ("a: Room #5 plan\n", {"a"}),
        ("a: Room  #5 plan\r\nb: Room#5\n", {"a"}),
        ("a: #5 is broken\n", {"a"}),
        ("a:\n- Room #5\n- #6\n", {"a[0]", "a[1]"}),
        ("acts:\n- do: x # y\n- {do: x #y\n  }\n", {"acts[0].do", "acts[1].do"}),
        ("a: one\n  two #3\n", {"a"}),
        ("a: 1 # one\n", {"a"}),
        ("a: # to be written\nb: ## also\n", set()),
        ("# a\nb: 1\n# c\n", set()),
        ("a: 'Room #5'\nb: \"Room #5\"\nc: |\n  Room #5\n", set()),
        ("a: 'Room' # five\nb: [c] # d\ne: | # f\n  g\n", set()),
        ("a:\n  # b\n  c: d\n", set()),
    ],
)
def test_texts_that_a_comment_cuts_are_known(raw: str, cut: set[str], parser: str) -> None:
    assert parse("x.yaml", raw.encode()).cut == cut
    shifted = parse("x.md", f"---\n{raw}---\nRoom #5\n".encode())
    assert shifted.cut == cut


@pytest.mark.parametrize(
    ("raw", "body"),
    [
        ("---\na: 1\n---\n", ""),
        ("---\na: 1\n---", ""),
        ("---\n---\nText\n", "Text\n"),
        ("---\na: 1\n---\n\nText\n---\nmore\n", "\nText\n---\nmore\n"),
        ("---\r\na: 1\r\n---\r\nText\r\n", "Text\r\n"),
        ("---\na: |\n  x\n  ---\n---\nText", "Text"),
        ("---\na: 1\n---\n\ttab\n\u00ad\u200b\ufeff\n", "\ttab\n\u00ad\u200b\ufeff\n"),
    ],
)
def test_a_body_is_kept_byte_for_byte(raw: str, body: str, parser: str) -> None:
    source = parse("x.md", raw.encode())
    assert source.findings == ()
    assert source.body == body


def test_leaves_come_in_file_order_with_their_paths() -> None:
    tree = {"b": "1", "a": [{"c": "2"}, "3"], "d": {"e": {"f": ""}}}
    assert list(leaves(tree)) == [("b", "1"), ("a[0].c", "2"), ("a[1]", "3"), ("d.e.f", "")]
    assert list(leaves({"a": {"b": "1"}}, keys=True)) == [
        ("a:key", "a"),
        ("a.b:key", "b"),
        ("a.b", "1"),
    ]


# -- properties -----------------------------------------------------------------------------------

# What may stand in a text: no controls, no invisible or reversing characters.
TEXT = st.text(
    st.characters(exclude_categories=["Cc", "Cf", "Cn", "Cs", "Zl", "Zp"]), max_size=40
).filter(lambda text: not UNFIT.search(text))
TREE = st.recursive(
    TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(TEXT, TREE, max_size=6))
def test_a_tree_survives_writing_and_reading(tree: dict[str, object]) -> None:
    raw = json.dumps(tree, ensure_ascii=False, indent=1).encode()
    source = parse("x.yaml", raw)
    assert source.findings == ()
    assert source.data == tree


@given(TEXT)
def test_what_is_accepted_on_one_line_is_kept_whole(text: str) -> None:
    source = parse("x.yaml", f"a: {text}\n".encode())
    assume(source.data is not None and isinstance(source.data["a"], str))
    assert source.data is not None
    value, written = source.data["a"], text.strip(" ")
    if written[:1] in ("'", '"', "|", ">"):
        return  # another form than plain
    if " #" in f" {written}":
        assert "a" in source.cut or written.startswith(("# ", "##")) or written == "#"
    else:
        assert value == written
