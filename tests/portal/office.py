"""The demo office, and offices like it with some records changed, built into folders."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import pytest

from officerepo.finding import Finding
from officerepo.git import TreeFile, blob_id
from officerepo.index import Index
from officerepo.load import Tree, load, read_tree
from officerepo.portal import build as building
from officerepo.portal.build import BuildResult, build
from officerepo.portal.page import FileType, Page, PageType
from officerepo.portal.render import Renderer
from officerepo.record import Record
from officerepo.source import split_front_matter

ROOT = Path(__file__).resolve().parent.parent.parent
TODAY = date(2025, 3, 31)


@cache
def demo() -> tuple[Tree, Index]:
    """The demo office as it lies in this checkout."""
    tree = read_tree(ROOT)
    return tree, load(tree).index


def demo_body(record: Record) -> str:
    path = demo()[1].records[record.id].path  # where it was before a test moved it
    parts = split_front_matter(demo()[0].files[path].raw.decode())
    return parts[1] if parts and path.endswith(".md") else ""


@dataclass
class Office:
    """An office to build: the demo's settings, some records, and what their bodies are."""

    records: dict[str, Record]
    body: Callable[[Record], str] = demo_body
    findings: tuple[Finding, ...] = ()
    files: Mapping[str, TreeFile] = field(default_factory=dict)

    @property
    def index(self) -> Index:
        return Index(demo()[1].office, self.records, self.findings, self.files)

    def changed(self, name: str, **values: Any) -> Office:
        """The office with other values in one record, which then has another blob."""
        record = replace(self.records[name], **values)
        blob = hashlib.sha1(repr((record, record.links)).encode()).hexdigest()
        return Office({**self.records, name: replace(record, blob=blob)}, self.body, self.findings)

    def moved(self, name: str, path: str) -> Office:
        """The office with a record's file elsewhere, its bytes as they were."""
        moved = replace(self.records[name], path=path)
        return Office({**self.records, name: moved}, self.body, self.findings)

    def without(self, *names: str) -> Office:
        kept = {name: record for name, record in self.records.items() if name not in names}
        return Office(kept, self.body, self.findings)

    def build(self, output: Path, **wishes: Any) -> BuildResult:
        given: dict[str, Any] = {
            "audience": "internal",
            "today": TODAY,
            "language": "en",
            "revision": "4f2c91a",
            "built": "2025-03-31T07:30",
        }
        given |= wishes
        given.setdefault("languages", [given.pop("language")])
        return build(self.index, self.findings, bodies=self.body, output=output, **given)


class Typed(Renderer):
    """Renders pages, and remembers of which type each is and where the navigation has it."""

    last: ClassVar[dict[str, tuple[str, str]]] = {}

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        Typed.last = {}

    def add(self, kind: PageType | FileType, page: Page) -> None:
        Typed.last[page.path] = (kind.name, page.section)
        super().add(kind, page)


def typed(office: Office, output: Path, **wishes: Any) -> dict[str, tuple[str, str]]:
    """Builds an office and returns the type and section of every file, by its address."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "Renderer", Typed)
        office.build(output, **wishes)
    return Typed.last


def one_of_each(types: Mapping[str, tuple[str, str]], output: Path) -> dict[str, str]:
    """A page of every type, a large one but no giant, by the type's name."""
    chosen: dict[str, tuple[bool, int, str]] = {}
    for path, (name, _) in types.items():
        if path.endswith(".html"):
            size = (output / path).stat().st_size
            rank = (size <= 40_000, size if size <= 40_000 else -size, path)
            chosen[name] = max(chosen.get(name, rank), rank)
    return {name: path for name, (*_, path) in chosen.items()}


def demo_office() -> Office:
    return Office(dict(demo()[1].records))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its relative path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def text_of(raw: bytes) -> str:
    """What a file says: its text, or that of the files that are packed in it."""
    if not raw.startswith(b"PK"):
        return raw.decode()
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        return "\n".join(packed.read(name).decode() for name in packed.namelist())


def ids(records: Iterable[Record], kind: str) -> list[str]:
    return [record.id for record in records if record.kind == kind]


def lying(files: Mapping[str, bytes]) -> dict[str, TreeFile]:
    """Files of a tree by path."""
    return {path: TreeFile(path, blob_id(raw), raw) for path, raw in files.items()}
