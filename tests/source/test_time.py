"""Files made to keep the program busy: each is read and judged within a second of processor time."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from officerepo.source import YAML_CAP, locate, parse


def full(line: str, head: str = "", tail: str = "") -> str:
    """As many lines as the cap admits."""
    return head + line * ((YAML_CAP - len((head + tail).encode())) // len(line.encode())) + tail


HARD = {
    "30,000 brackets": "[" * 30_000,
    "brackets in lines": full("[" * 9_000 + "\n", "a: "),
    "braces": full("{a: " * 2_000 + "\n", "a: "),
    "dense lists": full("[]," * 3_000 + "\n", "a: [", "]"),
    "dense pairs": full("a: b," * 1_900 + "\n", "a: [", "]"),
    "as many values as are read": "a: [" + ("a," * 4_900 + "\n") * 2 + "]",
    "aliases": full("*a," * 3_000 + "\n", "a: &a b\nc: [", "]"),
    "alias bomb": "a: &a [x,x]\n" + "".join(f"b{i}: &b{i} [*a,*a,*a]\n" for i in range(2_000)),
    "merge bomb": full("<<: *a\n"),
    "a field 30,000 times": full("a: b\n"),
    "5,000 fields": "".join(f"k{i}: v\n" for i in range(4_999)),
    "5,000 comments": "".join(f"k{i}: v #x\n" for i in range(4_900)),
    "a mistake at the end": "".join(f"k{i}: v\n" for i in range(4_900)) + "'",
    "long double quotes": full("x\n", 'a: "', '"'),
    "escapes": full("\\x41" * 2_000 + "\n", 'a: "', '"'),
    "open quotes": full("x\n", 'a: "'),
    "long plain text": full("x\n ", "a: "),
    "folded text": full("  x\n", "a: >\n"),
    "blank lines": full("\n"),
    "blanks": full(" " * 9_000 + "\n"),
    "hyphens": full("- " * 4_900 + "\n"),
    "question marks": full("? " * 4_900 + "\n"),
    "names without end": full("x" * 1_000 + "\n"),
    "control characters": full("\x01\n"),
}


@pytest.mark.parametrize("name", HARD)
def test_no_file_takes_long(name: str, parser: str) -> None:
    raw = HARD[name].encode()
    assert quickest(lambda: parse("x.yaml", raw)) < 1
    assert quickest(lambda: [locate("x.yaml", raw, f"k{n}.a[3]") for n in range(50)]) < 1


def quickest(work: Callable[[], object]) -> float:
    """The processor seconds of one run; a busy machine gets three tries."""
    seconds = []
    for _ in range(3):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
        if seconds[-1] < 1:
            break
    return min(seconds)
