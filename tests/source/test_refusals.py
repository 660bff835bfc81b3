"""Everything the profile refuses: bytes in, rule, line and column out, from either parser."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

import pytest

from officerepo.finding import fill
from officerepo.profile import WORDING
from officerepo.source import BODY_CAP, LINE_CAP, YAML_CAP, parse
from officerepo.yamlevents import DEPTH_CAP, NODE_CAP, PROBLEM_CAP


@dataclass(frozen=True)
class Bad:
    name: str
    raw: bytes
    rule: str
    line: int
    column: int
    file: str = "x.yaml"
    says: str = ""  # a part of the message or hint


def nested(depth: int) -> bytes:
    """A mapping with one field, `depth` containers deep in all."""
    return b"a: " + b"[" * (depth - 1) + b"]" * (depth - 1) + b"\n"


def values(count: int) -> bytes:
    """A mapping of one field whose list makes `count` values in all."""
    items = count - 3  # the mapping, its key, the list
    return b"a:\n" + b"- x\n" * items


def sized(size: int) -> bytes:
    lines = b"a: >\n" + b"  " + b"x" * 97 + b"\n"
    more = b"  " + b"x" * 97 + b"\n"
    raw = lines + more * ((size - len(lines)) // len(more))
    return raw + b"#" * (size - len(raw))


SYNTAX = [
    Bad("colon in text", b"title: Reply: the flood\n", "yaml-syntax", 1, 13, says="inside a value"),
    Bad("colon twice", b"due: 1\na: b: c\n", "yaml-syntax", 2, 5, says="inside a value"),
    Bad("indented further", b"title: a\n due: 1\n", "yaml-syntax", 2, 5, says="further"),
    Bad(
        "colon missing",
        b"title Reply\ndue: 1\n",
        "yaml-syntax",
        1,
        1,
        says="This line has no colon",
    ),
    Bad(
        "no colon, blank line", b"a: 1\n\nowner X\n\ndue: 1\n", "yaml-syntax", 3, 1, says="no colon"
    ),
    Bad("wide colon", "标题：来文\ndue: 1\n".encode(), "yaml-syntax", 1, 1, says="narrow colon"),
    Bad("no space", b"title:a\ndue: 1\n", "yaml-syntax", 1, 6, says="space is missing"),
    Bad("no space, last", b"due: 1\ntitle:a\n", "yaml-syntax", 2, 6, says="space is missing"),
    Bad("address", b"due: 1\nhttp://a.example\n", "yaml-syntax", 2, 1, says="no colon"),
    Bad("first line in", b" title: a\ndue: 1\n", "yaml-syntax", 2, 1, says="indentation"),
    Bad("first in, fenced", b"---\n title: a\ndue: 1\n", "yaml-syntax", 3, 1, says="indent"),
    Bad("no colon", b"due: 1\ntitle Reply\nx: 1\n", "yaml-syntax", 2, 1, says="no colon"),
    Bad("no colon at end", b"due: 1\ntitle Reply\n", "yaml-syntax", 2, 1, says="no colon"),
    Bad("open single quote", b"due: 1\ntitle: 'a\nx: 1\n", "yaml-syntax", 2, 8, says="closed"),
    Bad("open double quote", b'title: "a\nx: 1\n', "yaml-syntax", 1, 8, says="never closed"),
    Bad("quote and line", b'title: "a\n---\nb"\n', "yaml-syntax", 1, 8, says="never closed"),
    Bad("at sign", b"title: @home\n", "yaml-syntax", 1, 8, says="between quotes"),
    Bad("backtick", b"title: `home`\n", "yaml-syntax", 1, 8, says="between quotes"),
    Bad("percent", b"title: %home\n", "yaml-syntax", 1, 8, says="between quotes"),
    Bad("bullet", b"title: * home\n", "yaml-syntax", 1, 8, says="between quotes"),
    Bad("bold", b"title: *urgent*\n", "yaml-syntax", 1, 8, says="between quotes"),
    Bad("ampersand", b"title: & Co\n", "yaml-syntax", 1, 8, says="between quotes"),
    Bad("backslash", b'title: "C:\\dir"\n', "yaml-syntax", 1, 12, says="backslash"),
    Bad("short escape", b'title: "\\u12"\n', "yaml-syntax", 1, 11, says="backslash"),
    Bad("beyond Unicode", b'title: "\\U00110000"\n', "yaml-syntax", 1, 11, says="backslash"),
    Bad("far beyond", b'title: "\\UFFFFFFFF"\n', "yaml-syntax", 1, 11, says="backslash"),
    Bad("bracket open", b"to: [a, b\n", "yaml-syntax", 1, 5, says="not closed"),
    Bad("bracket open before", b"to: [a, b\ndue: 1\n", "yaml-syntax", 2, 4, says="not closed"),
    Bad("brace open", b"to: {a: b\n", "yaml-syntax", 1, 5, says="not closed"),
    Bad("comma missing", b"to: [a, {b: c} d]\n", "yaml-syntax", 1, 16, says="comma is missing"),
    Bad("bracket too many", b"to: [a]]\n", "yaml-syntax", 1, 8, says="behind the end"),
    Bad("behind bracket", b"to: [a] b\n", "yaml-syntax", 1, 9, says="behind the end"),
    Bad("behind quote", b'to: "a" b\n', "yaml-syntax", 1, 9, says="behind the end"),
    Bad("apostrophe", b"to: 'it's'\n", "yaml-syntax", 1, 9, says="behind the end"),
    Bad("comma too many", b"to: [a,,b]\n", "yaml-syntax", 1, 8, says="value is missing"),
    Bad("list on the line", b"to: - a\n", "yaml-syntax", 1, 5, says="same line as its field"),
    Bad("act indented", b"acts:\n- do: x\n at: 1\n", "yaml-syntax", 3, 2, says="indentation"),
    Bad("item indented", b"to:\n  - a\n - b\n", "yaml-syntax", 3, 2, says="indentation"),
    Bad("item in fields", b"a:\n  b: c\n  - d\n", "yaml-syntax", 3, 3, says="indentation"),
    Bad("greater sign", b"a: >b\n", "yaml-syntax", 1, 5, says="announce a text"),
    Bad("greater sign, space", b"a: > b\n", "yaml-syntax", 1, 6, says="announce a text"),
    Bad("bar with a comment", b"a: |#b\n", "yaml-syntax", 1, 5, says="announce a text"),
    Bad("indent of nothing", b"a: |0\n b\n", "yaml-syntax", 1, 5, says="announce a text"),
    Bad("windows lines", b"a: 1\r\nb: [\r\n", "yaml-syntax", 2, 4, says="not closed"),
    Bad("in front matter", b"---\na: 'b\n---\ntext\n", "yaml-syntax", 2, 4, "x.md", "never closed"),
]

CHARACTERS = [
    Bad(f"U+{ord(character):04X} {form}", raw, rule, 2, column, says=f"U+{ord(character):04X}")
    for rule, characters in (
        ("control-character", "\x01\x08\x0b\x0c\x1b\x7f\x85\x9b\xad\u2028\u2029\u200b\u2060\ufeff"),
        ("control-character", "\u180e\u206a\ufff9\ufffe\U000e0041"),
        ("bidi-character", "\u061c\u200e\u200f\u202a\u202e\u2066\u2069"),
    )
    for character in characters
    for form, raw, column in (
        ("raw", f"a: 1\nb: x{character}y\n".encode(), 5),
        ("in a key", f"a: 1\nb{character}: y\n".encode(), 2),
        ("in quotes", f'a: 1\nb: "{character}"\n'.encode(), 5),
        ("in a comment", f"a: 1\n# {character}\n".encode(), 3),
        ("escaped", f'a: 1\nb: "x\\U{ord(character):08x}"\n'.encode(), 4),
        ("escaped in a key", f'a: 1\n"b\\U{ord(character):08x}": 1\n'.encode(), 1),
        ("escaped in a list", f'a: 1\nb: [c, "\\U{ord(character):08x}"]\n'.encode(), 8),
    )
]

BAD = [
    *SYNTAX,
    *CHARACTERS,
    Bad("NUL", b"a: \x00\n", "control-character", 1, 4, says="U+0000"),
    Bad("escaped NUL", b'a: "\\0"\n', "control-character", 1, 4, says="U+0000"),
    Bad("escaped escape", b'a: "\\e[31m"\n', "control-character", 1, 4, says="U+001B"),
    Bad("escaped return", b'a: "\\r"\n', "control-character", 1, 4, says="U+000D"),
    Bad("half a character", b'a: "\\ud800"\n', "control-character", 1, 4, says="U+D800"),
    Bad("escaped next line", b'a: "\\N"\n', "control-character", 1, 4, says="U+0085"),
    Bad("latin-1", b"a: 1\nt\xedtulo: x\n", "not-utf-8", 2, 2),
    Bad("latin-1 after UTF-8", "ñ: 1\nñ".encode() + b"\xf1\n", "not-utf-8", 2, 2),
    Bad("cut in a character", "a: 公".encode()[:-1], "not-utf-8", 1, 4),
    Bad("surrogates", b"a: \xed\xa0\x80\n", "not-utf-8", 1, 4),
    Bad("overlong", b"a: \xc0\xaf\n", "not-utf-8", 1, 4),
    Bad("UTF-16", codecs.BOM_UTF16_LE + "a: 1\n".encode("utf-16-le"), "not-utf-8", 1, 1),
    Bad("UTF-16 BE", codecs.BOM_UTF16_BE + "a: 1\n".encode("utf-16-be"), "not-utf-8", 1, 1),
    Bad("BOM", codecs.BOM_UTF8 + b"a: 1\n", "byte-order-mark", 1, 1),
    Bad("BOM in Markdown", codecs.BOM_UTF8 + b"---\na: 1\n---\n", "byte-order-mark", 1, 1, "x.md"),
    Bad("tab as indentation", b"a:\n\tb: 1\n", "tab", 2, 1),
    Bad("tab after the colon", b"a:\t1\n", "tab", 1, 3),
    Bad("tab in text", b"a: x\ty\n", "tab", 1, 5),
    Bad("tab at the end", b"a: x\t\n", "tab", 1, 5),
    Bad("tab escaped", b'a: "\\t"\n', "tab", 1, 4),
    Bad("tab in front matter", b"---\na: 1\nb:\tc\n---\n", "tab", 3, 3, "x.md"),
    Bad("old Macintosh", b"a: 1\rb: 2\r", "line-ending", 1, 5),
    Bad("return in a line", b"a: 1\r\nb: 2\rc\n", "line-ending", 2, 5),
    Bad("long line", b"a: " + b"x" * LINE_CAP + b"\n", "long-line", 1, LINE_CAP + 1, says="10,000"),
    Bad("long comment", b"a: 1\n#" + b"x" * LINE_CAP + b"\n", "long-line", 2, LINE_CAP + 1),
    Bad("30,000 brackets", b"[" * 30_000, "long-line", 1, LINE_CAP + 1),
    Bad("large", sized(YAML_CAP + 1), "too-large", 1, 1, says="128 KiB"),
    Bad(
        "large front matter",
        b"---\n" + sized(YAML_CAP + 1) + b"\n---\n",
        "too-large",
        *(1, 1, "x.md"),
    ),
    Bad(
        "large body", b"---\na: 1\n---\n" + b"x" * BODY_CAP, "too-large", 1, 1, "x.md", "2,048 KiB"
    ),
    Bad("deep", nested(DEPTH_CAP + 1), "too-deep", 1, 3 + DEPTH_CAP, says="20 deep"),
    Bad("30,000 in lines", b"a: " + (b"[" * 999 + b"\n ") * 31, "too-deep", 1, 3 + DEPTH_CAP),
    Bad("deep by indentation", b"".join(b" " * i + b"a:\n" for i in range(22)), "too-deep", 21, 21),
    Bad("many", values(NODE_CAP + 1), "too-many-values", NODE_CAP - 1, 3, says="10,000 values"),
    Bad("no front matter", b"# Minutes\n", "no-front-matter", 1, 1, "x.md"),
    Bad("empty Markdown", b"", "no-front-matter", 1, 1, "x.md"),
    Bad("front matter open", b"---\na: 1\n", "no-front-matter", 1, 1, "x.md"),
    Bad("four hyphens", b"----\na: 1\n----\n", "no-front-matter", 1, 1, "x.md"),
    Bad("blank after hyphens", b"--- \na: 1\n---\n", "no-front-matter", 1, 1, "x.md"),
    Bad("blank line first", b"\n---\na: 1\n---\n", "no-front-matter", 1, 1, "x.md"),
    Bad("merge", b"a: 1\n<<<<<<< b\nc: 2\n=======\nc: 3\n>>>>>>> d\n", "merge-conflict", 2, 1),
    Bad(
        "merge of Markdown",
        b"<<<<<<< b\n---\na: 1\n---\n=======\n---\na: 2\n---\n>>>>>>> d\n",
        "merge-conflict",
        1,
        1,
        "x.md",
    ),
    Bad("only text", b"hello\n", "not-a-mapping", 1, 1),
    Bad("only a list", b"- a\n- b\n", "not-a-mapping", 1, 1),
    Bad("list in front matter", b"---\n- a\n---\n", "not-a-mapping", 2, 1, "x.md"),
    Bad("a field twice", b"a: 1\nb: 2\na: 3\n", "duplicate-key", 3, 1, says="`a`"),
    Bad("twice by quotes", b"a: 1\n'a': 3\n", "duplicate-key", 2, 1, says="`a`"),
    Bad(
        "twice in an act", b"acts:\n- {do: x, at: 1, do: y}\n", "duplicate-key", 2, 18, says="`do`"
    ),
    Bad("twice in front matter", b"---\na: 1\na: 2\n---\n", "duplicate-key", 3, 1, "x.md"),
    Bad("anchor", b"a: &x 1\n", "anchor", 1, 4, says="`&x`"),
    Bad("anchor on a list", b"a: &x [1]\n", "anchor", 1, 4, says="`&x`"),
    Bad("anchor on a key", b"&x a: 1\n", "anchor", 1, 1, says="`&x`"),
    Bad("alias", b"a: *x\n", "alias", 1, 4, says="`*x`"),
    Bad("alias in a list", b"a: [b, *x]\n", "alias", 1, 8, says="`*x`"),
    Bad("merge", b"<<: {a: 1}\n", "merge-key", 1, 1),
    Bad("merge inside", b"b:\n  <<: {a: 1}\n", "merge-key", 2, 3),
    Bad("tag", b"a: !!str 1\n", "tag", 1, 4),
    Bad("tag of Python", b"a: !!python/object/apply:os.system [ls]\n", "tag", 1, 4),
    Bad("tag on a list", b"a: !x [1]\n", "tag", 1, 4),
    Bad("exclamation mark", b"a: ! now\n", "tag", 1, 4),
    Bad("tag without handle", b"a: !x!y z\n", "tag", 1, 4),
    Bad("tag left open", b"a: !<x y\n", "tag", 1, 4),
    Bad("directive", b"%YAML 1.1\n---\na: 1\n", "directive", 1, 1),
    Bad("percent at the margin", b"a: 1\n%b: 2\n", "directive", 2, 1),
    Bad("two documents", b"a: 1\n---\nb: 2\n", "several-documents", 2, 1),
    Bad("three dots", b"a: 1\n...\nb: 2\n", "several-documents", 3, 1),
    Bad("list as a name", b"[a]: 1\n", "key-not-text", 1, 1),
    Bad("group as a name", b"? {a: b}\n: 1\n", "key-not-text", 1, 3),
]


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: f"{bad.rule}: {bad.name}")
def test_what_the_profile_refuses(bad: Bad, parser: str) -> None:
    source = parse(bad.file, bad.raw)
    assert source.data is None
    found = source.findings[0]
    assert (found.rule, found.line, found.column) == (bad.rule, bad.line, bad.column)
    assert {finding.rule for finding in source.findings} == {bad.rule}
    assert found.path == bad.file
    assert found.severity == "error"
    said = fill(found.message, found.values) + " " + fill(found.hint, found.values)
    assert bad.says in said


def test_every_refusal_is_in_the_table() -> None:
    assert {bad.rule for bad in BAD} == set(WORDING)


# What shapes the letters beside it: joiners, and signs of Arabic, Syriac, Kaithi, hieroglyphs.
SHAPING = "\u200c\u200d\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd\U00013430-\U0001343f"


def test_no_character_that_hides_or_reorders_text_is_accepted() -> None:
    shaping = re.compile(f"[{SHAPING}]")
    hidden = [
        chr(n) for n in range(0x110000) if unicodedata.category(chr(n)) in ("Cc", "Cf", "Zl", "Zp")
    ]
    for character in hidden:
        if character not in "\n\r" and not shaping.match(character):
            raw = f"title: a{character}b\n".encode()
            assert parse("x.yaml", raw).data is None, f"U+{ord(character):04X}"


def test_all_breaches_are_found_not_the_first(parser: str) -> None:
    source = parse("x.yaml", b"a: &x 1\nb: *x\nb: !t 2\n<<: c\nd: [e\n")
    assert [(finding.rule, finding.line) for finding in source.findings] == [
        ("anchor", 1),
        ("alias", 2),
        ("duplicate-key", 3),
        ("tag", 3),
        ("merge-key", 4),
        ("yaml-syntax", 5),
    ]


@pytest.mark.parametrize(
    ("raw", "rule"),
    [
        (b"title: *b c\nx: 1\n", "alias"),
        (b"title: &b *c\nx: 1\n", "anchor"),
        (b"<<: *x\n", "merge-key"),
        (b"title: !a b: c\n", "tag"),
    ],
)
def test_what_a_sign_brings_about_is_not_a_second_finding(
    raw: bytes, rule: str, parser: str
) -> None:
    assert [finding.rule for finding in parse("x.yaml", raw).findings] == [rule]


def test_one_finding_for_each_sort_of_character(parser: str) -> None:
    source = parse("x.yaml", "a: \t\t\x01\x01\u202e\u202e\r\r".encode())
    assert [finding.rule for finding in source.findings] == [
        "tab",
        "control-character",
        "bidi-character",
        "line-ending",
    ]


def test_a_bomb_is_not_listed_to_its_end(parser: str) -> None:
    aliases = b"a: &a x\nb: [" + b"*a," * 3000 + b"]\n"
    for raw in (aliases, b"<<: x\n" * 9000, b"a: 1\n" * 9000, b"&a b: 1\n" * 9000):
        assert len(parse("x.yaml", raw).findings) == PROBLEM_CAP


@pytest.mark.parametrize(
    ("file", "raw"),
    [
        ("x.yaml", b"a: " + b"x" * (LINE_CAP - 3) + b"\n"),
        ("x.yaml", sized(YAML_CAP)),
        ("x.md", b"---\n" + sized(YAML_CAP - 1) + b"\n---\n"),
        ("x.md", b"---\na: 1\n---\n" + b"x" * (BODY_CAP - 13)),
        ("x.md", b"---\na: 1\n---\n" + b"x" * (LINE_CAP + 1)),
        ("x.yaml", nested(DEPTH_CAP)),
        ("x.yaml", values(NODE_CAP)),
    ],
    ids=["line", "yaml", "front matter", "body", "long prose line", "depth", "values"],
)
def test_what_lies_just_below_a_cap_is_read(file: str, raw: bytes, parser: str) -> None:
    source = parse(file, raw)
    assert source.findings == ()
    assert source.data


def test_a_control_character_in_a_body_is_a_warning(parser: str) -> None:
    source = parse("x.md", "---\na: 1\n---\nOne.\nTwo \u202e three.\n".encode())
    assert source.data == {"a": "1"}
    [found] = source.findings
    assert (found.rule, found.severity) == ("bidi-character", "warning")
    assert (found.line, found.column) == (5, 5)


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"# nothing yet\n", b"---\n", b"---\n...\n", b"~"])
def test_a_file_without_fields(raw: bytes, parser: str) -> None:
    source = parse("x.yaml", raw)
    if raw == b"~":
        assert [finding.rule for finding in source.findings] == ["not-a-mapping"]
    else:
        assert (source.data, source.findings) == ({}, ())
