"""An office full of canaries, made from its kinds, and the search that finds one in any form.

A canary is a word that stands nowhere else: a stem for the label of its record, and the number of
its place. Where one turns up in what is built for readers who may not see it, it says which field
it flew out of.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import io
import re
import sqlite3
import subprocess
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import openpyxl
import pypdf
import yaml

from officerepo.kind import ActSpec, Field, Kind, make_id
from officerepo.office import Office, read_office
from tests.portal.office import ROOT

STEMS = {"internal": "zqinternx", "restricted": "zqrestrix", "confidential": "zqconfidx"}
RANKS = ["public", *STEMS]
TODAY = date(2025, 6, 16)
VARIANTS = ("example", "whole", "wild")
"""The kind's example; every field there is, with what suits it; every field, with what does not."""

MADE = {
    "public": ("example", "whole"),
    "internal": ("example", "whole"),
    "restricted": VARIANTS,
    "confidential": ("whole",),
}
"""The variants of which there is a record of each kind, by label."""

NUMBERS = {"public": 331, "internal": 341, "restricted": 351, "confidential": 361}
"""Where the numbers of records with a label begin: far from those in the manual's examples."""

GONE = "371"


@dataclass
class Canaries:
    """Hands out canaries and remembers where each went."""

    places: dict[str, str] = field(default_factory=dict)

    def new(self, place: str, label: str = "restricted") -> str:
        canary = f"{STEMS[label]}{len(self.places):05d}"
        self.places[canary] = place
        return canary


@dataclass
class Seeded:
    """A record to be written: its number, kind and label, and where its own canaries begin."""

    id: str
    kind: Kind
    label: str
    variant: str
    data: dict[str, Any]
    files: dict[str, bytes]

    @property
    def path(self) -> str:
        return self.kind.path_of(self.id)

    @property
    def written(self) -> dict[str, bytes]:
        """The files of the record: its own and those that belong to it."""
        return {self.path: as_file(self.kind, self.data), **self.files}


def as_file(kind: Kind, data: Mapping[str, Any]) -> bytes:
    """The bytes of a record with these fields, its body among them."""
    front = {name: value for name, value in data.items() if name != "body"}
    written = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=10_000)
    if kind.format != "markdown":
        return written.encode()
    return f"---\n{written}---\n\n{data.get('body', '')}\n".encode()


def office_of() -> Office:
    """The settings and kinds that ship, under the demo office's name."""
    return read_office(settings())


def settings() -> dict[str, bytes]:
    names = ("office.yaml", "calendar.yaml", "file-plan.yaml")
    return {f"records/{name}": (ROOT / "records" / name).read_bytes() for name in names}


def number(kind: Kind, label: str, variant: str) -> str:
    """The number of the record of a kind with a label."""
    place = NUMBERS[label] + VARIANTS.index(variant)
    word = f"name{place}"
    values: dict[str, str | int] = dict.fromkeys(kind.id_fields, f"PER-{word}")
    values |= {"slug": word, "handle": word, "code": word.upper(), "class": "other"}
    return make_id(kind.id, **values | {"year": 2025, "serial": place, "n": place})


class Seeder:
    """Makes records of every kind with a canary in each of their fields."""

    def __init__(self, office: Office, canaries: Canaries | None) -> None:
        self.office = office
        self.canaries = canaries
        self.label = "public"

    def records(self, label: str, *cited: str) -> Iterator[Seeded]:
        """Yields a record of every kind and variant; those who may be seen speak of the others."""
        for kind in self.office.kinds.values():
            for variant in MADE[label]:
                yield self.record(kind, label, variant, cited)

    def record(self, kind: Kind, label: str, variant: str, cited: tuple[str, ...] = ()) -> Seeded:
        self.label = label
        name = number(kind, label, variant)
        place = f"{name} ({label}, {variant})"
        if variant == "example":
            data = self._marked(kind.fields, deepcopy(dict(kind.example)), place)
            for act in data.get("acts") or ():
                keys = {**kind.acts[act["do"]].all_keys}
                keys.pop("do")
                act.update(self._marked(keys, act, f"{place}, act {act['do']}"))
                act.pop("digest", None)
        else:
            wild = variant == "wild"
            specs = [spec for spec in kind.fields.values() if spec.name != "attachments"]
            data = {spec.name: self._made(spec, place, wild) for spec in specs}
            if kind.has_acts:
                opening = [act for act in kind.acts.values() if act.sources is None]
                acts = list(kind.acts.values()) if wild else opening[:1]
                data["acts"] = [self._act(act, place, wild) for act in acts]
        data["label"] = label
        data.pop("formerly", None)
        if kind.format == "markdown":
            data["body"] = f"{data.get('body', '')}\n\nSaid {self._word(f'{place}, body')}.\n"
        data["x-own"] = {f"x-{self._word(f'{place}, own key')}": self._word(f"{place}, own")}
        spoken = " ".join(cited)
        if cited:
            data["notes"] = f"compare {spoken}"
            data["refs"] = {"cites": list(cited)}
            data["body"] = f"{data.get('body', '')}\nsee {spoken}, [this](../{cited[0]}.md)\n"
        files = self._attach(kind, name, data, place)
        return Seeded(name, kind, label, variant, data, files)

    def _act(self, act: ActSpec, place: str, wild: bool) -> dict[str, Any]:
        keys = {**(act.keys if wild else act.all_keys)}
        for name in ("do", "at", "by"):
            keys.pop(name, None)
        said = (self._made(key, f"{place}, act {act.name}", wild) for key in keys.values())
        by = number(self.office.kinds["person"], "public", "whole")
        done = {"do": act.name, "at": f"{TODAY}T09:30", "by": by}
        return done | dict(zip(keys, said, strict=True))

    def _word(self, place: str) -> str:
        return self.canaries.new(place, self.label) if self.canaries else "open"

    def _attach(self, kind: Kind, name: str, data: dict[str, Any], place: str) -> dict[str, bytes]:
        """Gives the record two files, a readable one and another, and returns them by path."""
        folder = kind.path_of(name).rpartition("/")[0]
        listed, files = [], {}
        for ending in ("txt", "pdf"):
            word = self._word(f"{place}, file name .{ending}")
            raw = f"%PDF {self._word(f'{place}, bytes of .{ending}')} {name}".encode()
            title = self._word(f"{place}, name of .{ending}")
            files[f"{folder}/{name}-{word}.{ending}"] = raw
            listed.append(
                {
                    "name": f"Plan {title}",
                    "path": f"{name}-{word}.{ending}",
                    "sha256": hashlib.sha256(raw).hexdigest(),
                }
            )
        data["attachments"] = listed
        return files

    def _marked(self, specs: Mapping[str, Field], data: dict[str, Any], at: str) -> dict[str, Any]:
        """An example with a canary in every text."""
        return {
            name: self._mark(specs[name], value, f"{at}, {name}") if name in specs else value
            for name, value in data.items()
        }

    def _mark(self, spec: Field, value: Any, at: str) -> Any:
        if isinstance(value, list):
            return [self._mark(spec.of or spec, item, at) for item in value]
        if isinstance(value, dict):
            return self._marked(spec.parts, value, at)
        return f"{value} {self._word(at)}" if spec.free else value

    def _made(self, spec: Field, at: str, wild: bool) -> Any:
        """A value for a field: one that suits it, or one that is nothing but a canary."""
        at = f"{at}, {spec.name}"
        if spec.type == "list":
            one = {part.name: self._made(part, at, wild) for part in spec.parts.values()}
            return [one or self._made(spec.of or spec, at, wild)] if spec.of or one else []
        if spec.parts:
            return {part.name: self._made(part, at, wild) for part in spec.parts.values()}
        return self._said(at) if wild or spec.free else self._suiting(spec)

    def _said(self, at: str) -> str:
        return f"Words {self._word(at)}"

    def _suiting(self, spec: Field) -> str:
        simple = {
            "date": str(TODAY + timedelta(days=2 if "due" in spec.name else 0)),
            "moment": f"{TODAY}T10:00",
            "time": "10:00",
            "integer": "2",
            "decimal": "2.5",
            "boolean": "yes",
            "email": "office@example.org",
            "sha256": "a" * 64,
            "digest": "sha256:" + "a" * 64,
        }
        if spec.type == "choice":
            return next(iter(spec.values), "")
        if spec.type == "link":
            wanted = next((to.partition("/")[0] for to in spec.to), "person")
            kind = self.office.kinds.get(wanted) or self.office.kinds["person"]
            return number(kind, "public", "whole")
        return simple.get(spec.type, "open")


# -- a repository of them ---------------------------------------------------------------------------


def founded(folder: Path, canaries: Canaries) -> dict[str, Seeded]:
    """Makes a repository with records of every label, and a past that others may not know.

    Every commit that touches a hidden record has canaries in its message, its author and the name
    of its branch. Some records that all may read now were restricted once; some are gone.
    """
    office = office_of()
    seeder = Seeder(office, canaries)
    hidden = [r for label in list(NUMBERS)[1:] for r in seeder.records(label)]
    names = tuple(r.id for r in hidden)
    seen = list(Seeder(office, None).records("public", *names))
    earlier = [seeder.record(r.kind, "restricted", "example") for r in seen]
    first: dict[str, bytes | None] = dict(settings())
    for then, now in zip(earlier, seen, strict=True):
        if now.variant == "example":
            first[now.path] = as_file(then.kind, then.data)
        else:  # one that is gone since
            first[now.path.replace(str(NUMBERS["public"] + 1), GONE)] = as_file(
                then.kind, then.data
            )
    last: dict[str, bytes | None] = dict.fromkeys(first.keys() - settings().keys())
    for record in hidden:
        first |= record.written
    for record in seen:
        last |= record.written
    folder.mkdir()
    git(folder, "init", "-q", "-b", f"work-{canaries.new('branch')}")
    commit(folder, first, _said(canaries, "first commit"), canaries.new("author"))
    commit(folder, last, _said(canaries, "second commit"), canaries.new("author"))
    git(folder, "branch", f"merged-{canaries.new('other branch')}")
    git(folder, "tag", "-a", f"v-{canaries.new('tag')}", "-m", canaries.new("words of the tag"))
    return {r.id: r for r in (*hidden, *seen)}


def _said(canaries: Canaries, which: str) -> str:
    return f"Docket {canaries.new(f'subject of the {which}')}\n\nBody {canaries.new(which)}"


def commit(
    folder: Path, files: Mapping[str, bytes | None], message: str, author: str = "somebody"
) -> None:
    """Commits files written anew, or removed (None)."""
    for name, raw in files.items():
        path = folder / name
        if raw is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(raw)
    git(folder, "add", "-A")
    who = ("-c", f"user.name={author}", "-c", f"user.email={author}@example.org")
    git(folder, *who, "commit", "-q", "-m", message)


def git(folder: Path, *arguments: str) -> str:
    """Runs git in a folder and returns what it prints."""
    run = ["git", "-C", str(folder), *arguments]
    return subprocess.run(run, check=True, capture_output=True, text=True).stdout.strip()


# -- the search -------------------------------------------------------------------------------------


def _base64(raw: bytes) -> list[bytes]:
    """What stands in Base64 wherever these bytes do, at each of the three ways they can lie."""
    found = []
    for offset, start, end in ((0, 0, 0), (1, 2, 0), (2, 3, 0)):
        coded = base64.b64encode(b"\0" * offset + raw).rstrip(b"=")
        last = 1 if (offset + len(raw)) % 3 else 0
        found.append(coded[start : len(coded) - last - end])
    return found


def _patterns(stems: Iterable[str]) -> re.Pattern[bytes]:
    """What finds words of ASCII letters in bytes, written in any of the ways computers write."""
    exact, loose = [], []
    for text in stems:
        raw = text.encode()
        exact += [*_base64(raw), *_base64(text.encode("utf-16-le")), base64.b32encode(raw)[:12]]
        loose += [raw, raw.hex().encode(), text.encode("utf-16-le"), text.encode("utf-16-be")]
        loose += ["".join(form % byte for byte in raw).encode() for form in ESCAPES]
    exact = [re.escape(each) for each in exact]
    return re.compile(b"|".join([*exact, *(b"(?i:" + re.escape(each) + b")" for each in loose)]))


ESCAPES = ("%%%02x", "\\u%04x", "\\x%02x", "&#%d;", "&#x%x;")
TEXTS = frozenset({"html", "css", "js", "svg", "xml", "atom", "ics", "csv", "json", "txt", "md", "webmanifest", "conf", "map", "lock", "sha256", ""})  # fmt: skip
PACKED = frozenset({"gz", "zip", "xlsx", "ods", "odt", "docx", "pdf", "db", "sqlite", "sqlite3"})
PICTURES = frozenset({"png", "ico", "jpg", "jpeg"})


def readings(name: str, raw: bytes, depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """Yields the ways in which a file can be read, each with its name: as it is, unpacked, …"""
    yield "bytes", raw
    if depth > 3:
        return
    if raw[:2] == b"\x1f\x8b":
        yield from _within("gzip", gzip.decompress(raw), depth)
    if raw[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            yield "names", "\n".join(archive.namelist()).encode() + archive.comment
            for member in archive.namelist():
                yield from _within(f"member {member}", archive.read(member), depth)
        if name.endswith(".xlsx"):
            yield "cells", _cells(raw)
    if raw[:5] == b"%PDF-":
        yield from _pdf(raw, depth)
    if raw[:15] == b"SQLite format 3":
        yield "rows", _rows(raw)
    text = raw.decode("utf-8", "replace")
    if name.endswith(".ics"):
        yield "unfolded", re.sub(r"\r?\n[ \t]", "", text).encode()
    if name.rpartition(".")[2] in TEXTS:
        plain = html.unescape(re.sub(r"(?s)<[^>]*>", "", text))
        yield "unquoted", unquote(html.unescape(text)).encode("utf-8", "replace")
        yield "without markup or gaps", re.sub(r"\s+|[­​]", "", plain).encode("utf-8", "replace")


def _within(said: str, raw: bytes, depth: int) -> Iterator[tuple[str, bytes]]:
    for inner, content in readings(said, raw, depth + 1):
        yield f"{said}, {inner}", content


def _cells(raw: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(raw))
    said = [str(vars(book.properties))]
    for sheet in book:
        said.append(sheet.title)
        for row in sheet.iter_rows():
            for cell in row:
                said += [str(cell.value), str(cell.hyperlink), str(cell.comment)]
    return "\n".join(said).encode("utf-8", "replace")


def _pdf(raw: bytes, depth: int) -> Iterator[tuple[str, bytes]]:
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", raw, re.DOTALL):
        with suppress(zlib.error):
            yield "stream", zlib.decompressobj().decompress(packed)
    with suppress(pypdf.errors.PdfReadError):  # an attachment may be no sound PDF
        document = pypdf.PdfReader(io.BytesIO(raw))
        yield "about", str(document.metadata).encode()
        text = "".join(page.extract_text() for page in document.pages)
        yield "text", re.sub(r"[\s\u00ad-]+", "", text).encode("utf-8", "replace")
        for name, contents in document.attachments.items():
            for content in contents:
                yield from _within(name, content, depth)


def _rows(raw: bytes) -> bytes:
    database = sqlite3.connect(":memory:")
    database.deserialize(raw)
    return "\n".join(database.iterdump()).encode("utf-8", "replace")


@dataclass(frozen=True)
class Found:
    """A canary in a file: which, in what way it was read."""

    path: str
    reading: str
    canary: str


class Search:
    """Finds canaries by the stems of some labels, and the numbers of some records."""

    def __init__(self, labels: Iterable[str], numbers: Iterable[str] = ()) -> None:
        self._stems = [STEMS[label] for label in labels]
        self._forms = _patterns(self._stems)
        self._plain = re.compile(rf"(?:{'|'.join(self._stems)})[0-9]{{5}}", re.IGNORECASE)
        self._numbers = {
            name: re.compile(rb"(?i)(?<![a-z0-9])" + re.escape(name.encode()) + rb"(?![0-9a-z])")
            for name in numbers
        }

    def below(self, folder: Path) -> set[Found]:
        """What is found in the files of a folder, and in their names.

        A canary in a form of which its number cannot be read counts by its stem alone.
        """
        found: set[Found] = set()
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            found.update(self.within("name", name, name.encode()))
            if path.is_symlink() or not path.is_file():
                continue
            ending = path.suffix.removeprefix(".")
            assert ending in TEXTS | PACKED | PICTURES, f"{name}: say above how it is to be read"
            read: set[bytes] = set()
            for reading, raw in readings(name, path.read_bytes()):
                if raw not in read:
                    found.update(self.within(reading, name, raw))
                    read.add(raw)
        return found

    def within(self, reading: str, path: str, raw: bytes) -> Iterator[Found]:
        """Yields what is found in some bytes."""
        for match in self._forms.finditer(raw):
            whole = self._plain.match(raw[match.start() : match.start() + 20].decode("latin-1"))
            yield Found(path, reading, whole[0].lower() if whole else "a canary")
        low = raw.lower()
        for name, pattern in self._numbers.items():
            if name.lower().encode() in low and pattern.search(raw):
                yield Found(path, reading, name)
