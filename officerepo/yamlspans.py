"""Where every node of a YAML text stands, by the same parser events as its tree is built from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from officerepo import yamlevents


@dataclass(frozen=True, slots=True)
class Span:
    """Where a node stands in the YAML text: character offsets, and line and column from 0."""

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    key_line: int
    key_column: int
    kind: str  # plain | quoted | block-text | flow | block
    key_start: int


def spans(text: str) -> dict[str, Span]:
    """Return where every node of a well-formed YAML text stands, by field path.

    The whole document is the empty path. Only texts that `build` accepted may be given.
    """
    if yamlevents.CParser is not None:
        try:
            return _spans(yamlevents.CParser(text), text)
        except yaml.YAMLError:  # the few texts, such as "\ud800", that only the Python parser reads
            pass
    return _spans(yamlevents.PythonParser(text), text)


def _spans(parser: Any, text: str) -> dict[str, Span]:
    found: dict[str, Span] = {}
    lines = [0, *(match.end() for match in re.finditer("\n", text))]

    def place(index: int) -> tuple[int, int]:
        """Return line and column; the parsers' own differ at the end of the text."""
        line = bisect_right(lines, index) - 1
        return line, index - lines[line]

    def behind(start: int, end: int) -> int:
        """Return where a node starts: an absent one right behind its colon, hyphen or comma."""
        while start == end and text[start - 1 : start] in (" ", "\r", "\n"):
            start -= 1
            end -= 1
        return start

    for path, key, start, end, kind in _nodes(parser.get_event):
        first = behind(start.index, end.index)
        last = first if start.index == end.index else end.index
        key_first = behind(key.start_mark.index, key.end_mark.index) if key else first
        found[path] = Span(
            first, last, *place(first), *place(last), *place(key_first), kind, key_first
        )
    return found


def _nodes(next_event: Callable[[], Any]) -> Iterator[tuple[str, Any, Any, Any, str]]:
    """Yield (path, key event, start mark, end mark, kind) of every node, children first."""
    # Each open container: path, its key, its start mark, kind, next index or waiting key.
    stack: list[list[Any]] = []
    while True:
        event = next_event()
        if event is None or event.__class__.__name__ == "StreamEndEvent":
            return
        if isinstance(event, MappingEndEvent | SequenceEndEvent):
            path, key, start, kind, _ = stack.pop()
            yield path, key, start, event.end_mark, kind
            continue
        if not isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent):
            continue
        path, key = "", None
        if stack:
            parent = stack[-1]
            waiting = parent[4]
            if isinstance(waiting, int):
                path = f"{parent[0]}[{waiting}]"
                parent[4] = waiting + 1
            elif waiting is None and isinstance(event, ScalarEvent):
                parent[4] = event
                continue
            elif waiting is not None:
                path = f"{parent[0]}.{waiting.value}" if parent[0] else waiting.value
                key = waiting
                parent[4] = None
        if isinstance(event, ScalarEvent):
            yield path, key, event.start_mark, event.end_mark, _scalar_kind(event.style)
        else:
            kind = "flow" if event.flow_style else "block"
            first = None if isinstance(event, MappingStartEvent) else 0
            stack.append([path, key, event.start_mark, kind, first])


def _scalar_kind(style: str | None) -> str:
    if style in ("|", ">"):
        return "block-text"
    return "quoted" if style in ("'", '"') else "plain"
