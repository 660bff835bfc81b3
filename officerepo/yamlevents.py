"""YAML as text trees, built from parser events: the strict profile's mechanics.

PyYAML turns characters into events; nothing of its constructors is used. libyaml's event parser is
a loop where its composer recurses (30,000 nested `[` end the process), and building from events is
also faster. Every scalar stays the text its author wrote.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner
from yaml.tokens import ScalarToken

from officerepo.plainyaml import read_plain

CParser: Any = None  # None when PyYAML was built without libyaml: slower, same verdicts
with suppress(ImportError):
    from yaml._yaml import CParser


def versions() -> str:
    """Return the versions of Python, PyYAML and libyaml: what reads the records beside us."""
    libyaml = ""
    with suppress(ImportError):
        from yaml._yaml import get_version_string

        libyaml = get_version_string()
    return f"{sys.version} {yaml.__version__} {libyaml}"


DEPTH_CAP = 20
NODE_CAP = 10_000
PROBLEM_CAP = 100  # breaches that are listed of one file

# Where libyaml accepts what PyYAML's own parser refuses: `|#` would drop what follows it.
_DISPUTED = re.compile(r"[|>][-+0-9]*#|\?[ \r\n]*[\[\]{},:]")
_BLANK = "\0 \r\n"
# What a value may begin with by mistake; the parser then often stumbles again, further on.
_SIGNS = ("anchor", "alias", "tag")

# Errors that the parser notices later than they were made: an open quotation mark or bracket.
_MADE_EARLIER = (
    *("end of stream", "got '<stream end>'", "got '<document end>'", "document separator"),
    *("could not find expected ':'", "alphabetic or numeric character"),
)


class PythonParser(Reader, Scanner, Parser):
    """PyYAML's own event parser: it decides what is accepted and where a syntax error lies.

    Everything libyaml 0.2.5 accepts is accepted here too, or stands in `_DISPUTED`.
    """

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def scan_plain(self) -> ScalarToken:
        """Read plain text; unlike PyYAML's, between brackets too it may hold a question mark."""
        chunks: list[str] = []
        spaces: list[str] | None = []
        start = end = self.get_mark()
        least = self.indent + 1
        ends = ",[]{}" if self.flow_level else ""
        while self.peek() != "#":
            length = 0
            while (ch := self.peek(length)) not in _BLANK and ch not in ends:
                if ch == ":" and self.peek(length + 1) in _BLANK + ends:
                    break
                length += 1
            if length == 0:
                break
            self.allow_simple_key = False
            chunks += [*(spaces or ()), self.prefix(length)]
            self.forward(length)
            end = self.get_mark()
            spaces = self.scan_plain_spaces(least, start)
            if not spaces or (not ends and self.column < least):
                break
        return ScalarToken("".join(chunks), True, start, end)


@dataclass(frozen=True, slots=True)
class Problem:
    """A breach of the profile at a place of the YAML text; line and column count from 0."""

    rule: str
    line: int
    column: int
    word: str = ""


def build(text: str) -> tuple[Any, list[Problem]]:
    """Return the text tree of one YAML document and what breaks the profile.

    The tree is None when the text is empty or could not be read. All breaches are reported up to
    the first that leaves no sense in reading on.
    """
    plain = read_plain(text)
    if plain:
        return plain, []
    problems: list[Problem] = []
    if CParser is None or _DISPUTED.search(text):
        return _tree(PythonParser, text, problems), problems
    tree = _tree(CParser, text, problems)
    if problems:
        # Both parsers must give one verdict. The Python one is the authority for refused texts.
        problems = []
        tree = _tree(PythonParser, text, problems)
    return tree, problems


def _tree(parser: Callable[[str], Any], text: str, problems: list[Problem]) -> Any:
    """Build the tree; a parser error becomes the last problem and no tree is returned."""
    events: Any = None
    try:
        events = parser(text)
        return _assemble(events.get_event, problems)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        problem = _syntax_problem(error, events)
        if not (problems and problems[-1].rule in _SIGNS and problems[-1].line == problem.line):
            problems.append(problem)  # else it comes from the sign that is reported
    return None


def _syntax_problem(error: Exception, events: Any) -> Problem:
    """Say where the mistake was made that a parser noticed."""
    word = str(getattr(error, "problem", error))
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    context = str(getattr(error, "context", ""))
    rule = "tag" if "tag" in context + word else "yaml-syntax"
    if "<document start>" in word:  # after a line `...`
        rule = "several-documents"
    elif rule == "tag" or any(sign in word for sign in _MADE_EARLIER):
        mark = getattr(error, "context_mark", None) or mark
    elif "but found '<stream end>'" in word and getattr(events, "marks", None):
        mark = events.marks[-1]  # the bracket that waits for its contents
    elif mark is None and events.__class__ is PythonParser:
        mark = events.get_mark()  # "\U00110000" is no character: ValueError or OverflowError
    return Problem(rule, mark.line, mark.column, word) if mark else Problem(rule, 0, 0, word)


def _assemble(next_event: Callable[[], Any], problems: list[Problem]) -> Any:
    root: Any = None
    documents = nodes = 0
    stack: list[Any] = []  # containers that are open
    keys: list[str | None] = []  # for each of them: the key that waits for its value
    top: Any = None  # stack[-1]
    key: str | None = None  # keys[-1]
    in_map = False

    while True:
        event = next_event()
        kind = event.__class__
        if kind is ScalarEvent:
            if event.anchor is not None or event.tag is not None:
                problems.append(_decorated(event))
            value: Any = event.value
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if event.anchor is not None or event.tag is not None:
                problems.append(_decorated(event))
            value = {} if kind is MappingStartEvent else []
            if len(stack) >= DEPTH_CAP:
                return problems.append(_at("too-deep", event))
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            stack.pop()
            keys.pop()
            if stack:
                top, key = stack[-1], keys[-1]
                in_map = top.__class__ is dict
            else:
                top = None
            continue
        elif kind is AliasEvent:
            if not (key == "<<" and problems and problems[-1].rule == "merge-key"):
                problems.append(_at("alias", event, event.anchor))
            value = ""
        elif kind is DocumentStartEvent:
            documents += 1
            if documents > 1:
                return problems.append(_at("several-documents", event))
            continue
        elif event is None or kind.__name__ == "StreamEndEvent":
            return root if not problems else None
        else:
            continue

        nodes += 1
        if nodes > NODE_CAP:
            return problems.append(_at("too-many-values", event))
        if problems and len(problems) >= PROBLEM_CAP:
            return None
        if top is None:
            root = value
        elif in_map:
            if key is None:
                if kind is not ScalarEvent:
                    return problems.append(_at("key-not-text", event))
                if value == "<<" and not event.style:
                    problems.append(_at("merge-key", event))
                elif value in top:
                    problems.append(_at("duplicate-key", event, value))
                key = keys[-1] = value
                top[value] = ""
                continue
            top[key] = value
            key = keys[-1] = None
        else:
            top.append(value)
        if kind is not ScalarEvent and kind is not AliasEvent:
            stack.append(value)
            keys.append(None)
            top, key = value, None
            in_map = kind is MappingStartEvent


def _decorated(event: Any) -> Problem:
    if event.anchor is not None:
        return _at("anchor", event, event.anchor)
    return _at("tag", event, str(event.tag))


def _at(rule: str, event: Any, word: str = "") -> Problem:
    return Problem(rule, event.start_mark.line, event.start_mark.column, word)
