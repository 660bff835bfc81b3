"""Finding the title of a piece of writing: its heading, its first line, or its file name."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from officerepo.importers.dates import readings, without_dates
from officerepo.text import UNFIT

TITLE_CAP = 200  # characters; what stands behind is in the body

# Words that name a document without saying which one it is.
_EMPTY_WORDS = """
minutes minute mintues mintue meeting meetings notes note agenda tc index readme record records
untitled document doc final draft v the of on and
acta actas reunión reunion reuniones sesión sesion orden notas borrador de del la el
会议 会议纪要 会议记录 会议记要 纪要 记录 例会
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
# Headings of a part of the minutes, not of the whole.
_PART = re.compile(
    r"agenda|attend|participa|present\b|apolog|action items?|decisions?\b|summary|last minutes"
    r"|asist|orden del d|acuerdos|presentes|议题|议程|与会|参会|出席|遗留|会议内容|会议链接|主持",
    re.IGNORECASE,
)
_ATX = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_HTML_HEADING = re.compile(r"\s*<h([1-6])[^>]*>(.*?)</h[1-6]>", re.IGNORECASE)
_UNDERLINE = re.compile(r"\s*(?:=+|-+)\s*$")
_BOLD = re.compile(r"\s*(\*\*|__)(?!\s)(.+?)\1\s*$")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_LABEL = re.compile(r"[^:：]{1,40}[:：]")
_NOT_A_TITLE = re.compile(
    r"\s*(?:[-*+>|<{\[=#(（【]|\d{1,3}[.、)）]|[一二三四五六七八九十]+、)|.*://"
)
_SENTENCE_END = ".;,:。；，：、！？"
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
LINE_CAP = 1000  # characters of a line that are looked at
HEADING_CAP = 500  # headings that are looked at


@dataclass(frozen=True, slots=True)
class Line:
    """A line that may be a title: its words, and its level where it is marked as a heading."""

    text: str
    heading: int  # 1 to 6; 0 is plain text
    first: bool


def candidates(body: str) -> Iterator[Line]:
    """Yields the first line of a body where it looks like a title, and its headings in order."""
    lines = body.splitlines()
    fence = ""
    first = True
    for number, line in enumerate(lines):
        if not line or line.isspace():
            continue
        if mark := _FENCE.match(line):
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
            continue
        line = line[:LINE_CAP]
        if fence or not re.search(r"\w", line):
            continue
        after = lines[number + 1] if number + 1 < len(lines) else ""
        found = _ATX.match(line) or _HTML_HEADING.match(line)
        if found:
            yield Line(plain(found[2]), _level(found[1]), first)
        elif first and (bold := _BOLD.match(line)):
            yield Line(plain(bold[2]), 1, True)
        elif _UNDERLINE.match(after) and _may_be_underlined(lines, number, first):
            yield Line(plain(line), 1 if "=" in after else 2, first)
        elif first and _looks_like_a_title(line):
            yield Line(plain(line), 0, True)
        first = False


def title_of(named: str, body: str, stem: str, year: int | None, several: bool) -> tuple[str, str]:
    """Return the title and where it was found: front matter, heading, first line or name.

    `named` is the title the front matter gives. A title that is only a date, and words that only
    say that these are minutes, give way to anything that says more. `several` says that the file
    holds more than one meeting: then its first line speaks for one of them, its name for all.
    """
    lines = list(islice(candidates(body), HEADING_CAP))
    ranked = [(plain(named), "front matter")]
    name = (plain(without_dates(re.sub(r"[_\s]+", " ", stem), year)).strip(" -.·,"), "name")
    if several:
        ranked.append(name)
    ranked += [(line.text, "heading" if line.heading else "first line") for line in _whole(lines)]
    ranked.append(name)
    for text, where in ranked:
        if says_which(text, year):
            return _shortened(text), where
    for text, where in ranked:
        if where in ("front matter", "heading") and re.search(
            r"[^\W\d_]", without_dates(text, year)
        ):
            return _shortened(text), where
    return "", ""


def says_which(text: str, year: int | None = None) -> bool:
    """Whether a title says more than a date and that this is the minutes of a meeting."""
    words = re.findall(r"[^\W\d_]+", without_dates(text, year).lower())
    return any(word not in _EMPTY and (len(word) > 1 or not word.isascii()) for word in words)


def plain(text: str) -> str:
    """Return a line without Markdown and HTML marks, control characters and double spaces."""
    text = text[:LINE_CAP]
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"</?[A-Za-z][^<>]*>", " ", text)
    text = re.sub(r"\*\*|__|`|(?<![\w\\])[*_]|(?<!\\)[*_](?!\w)", "", text)
    text = html.unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text))
    return " ".join(UNFIT.sub("", _CONTROL.sub(" ", text)).split())


def _looks_like_a_title(line: str) -> bool:
    text = line.strip()
    if len(text) > 100 or text[-1] in _SENTENCE_END or _NOT_A_TITLE.match(line):
        return False
    return not _LABEL.match(text) and not _is_part(text)


def _is_part(text: str) -> bool:
    """Whether a heading names a part of the minutes; one that bears a date names the whole."""
    return len(text) <= 40 and bool(_PART.search(text)) and not readings(text)


def _whole(lines: list[Line]) -> list[Line]:
    """Return the lines that may name the whole: the first, and the one heading above all others."""
    top = min((line.heading for line in lines if line.heading), default=0)
    above = [line for line in lines if line.heading == top and not line.first]
    whole = [line for line in lines if line.first]
    if top and len(above) == 1 and not _is_part(above[0].text):
        whole += above
    return whole


def _level(mark: str) -> int:
    return len(mark) if mark.startswith("#") else int(mark)


def _may_be_underlined(lines: list[str], number: int, first: bool) -> bool:
    after_blank = number == 0 or not lines[number - 1].strip()
    return (first or after_blank) and not _NOT_A_TITLE.match(lines[number])


def _shortened(text: str) -> str:
    return text if len(text) <= TITLE_CAP else text[: TITLE_CAP - 1].rstrip() + "…"
