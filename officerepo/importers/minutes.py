"""Minutes written before the office used officerepo, taken in as adopted meeting records.

Every readable file becomes one record. What was read from it (date, title, language) and what was
not is said for each; nothing is invented in silence, and no byte of a body is changed.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from officerepo.importers.meetingdate import Found, find_date, order_of_names, several_meetings
from officerepo.importers.original import (
    Original,
    adopted_fields,
    foreign_field,
    rebuild,
    scalar,
    take_apart,
    without_unfit,
)
from officerepo.importers.remarks import RECORD_NOTES, Remark
from officerepo.importers.titles import title_of
from officerepo.kind import Kind, make_id, say
from officerepo.record import Record, day
from officerepo.source import BODY_CAP, parse
from officerepo.text import CJK

SUFFIXES = (".md", ".markdown", ".txt")
SIZE_CAP = BODY_CAP  # bytes of an original; its record may not be larger either

LANGUAGE_SAMPLE = 20_000  # characters of a body by which its language is told

_HAN = re.compile(f"[{CJK}]")
_KANA_OR_HANGUL = re.compile("[\u3040-\u30ff\uac00-\ud7a3]")
_LETTER = re.compile(r"[^\W\d_]")
_COMMON_WORDS = {
    "en": "the and of to is that for was with be this are will on by from",
    "es": "el la los las de que y del se por para con una es al su",
}
_GENERIC_TITLES = {
    "en": "Minutes of {day}",
    "es": "Acta de {day}",
    "zh": "{day} 会议纪要",
}


@dataclass(frozen=True, slots=True)
class File:
    """A file of the folder: its path in it, and its bytes."""

    path: PurePosixPath
    data: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """A file of the folder that does not become a record, and why."""

    path: PurePosixPath
    why: Remark


@dataclass(frozen=True, slots=True)
class Draft:
    """A meeting record to be: where it goes, what its file says, and how that was found out.

    `notes` are what was not understood or looks wrong, in the order of their weight.
    """

    source: PurePosixPath
    id: str
    path: str
    text: bytes
    day: date
    day_from: str
    title: str
    title_from: str
    notes: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Adoption:
    """What an adoption would do: the records it would write and the files it would not take."""

    drafts: tuple[Draft, ...]
    refused: tuple[Refused, ...]
    already: tuple[tuple[PurePosixPath, str], ...]  # path, id of the record it became before


@dataclass(frozen=True, slots=True)
class Act:
    """The act of adoption: when and by whom, and the language and folder it is done in.

    `began` is the day on which the office began with officerepo; what is younger is not adopted.
    """

    at: str
    by: str
    language: str
    folder: str
    began: str

    @property
    def last(self) -> str:
        """Return the last day that what is adopted may be of."""
        return min(day(self.at), self.began)


@dataclass(frozen=True, slots=True)
class _Read:
    file: File
    sha256: str
    original: Original
    kept_in_body: str
    found: Found
    several: int
    title: str
    title_from: str
    language: str


def adopted_before(records: Iterable[Record]) -> dict[str, str]:
    """Return by SHA-256 of the original the id of the record it was adopted as."""
    known: dict[str, str] = {}
    for record in records:
        kept = record.data.get("x-adopted")
        if isinstance(kept, Mapping) and isinstance(kept.get("sha256"), str):
            known.setdefault(kept["sha256"], record.id)
    return known


def adopt(
    files: Iterable[File | Refused],
    kind: Kind,
    act: Act,
    taken: Collection[str] = (),
    before: Mapping[str, str] | None = None,
) -> Adoption:
    """Return what becomes of the files of a folder, in a fixed order whatever theirs is.

    `taken` are the ids of the kind that are in use; numbers go on after the highest of each year.
    `before` is `adopted_before`: a file that is known by it is left alone.
    """
    refused: list[Refused] = []
    already: list[tuple[PurePosixPath, str]] = []
    sources: list[tuple[File, str]] = []
    for file in sorted(files, key=lambda file: str(file.path)):
        if isinstance(file, Refused):
            refused.append(file)
        elif why := _refusal(file):
            refused.append(Refused(file.path, why))
        else:
            sha256 = hashlib.sha256(file.data).hexdigest()
            if before and sha256 in before:
                already.append((file.path, before[sha256]))
            else:
                sources.append((file, sha256))
    day_first = order_of_names([file.path for file, _ in sources], act.language)
    read = [_read(file, sha256, act, day_first) for file, sha256 in sources]
    read.sort(key=lambda one: (one.found.day.year, one.found.stand_in, one.found.day))
    drafts: list[Draft] = []
    numbers = Counter[int]()
    for record_id in taken:
        if match := kind.id_pattern.fullmatch(record_id):
            year = int(match["year"])
            numbers[year] = max(numbers[year], int(match["serial"]))
    same = _same_bytes(read)
    for one in read:
        year = one.found.day.year
        record_id = make_id(kind.id, year=year, serial=numbers[year] + 1)
        draft = _draft(one, record_id, kind, act, same.get(one.file.path))
        if isinstance(draft, Refused):
            refused.append(draft)
        else:
            numbers[year] += 1
            drafts.append(draft)
    refused.sort(key=lambda one: str(one.path))
    return Adoption(tuple(drafts), tuple(refused), tuple(already))


def language_of(text: str) -> str:
    """Return `zh`, `es` or `en` where a text is clearly written in it, else ""."""
    text = text[:LANGUAGE_SAMPLE]
    letters = len(_LETTER.findall(text))
    han = len(_HAN.findall(text))
    if han and han >= 0.2 * letters:
        foreign = len(_KANA_OR_HANGUL.findall(text))
        return "zh" if foreign * 20 < han else ""
    words = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    hits = {name: sum(words[w] for w in common.split()) for name, common in _COMMON_WORDS.items()}
    best, other = sorted(hits, key=lambda name: (-hits[name], name))
    clear = hits[best] >= 10 and hits[best] >= 4 * hits[other] and han * 20 < letters
    return best if clear else ""


def _refusal(file: File) -> Remark | None:
    if file.path.suffix.lower() not in SUFFIXES:
        return Remark("other-ending")
    if len(file.data) > SIZE_CAP:
        return Remark("too-large", {"size": f"{len(file.data) // 1024:,}", "cap": _CAP})
    if file.data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Remark("utf-16")
    if b"\0" in file.data:
        return Remark("binary")
    try:
        text = file.data.decode()
    except UnicodeDecodeError as error:
        return Remark("not-utf-8", {"line": str(file.data.count(b"\n", 0, error.start) + 1)})
    return None if text.strip("\ufeff \t\r\n") else Remark("empty")


_CAP = f"{SIZE_CAP // 1024:,}"


def _read(file: File, sha256: str, act: Act, day_first: bool | None) -> _Read:
    original, kept_in_body = take_apart(file.data)
    body = original.body.decode()
    named = foreign_field(original, "title", "título", "titulo", "标题", "subject")
    dated = foreign_field(original, "date", "fecha", "日期", "meeting_date", "starts")
    found = find_date(file.path, act.folder, (dated, named, body), act.last, day_first)
    several = several_meetings(body, found.folder_year)
    stem = file.path.name.removesuffix(file.path.suffix)
    title, title_from = title_of(named, body, stem, found.folder_year, several > 0)
    language = language_of(body)
    return _Read(file, sha256, original, kept_in_body, found, several, title, title_from, language)


def _draft(
    one: _Read, record_id: str, kind: Kind, act: Act, twin: PurePosixPath | None
) -> Draft | Refused:
    language = one.language or act.language
    iso = one.found.day.isoformat()
    if iso > act.last:
        values = {"day": iso, "last": act.last}
        return Refused(one.file.path, Remark("after-beginning", values))
    title = one.title or say(_GENERIC_TITLES, language).format(day=iso)
    path = without_unfit(str(PurePosixPath(act.folder) / one.file.path))
    lines = ["---", f"title: {scalar(title)}", f"starts: {iso}"]
    if language.partition("-")[0] != act.language.partition("-")[0]:
        lines.append(f"lang: {language}")
    for remark in one.found.remarks:
        if remark.name in RECORD_NOTES:
            words = say(RECORD_NOTES[remark.name], act.language).format_map(remark.values)
            lines.append(f"notes: {scalar(words)}")
    adopted = adopted_fields(one.original, path, one.sha256)
    done = f"{{do: adopt, at: {act.at}, by: {act.by}, from: {scalar(path, flow=True)}}}"
    head = "\n".join(lines) + "\n" + adopted + f"acts:\n  - {done}\n---\n"
    text = head.encode() + one.original.body
    if len(text) > BODY_CAP:
        return Refused(one.file.path, Remark("too-large-as-record", {"cap": _CAP}))
    source = parse(kind.path_of(record_id), text)
    broken = any(finding.severity == "error" for finding in source.findings)
    if broken or rebuild(text) != one.file.data:
        return Refused(one.file.path, Remark("not-kept-whole"))
    warned = [Remark("body-character", finding.values) for finding in source.findings]
    return Draft(
        one.file.path,
        record_id,
        kind.path_of(record_id),
        text,
        one.found.day,
        one.found.where,
        title,
        one.title_from or "date",
        (*_notes(one, twin), *warned),
    )


def _notes(one: _Read, twin: PurePosixPath | None) -> Iterator[Remark]:
    yield from one.found.remarks
    if one.several:
        yield Remark("several-meetings", {"count": str(one.several)})
    if not one.title:
        yield Remark("no-title")
    if one.kept_in_body:
        yield Remark(one.kept_in_body)
    if twin:
        yield Remark("same-bytes", {"path": str(twin)})


def _same_bytes(read: list[_Read]) -> dict[PurePosixPath, PurePosixPath]:
    """Return for each file whose bytes came before, in record order, the file that had them."""
    first: dict[str, PurePosixPath] = {}
    return {
        one.file.path: first[one.sha256]
        for one in read
        if first.setdefault(one.sha256, one.file.path) != one.file.path
    }
