"""Finding the date of a meeting: in the name of its file, its folders, or its first lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import PurePosixPath

from officerepo.importers.dates import (
    Reading,
    bare_reading,
    month_in,
    readings,
    year_in,
)
from officerepo.importers.remarks import Remark
from officerepo.importers.titles import LINE_CAP, candidates

LABELLED_LINES, HEADINGS, FIRST_LINES = 40, 15, 8  # how far into a text a date is looked for
DATED_LINES = 2000  # lines that may begin with a date, of which that is found out

_LABEL = re.compile(
    r"[^\w|]*\|?[^:：|]{0,25}(?:\bdat[ae]\b|\bdated\b|\bday\b|\bwhen\b|\btime\b|\bmeeting\b|\bheld\b"
    r"|fecha|\bd[ií]a\b|sesi[oó]n|reuni[oó]n|日期|时间)[^:：|]{0,15}[:：|]",
    re.IGNORECASE,
)
# A date that is not that of this meeting.
_ANOTHER = re.compile(
    r"\b(?:next|last|previous|prior|following|upcoming|due|deadline|approv\w*|creat\w*|updat\w*"
    r"|modif\w*|publish\w*|pr[oó]xim\w*|siguiente|anterior|última|aprob\w*|plazo|vence)\b"
    r"|下次|下一|上次|上一|上期|截止|截至|征集|更新|创建|发布",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"\b(?:minutes of|meeting (?:of|on|held)|held on|met on|siendo las|se re[uú]ne\w*|celebrad\w*"
    r"|acta de)\b|召开|举行",
    re.IGNORECASE,
)
_LIST_OR_TABLE = re.compile(r"\s*(?:[-*+|>]|\d{1,3}[.)、])\s")
_MARKS = "#*_=> \t\ufeff"
_BEGINS = re.compile(r"[\d〇二]|[A-Za-z]{3,9}\.? \d|.{0,20}[:：]")


@dataclass(frozen=True, slots=True)
class Found:
    """The date of a meeting, where it was found, and what is doubtful about it.

    `stand_in` says that the day is not the meeting's known date. `folder_year` is the year the
    nearest folder names.
    """

    day: date
    where: str
    stand_in: bool
    folder_year: int | None
    remarks: tuple[Remark, ...]


def find_date(
    path: PurePosixPath,
    folder: str,
    texts: tuple[str, str, str],
    last: str,
    day_first: bool | None,
) -> Found:
    """Return the date of the meeting a file speaks of.

    `texts` are the date and the title its front matter gives, and its body. The name comes first,
    then its folders, then the text; `last` stands in for a day that cannot be found. `day_first`
    settles dates such as 03-04-2023, unless the text does.
    """
    stem = path.name.removesuffix(path.suffix)
    parents = [folder, *path.parts[:-1]]
    year = next(filter(None, map(year_in, reversed(parents))), None)
    spoken = list(_in_text(*texts, year))
    days = {reading.day for reading, _ in spoken if reading.other is None}
    doubtful: Reading | None = None
    for reading, where in [*_in_names(stem, parents, year), *spoken, *_bare(stem, year)]:
        settled = _settled(reading, days, False if where == "bare name" else day_first)
        if settled is None:
            doubtful = doubtful or reading
            continue
        remarks = []
        if where in ("name", "folder", "bare name"):
            remarks = _disagreements(settled, spoken)
        return Found(settled, where.removeprefix("bare "), False, year, tuple(remarks))
    if doubtful and doubtful.other:
        other = doubtful.other.isoformat()
        remark = Remark("two-readings", {"day": doubtful.day.isoformat(), "other": other})
        return Found(doubtful.day, "name", True, year, (remark,))
    return _stand_in(stem, texts[1:], year, last)


def order_of_names(paths: Iterable[PurePosixPath], language: str) -> bool | None:
    """Return whether dates such as 03-04-2023 begin with the day, if other names or Spanish say so.

    One name that can be read in one order only (25-04-2023) settles the others of its folder.
    """
    orders = {
        reading.day_first
        for path in paths
        for part in path.parts
        for reading in readings(part)
        if reading.day_first is not None
    }
    if orders:
        return orders.pop() if len(orders) == 1 else None
    return True if language.startswith("es") else None


def several_meetings(body: str, year: int | None) -> int:
    """Return how many different dates begin a short line of their own, if three or more do."""
    days: set[date] = set()
    for text in islice(_may_begin_with_date(body), DATED_LINES):
        label = _LABEL.match(text)
        start = label.end() if label else 0
        found = readings(text[start:].lstrip(), year=year)
        if found and found[0].start == 0:
            days.add(found[0].day)
    return len(days) if len(days) >= 3 else 0


def _may_begin_with_date(body: str) -> Iterator[str]:
    for line in body.splitlines():
        text = line.strip(_MARKS)
        if not text or len(text) > 40 or not _BEGINS.match(text):
            continue
        if not _LIST_OR_TABLE.match(line) and not _ANOTHER.search(text):
            yield text


def _in_names(stem: str, parents: list[str], year: int | None) -> Iterator[tuple[Reading, str]]:
    for reading in readings(stem, year=year, compact=True)[:1]:
        yield reading, "name"
    for parent in reversed(parents):
        for reading in readings(parent, compact=True)[:1]:
            yield reading, "folder"
    for reading in readings("/".join([*parents, stem]))[:1]:
        yield reading, "folder"


def _bare(stem: str, year: int | None) -> Iterator[tuple[Reading, str]]:
    reading = bare_reading(stem, year) if year is not None else None
    if reading:
        yield reading, "bare name"


def _in_text(dated: str, named: str, body: str, year: int | None) -> Iterator[tuple[Reading, str]]:
    """Yields the dates a text gives for itself, the surest first."""
    for text in (dated, named):
        for reading in readings(text[:LINE_CAP], year=year, compact=True)[:1]:
            yield reading, "front matter"
    lines = [line[:LINE_CAP] for line in islice(_written(body), LABELLED_LINES)]
    for text in _headings(body):
        if not _ANOTHER.search(text):
            for reading in readings(text, year=year, compact=True)[:1]:
                yield reading, "heading"
    for line in lines:
        label = _LABEL.match(line)
        if label and not _ANOTHER.search(line[: label.end()]):
            rest = line[label.end() :]
            for reading in readings(rest, year=year, compact=True)[:1]:
                if reading.start <= 20:
                    yield reading, "dated line"
    for line in lines[:FIRST_LINES]:
        if _ANOTHER.search(line) or _LIST_OR_TABLE.match(line):
            continue
        if len(line) <= 120 or _CUE.search(line):
            for reading in readings(line, year=year)[:1]:
                yield reading, "first lines"


def _headings(body: str) -> list[str]:
    """Return the headings that stand near the top, where a date is that of the whole."""
    top = "\n".join(islice(_written(body), HEADINGS))
    return [line.text for line in candidates(top) if line.heading]


def _written(body: str) -> Iterator[str]:
    return (line for line in body.splitlines() if line.strip())


def _settled(reading: Reading, days: set[date], day_first: bool | None) -> date | None:
    if reading.other is None:
        return reading.day
    spoken = {reading.day, reading.other} & days
    if len(spoken) == 1:
        return spoken.pop()
    if day_first is None:
        return None
    return reading.day if day_first else reading.other


def _disagreements(day: date, spoken: list[tuple[Reading, str]]) -> list[Remark]:
    """Say where the text gives another date than the name."""
    others: dict[date, str] = {}
    for reading, where in spoken:
        if reading.other is None and reading.day != day and where != "first lines":
            others.setdefault(reading.day, where)
    return [
        Remark(
            f"{where.replace(' ', '-')}-differs",
            {"day": day.isoformat(), "other": other.isoformat()},
        )
        for other, where in others.items()
    ]


def _stand_in(stem: str, texts: tuple[str, ...], year: int | None, last: str) -> Found:
    month = next(filter(None, map(month_in, [stem, texts[0], *_headings(texts[-1])])), None)
    named = year_in(stem) or year
    if month:
        day, where, name = date(*month, 1), "month", "only-a-month"
    elif named:
        day, where, name = date(named, 1, 1), "year", "only-a-year"
    else:
        day, where, name = date.fromisoformat(last), "adoption", "no-date"
    return Found(day, where, True, year, (Remark(name, {"day": day.isoformat()}),))
