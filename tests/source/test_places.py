"""Where a field path stands in a file: line and column for a finding."""

from __future__ import annotations

import pytest

from officerepo.source import locate
from officerepo.yamlspans import spans

TASK = """\
title: Read the gauges
owner: POST-HID-01
to: [UNIT-A, 'UNIT-B']
print: {copies: 5, reserve: }
text: |
  # one
  two
distribution:
  - to: UNIT-A
    copies: 2
  - to: 河北
    copies: x
empty:
acts:
- {do: draft, at: 2025-01-01}
- do: approve
  evidence: [a, b]
"""
PLACES = {
    "": (1, 1),
    "title": (1, 8),
    "title:key": (1, 1),
    "owner": (2, 8),
    "to": (3, 5),
    "to[0]": (3, 6),
    "to[1]": (3, 14),
    "to[2]": (3, 1),  # absent: the key of its nearest parent
    "print": (4, 8),
    "print.copies": (4, 17),
    "print.copies:key": (4, 9),
    "print.reserve": (4, 28),
    "print.absent": (4, 1),
    "text": (5, 1),  # a text on the next lines is shown by its key
    "distribution": (8, 1),
    "distribution[1]": (11, 5),
    "distribution[1].to": (11, 9),
    "distribution[1].copies": (12, 13),
    "distribution[1].absent": (11, 5),
    "empty": (13, 7),
    "acts": (14, 1),
    "acts[0]": (15, 3),
    "acts[0].at": (15, 19),
    "acts[0].by": (15, 3),
    "acts[1]": (16, 3),
    "acts[1].do": (16, 7),
    "acts[1].do:key": (16, 3),
    "acts[1].evidence[1]": (17, 17),
    "absent": (1, 1),
    "absent[3].deeper": (1, 1),
}


@pytest.mark.parametrize(("at", "place"), PLACES.items())
def test_the_place_of_a_field(at: str, place: tuple[int, int], parser: str) -> None:
    assert locate("x.yaml", TASK.encode(), at) == place
    assert locate("x.yaml", TASK.replace("\n", "\r\n").encode(), at) == place
    line, column = place
    record = f"---\n{TASK}---\n\n# Text\n"
    assert locate("x.md", record.encode(), at) == (line + 1, column)
    assert locate("x.md", record.replace("\n", "\r\n").encode(), at) == (line + 1, column)


@pytest.mark.parametrize(
    "raw",
    [b"", b"\xff", b"a: [", b"a: \x01", b"- a", b"text", b"a: 1\n---\nb: 2", b"\xef\xbb\xbfa: 1"],
)
def test_a_file_that_cannot_be_read_has_a_first_line(raw: bytes, parser: str) -> None:
    assert locate("x.yaml", raw, "a.b[0]") == (1, 1)
    assert locate("x.md", raw, "a.b[0]") == (1, 1)


def test_spans_cut_the_nodes_out_of_the_text(parser: str) -> None:
    found = spans(TASK)
    for at, shown, kind in (
        ("title", "Read the gauges", "plain"),
        ("to", "[UNIT-A, 'UNIT-B']", "flow"),
        ("to[1]", "'UNIT-B'", "quoted"),
        ("print", "{copies: 5, reserve: }", "flow"),
        ("print.reserve", "", "plain"),
        ("text", "|\n  # one\n  two\n", "block-text"),
        ("distribution[1].to", "河北", "plain"),
        ("empty", "", "plain"),
        ("acts[0]", "{do: draft, at: 2025-01-01}", "flow"),
    ):
        span = found[at]
        assert (TASK[span.start : span.end], span.kind) == (shown, kind)
        lines = TASK.split("\n")
        assert sum(len(line) + 1 for line in lines[: span.line]) + span.column == span.start
        assert TASK[span.key_start :].startswith(
            at.rsplit(".", 1)[-1] if "[" not in at[-3:] else ""
        )
    assert found["distribution"].kind == found["acts[1]"].kind == "block"
    assert found["acts"].end == len(TASK)
