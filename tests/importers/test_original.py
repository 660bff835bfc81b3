"""No byte of an original is lost on the way into a record and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officerepo.importers.original import (
    BOM,
    Original,
    adopted_fields,
    foreign_field,
    rebuild,
    scalar,
    take_apart,
    without_unfit,
)
from officerepo.source import parse

SHA = "0" * 64


def record_of(original: Original) -> bytes:
    head = "---\ntitle: Council\n" + adopted_fields(original, "minutes/a b.md", SHA) + "---\n"
    return head.encode() + original.body


def errors(record: bytes) -> list[str]:
    return [f.rule for f in parse("a.md", record).findings if f.severity == "error"]


@pytest.mark.parametrize(
    ("data", "front_matter", "body"),
    [
        (b"---\ntitle: A\n---\nBody\n", "title: A\n", b"Body\n"),
        (b"---\r\ntitle: A\r\n---\r\nBody\r\n", "title: A\n", b"Body\r\n"),
        (b"---\r\ntitle: A\r\n---\r\nBody\nx\r", "title: A\n", b"Body\nx\r"),
        (b"---\r\ntitle: A\r\n---", "title: A\n", b""),
        (b"---  \ntitle: A\n...\nBody", "title: A\n", b"Body"),
        (b"---\ntitle: A\n---", "title: A\n", b""),
        (b"---\n---\nBody\n", "", b"Body\n"),
        (b"+++\ntitle = 'A'\n+++\nBody\n", "title = 'A'\n", b"Body\n"),
        (b"---\nA: |\n\n  one\n   two\n\n\nB: [1,\n  2\n]\n---\nx", None, b"x"),
        (b"---\ntitle: {{ page.title }} # \\ \" '\n---\n\n\nx", None, b"\n\nx"),
        (b"---\n\n title: A\nb: 1\n\n---\n---\nx\n---\n", None, b"---\nx\n---\n"),
        (b"---\nOnce more we met.\n---\nBody\n", "", b"---\nOnce more we met.\n---\nBody\n"),
        (b"---\nNo end: here\n", "", b"---\nNo end: here\n"),
        (b"----\ntitle: A\n---\n", "", b"----\ntitle: A\n---\n"),
        (b"\n---\ntitle: A\n---\n", "", b"\n---\ntitle: A\n---\n"),
        (
            b"# Heading\r\n\r\ntext  \r\n\xe2\x80\x8b",
            "",
            b"# Heading\r\n\r\ntext  \r\n\xe2\x80\x8b",
        ),
    ],
)
def test_front_matter_is_told_from_the_body(
    data: bytes, front_matter: str | None, body: bytes
) -> None:
    original, kept = take_apart(data)
    assert kept == ""
    assert original.body == body
    if front_matter is not None:
        assert original.front_matter == front_matter
    assert original.bytes == data
    assert errors(record_of(original)) == []
    assert rebuild(record_of(original)) == data


def test_a_byte_order_mark_is_kept_beside_the_body() -> None:
    data = BOM + b"---\ntitle: A\n---\n# Council\n"
    original, _ = take_apart(data)
    assert original.byte_order_mark
    assert original.body == b"# Council\n"
    assert rebuild(record_of(original)) == data


@pytest.mark.parametrize("character", ["\u202e", "\x07", "\u2028", "\x85", "\t", "\u200b", "\r\n"])
def test_front_matter_a_record_may_not_carry_stays_in_the_body(character: str) -> None:
    data = f"---\ntitle: A{character}\n---\nBody\n".encode()
    original, kept = take_apart(data)
    assert kept
    assert original.body == data
    assert errors(record_of(original)) == []
    assert rebuild(record_of(original)) == data


@pytest.mark.parametrize("line", [b"key: value\n", b"\xc3\xa9:  b \n"])
def test_front_matter_that_is_too_long_stays_in_the_body(line: bytes) -> None:
    lengths = []
    for count in (10, 1000, 3000, 6000, 9000, 30_000):
        data = b"---\n" + line * count + b"---\nBody\n"
        original, kept = take_apart(data)
        assert original.body == (data if kept else b"Body\n")
        assert errors(record_of(original)) == []
        assert rebuild(record_of(original)) == data
        lengths.append(bool(kept))
    assert lengths == sorted(lengths)
    assert lengths[0] is False
    assert lengths[-1] is True


def test_plain_front_matter_is_kept_readable() -> None:
    original, _ = take_apart(b'---\nparent: Meetings\ntitle: "2018"\n---\n\nBody\n')
    assert adopted_fields(original, "minutes/a.md", SHA) == (
        "x-adopted:\n"
        "  path: minutes/a.md\n"
        f"  sha256: {SHA}\n"
        "  front_matter: |\n"
        "    parent: Meetings\n"
        '    title: "2018"\n'
    )


def test_a_record_that_was_not_adopted_cannot_be_rebuilt() -> None:
    for record in (
        b"---\ntitle: A\n---\nBody\n",
        b"no front matter\n",
        b"---\nx-adopted: yes\n---\n",
    ):
        with pytest.raises(ValueError, match="x-adopted"):
            rebuild(record)


@pytest.mark.parametrize(
    ("front_matter", "value"),
    [
        ('title: "A \\"b\\" c"\n', 'A "b" c'),
        ("title: 'It''s'\n", "It's"),
        ("title: A # comment\n", "A"),
        ("title: >-\n  A\n  b\nx: 1\n", "A b"),
        ("Title = A\n", "A"),
        ("subtitle: A\n", ""),
        ("title:" + " " * 60_000 + "x y\n", "x y"),
    ],
)
def test_a_field_of_foreign_front_matter_is_read(front_matter: str, value: str) -> None:
    original = Original(False, False, "---\n", front_matter, "---\n", b"")
    assert foreign_field(original, "title") == value


# Everything that makes line ends, fences, quoting and YAML hard.
STRUCTURE = "--- ... +++ a:~b -~c title:~ | > # \" ' \\ { } [ % & * ! :~ ~# <<:~x"
BREAKS = ("\n", "\n\n", "\r\n", "\r", "\t", " ", "  ")
ODD = "é会😀\u200b\ufeff\u3000\xa0\u202e\x0c\u2028\ue000"
PIECES = st.sampled_from([*(p.replace("~", " ") for p in STRUCTURE.split()), *BREAKS, *ODD])
TEXTS = st.lists(PIECES, max_size=30).map("".join)


@given(st.booleans(), st.booleans(), TEXTS, st.one_of(TEXTS, st.text(max_size=40)), TEXTS)
def test_every_byte_comes_back(mark: bool, fenced: bool, inside: str, more: str, body: str) -> None:
    text = f"---\n{inside}\n{more}\n---\n{body}" if fenced else inside + more + body
    data = (BOM if mark else b"") + text.encode("utf-8", "replace")
    original, _ = take_apart(data)
    record = record_of(original)
    assert original.bytes == data
    assert record.endswith(original.body)
    read = parse("a.md", record)
    assert [f for f in read.findings if f.severity == "error"] == []
    assert read.body.encode() == original.body
    assert read.data is not None
    assert read.data["x-adopted"].get("front_matter", "") == original.front_matter
    assert rebuild(record) == data


@given(st.one_of(TEXTS, st.text(st.characters(codec="utf-8"), max_size=60)), st.booleans())
def test_a_scalar_reads_back_as_it_was(text: str, flow: bool) -> None:
    text = without_unfit(text)
    written = scalar(text, flow)
    yaml = f"a: {{b: {written}, c: d}}\n" if flow else f"a:\n  b: {written}\n  c: d\n"
    read = parse("a.yaml", yaml.encode())
    assert read.findings == ()
    assert read.data == {"a": {"b": text, "c": "d"}}
    assert read.cut == frozenset()
