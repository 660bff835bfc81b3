"""Bytes of a record file in, text tree out: the strict profile every source file keeps.

One document, UTF-8 without a byte order mark, LF or CRLF; mappings with unique text keys; no
anchors, aliases, merge keys, tags, directives or tabs; bounded depth, size and count. Markdown
records carry the same YAML between two lines that are exactly `---`, and a body after them.
No input causes an exception: everything that is wrong comes back as findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from officerepo.finding import Finding, Severity
from officerepo.profile import SYNTAX, WORDING
from officerepo.text import BIDI, CONTROL, INVISIBLE, UNFIT, conflict_in
from officerepo.yamlevents import DEPTH_CAP, NODE_CAP, Problem, build
from officerepo.yamlspans import Span, spans

YAML_CAP = 128 * 1024  # bytes; PyYAML without libyaml needs up to 5 µs a character: under 1 s
BODY_CAP = 2 * 1024 * 1024  # bytes of a whole Markdown file
LINE_CAP = 10_000  # characters of a YAML line; prose lines of a body may be longer

_REFUSED = re.compile(f"[{CONTROL}\t{INVISIBLE}{BIDI}]|\r(?!\n)|^%", re.MULTILINE)
_PLAIN = b"\n" + bytes(range(0x20, 0x7F))  # what nobody minds in YAML
_REFUSED_IN_BODY = re.compile(f"[{CONTROL}{BIDI}]")
_BIDI = re.compile(f"[{BIDI}]")
_FENCE_END = re.compile(r"^---\r?$\n?", re.MULTILINE)
_PARTED = re.compile(r"^(?:---|\.\.\.)(?:\s|$)", re.MULTILINE)
_NO_SPACE = re.compile(r" *(?:- )*[A-Za-z_][\w-]*:(?=[^\s/])")
_CUT = re.compile(r" +#")
_CUT_WHOLE = re.compile(r" +#[^\s#]")  # `notes: #5 is empty`; `notes: # to be written` is a comment


@dataclass(frozen=True, slots=True)
class Source:
    """A source file as read: its text tree, its body, and what breaks the profile.

    `data` is None when the file cannot be read as a mapping. `cut` names the fields whose plain
    text is followed by ` #` on its line, where YAML drops the rest as a comment; fields that
    are empty because their text begins with `#`, as in `notes: #5 is broken`, are among them.
    """

    data: dict[str, Any] | None
    body: str = ""
    findings: tuple[Finding, ...] = ()
    cut: frozenset[str] = frozenset()


def parse(path: str, raw: bytes) -> Source:
    """Read the bytes of the file at `path` (its ending says YAML or Markdown)."""
    markdown = path.endswith(".md")
    cap = BODY_CAP if markdown else YAML_CAP
    if len(raw) > cap:
        return Source(None, findings=(too_large(path, cap),))
    text, problem = _decode(path, raw)
    if problem:
        return Source(None, findings=(problem,))
    yaml_text, body, shift = _split(text) if markdown else (text, "", 0)
    conflict = _conflict(path, text)
    if conflict and (yaml_text is None or conflict.line <= _lines(text) - _lines(body)):
        return Source(None, findings=(conflict,))
    if yaml_text is None:
        return Source(None, findings=(_no_front_matter(path),))
    if len(raw) > YAML_CAP and len(yaml_text.encode()) > YAML_CAP:
        return Source(None, findings=(too_large(path, YAML_CAP),))
    findings = _refused(path, yaml_text, shift)
    if findings:
        return Source(None, body, tuple(findings))
    data, problems = build(yaml_text)
    if problems:
        return Source(None, body, tuple(_finding(path, p, shift, yaml_text) for p in problems))
    if data is None or data == "":
        data = {}
    if not isinstance(data, dict):
        place = Finding(
            path, "", *WORDING["not-a-mapping"], "not-a-mapping", line=shift + 1, column=1
        )
        return Source(None, body, (place,))
    if "\\" in yaml_text:
        findings += _escaped(path, data, yaml_text, shift)
        if findings:
            return Source(None, body, tuple(findings))
    findings += [conflict] if conflict else []
    if markdown and (found := _REFUSED_IN_BODY.search(body)):
        findings.append(_body_character(path, text, len(text) - len(body) + found.start()))
    cut = _cut_by_comment(yaml_text) if " #" in yaml_text else frozenset()
    return Source(data, body, tuple(findings), cut)


def split_front_matter(text: str) -> tuple[str, str] | None:
    """Return (YAML text, body) of a Markdown record, or None when it has no front matter."""
    yaml_text, body, _ = _split(text)
    return None if yaml_text is None else (yaml_text, body)


def body_in(path: str, raw: bytes) -> str:
    """Return the text below the front matter of a record's file; empty for YAML files."""
    parts = split_front_matter(raw.decode("utf-8", "replace")) if path.endswith(".md") else None
    return parts[1] if parts else ""


def locate(path: str, raw: bytes, at: str) -> tuple[int, int]:
    """Return line and column (from 1) of a field path in a file; of its nearest parent if absent.

    A path that ends in `:key` asks for the place of the key instead of the value.
    """
    found, shift = _places(raw, path.endswith(".md"))
    by_key = at.endswith(":key")
    at = at.removesuffix(":key")
    while at and at not in found:
        at = at[: max(at.rfind("."), at.rfind("["), 0)]
        by_key = True
    span = found.get(at)
    if span is None or not at:
        return shift + 1, 1
    if by_key or span.kind in ("block", "block-text"):
        return span.key_line + shift + 1, span.key_column + 1
    return span.line + shift + 1, span.column + 1


@lru_cache(maxsize=2)  # findings come file by file, and a bad file may have hundreds
def _places(raw: bytes, markdown: bool) -> tuple[dict[str, Span], int]:
    """Return where the fields of a file stand, and the lines before them; none if unreadable."""
    text = raw.decode("utf-8", "replace")
    yaml_text, _, shift = _split(text) if markdown else (text, "", 0)
    if yaml_text is None or len(yaml_text) > YAML_CAP or _REFUSED.search(yaml_text):
        return {}, 0
    tree, problems = build(yaml_text)
    return ({} if problems or tree is None else spans(yaml_text)), shift


def _split(text: str) -> tuple[str | None, str, int]:
    """Return (front matter, body, lines before the front matter); None without front matter."""
    first = 5 if text.startswith("---\r\n") else 4 if text.startswith("---\n") else 0
    if not first:
        return None, text, 0
    end = _FENCE_END.search(text, first)
    if end is None:
        return None, text, 0
    return text[first : end.start()], text[end.end() :], 1


def _decode(path: str, raw: bytes) -> tuple[str, Finding | None]:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        rule = "not-utf-8"
        if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
            line = column = 1
        return "", Finding(path, "", *WORDING[rule], rule, line=line, column=column)
    if text.startswith("\ufeff"):
        rule = "byte-order-mark"
        return "", Finding(path, "", *WORDING[rule], rule, line=1, column=1)
    return text, None


def _conflict(path: str, text: str) -> Finding | None:
    """Find where git left two versions of the file one below the other."""
    place = conflict_in(text)
    if place < 0:
        return None
    rule = "merge-conflict"
    return Finding(path, "", *WORDING[rule], rule, line=_lines(text[:place]) + 1, column=1)


def _lines(text: str) -> int:
    return text.count("\n")


def _refused(path: str, text: str, shift: int) -> list[Finding]:
    """Find the first character of each sort that may not stand in YAML, and over-long lines."""
    findings: dict[str, Finding] = {}
    odd = text.encode().translate(None, _PLAIN)  # 3 µs; looking at every sign takes 14
    suspect = (odd and UNFIT.search(odd.decode())) or text.startswith("%") or "\n%" in text
    for match in _REFUSED.finditer(text) if suspect else ():
        rule = _character_rule(match[0])
        if rule not in findings:
            findings[rule] = _character(path, rule, text, match.start(), shift, match[0])
    if len(text) > LINE_CAP:
        for number, line in enumerate(text.split("\n")):
            if len(line) > LINE_CAP:
                line_number = number + shift + 1
                values = {"cap": f"{LINE_CAP:,}"}
                message, hint = WORDING["long-line"]
                findings["long-line"] = Finding(
                    path, "", message, hint, "long-line", "error", values, line_number, LINE_CAP + 1
                )
                break
    return list(findings.values())


def _character_rule(character: str) -> str:
    if character == "\t":
        return "tab"
    if character == "\r":
        return "line-ending"
    if character == "%":
        return "directive"
    return "bidi-character" if _BIDI.match(character) else "control-character"


def _character(
    path: str,
    rule: str,
    text: str,
    index: int,
    shift: int,
    character: str,
    severity: Severity = "error",
) -> Finding:
    line = text.count("\n", 0, index)
    column = index - (text.rfind("\n", 0, index) + 1)
    message, hint = WORDING[rule]
    values = {"character": f"U+{ord(character[0]):04X}"}
    return Finding(path, "", message, hint, rule, severity, values, line + shift + 1, column + 1)


def _body_character(path: str, text: str, index: int) -> Finding:
    rule = _character_rule(text[index])
    return _character(path, rule, text, index, 0, text[index], "warning")


def _escaped(path: str, data: dict[str, Any], text: str, shift: int) -> list[Finding]:
    """Find a character that was smuggled in as an escape: it is refused like the raw one."""
    for at, value in leaves(data, keys=True):
        match = UNFIT.search(value)
        if match:
            rule = "control-character" if match[0] == "\r" else _character_rule(match[0])
            message = "A backslash and the letters behind it stand for the character {character}."
            hint = "Use single quotes, or write the backslash twice."
            values = {"character": f"U+{ord(match[0]):04X}"}
            span = spans(text).get(at.removesuffix(":key"))
            line, column = (span.line, span.column) if span else (0, 0)
            if span and at.endswith(":key"):
                line, column = span.key_line, span.key_column
            at, line, column = at.removesuffix(":key"), line + shift + 1, column + 1
            return [Finding(path, at, message, hint, rule, "error", values, line, column)]
    return []


def leaves(tree: Any, at: str = "", *, keys: bool = False) -> Iterator[tuple[str, str]]:
    """Yield (field path, text) of every scalar of a text tree in file order.

    If asked for keys, a key comes before its value, with a path that ends in `:key`.
    """
    if isinstance(tree, str):
        yield at, tree
    elif isinstance(tree, list):
        for number, item in enumerate(tree):
            yield from leaves(item, f"{at}[{number}]", keys=keys)
    else:
        for key, item in tree.items():
            path = f"{at}.{key}" if at else key
            if keys:
                yield f"{path}:key", key
            yield from leaves(item, path, keys=keys)


def _cut_by_comment(text: str) -> frozenset[str]:
    lines = text.split("\n")
    return frozenset(
        path
        for path, span in spans(text).items()
        if span.kind == "plain"
        and (_CUT if span.end > span.start else _CUT_WHOLE).match(
            lines[span.end_line], span.end_column
        )
    )


def _finding(path: str, problem: Problem, shift: int, text: str) -> Finding:
    message, hint = WORDING[problem.rule]
    line, column = problem.line, problem.column
    rule = problem.rule
    if rule == "several-documents" and not _PARTED.search(text, text.find("\n") + 1):
        rule = "yaml-syntax"  # fields further left than the first one end what it began
        message, hint = SYNTAX["expected <block end>"]
    elif rule == "yaml-syntax":
        word, line, column = _stumbled_over(problem, text)
        known = (said for sign, said in SYNTAX.items() if sign in word)
        message, hint = next(known, WORDING["yaml-syntax"])
        if (message, hint) == SYNTAX["colon missing before"]:
            found = _NO_SPACE.match(text.split("\n")[line])
            if found:
                (message, hint), column = SYNTAX["space missing behind"], found.end() - 1
    values = {"word": problem.word, "depth": str(DEPTH_CAP), "count": f"{NODE_CAP:,}"}
    line = min(line, text.count("\n")) + shift + 1
    return Finding(path, "", message, hint, rule, "error", values, line, column + 1)


def _stumbled_over(problem: Problem, text: str) -> tuple[str, int, int]:
    """Return what the parser stumbled over, as `SYNTAX` knows it, and where that stands."""
    word, here = problem.word, problem.line
    if "mapping values are not allowed" in word:
        lines = text.split("\n")
        before = next((n for n in range(here - 1, -1, -1) if lines[n].strip()), here)
        if re.search(r":(?: |$)", lines[here][: problem.column]):
            word = "colon inside"
        elif not re.search(r":(?:\s|$)", lines[before]):
            margin = len(lines[before]) - len(lines[before].lstrip(" "))
            return "colon missing before", before, margin
    return word, here, problem.column


def too_large(path: str, cap: int) -> Finding:
    """Return what is said about a file with more bytes than are read."""
    message, hint = WORDING["too-large"]
    values = {"cap": f"{cap // 1024:,} KiB"}
    return Finding(path, "", message, hint, "too-large", "error", values, 1, 1)


def _no_front_matter(path: str) -> Finding:
    message, hint = WORDING["no-front-matter"]
    return Finding(path, "", message, hint, "no-front-matter", "error", {}, 1, 1)
