"""The demo office as text trees, changed one edit at a time and judged anew each time."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from officerepo.check import check
from officerepo.conform import conform
from officerepo.finding import Finding
from officerepo.git import TreeFile, blob_id
from officerepo.index import Index
from officerepo.kind import Kind
from officerepo.office import Office, is_control_file, read_office
from officerepo.record import Record, by_id
from officerepo.source import Source, parse

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2025, 12, 31)


@dataclass
class Entry:
    """A record of the demo as its file says it."""

    kind: Kind
    tree: dict[str, Any]
    body: str

    def copy(self) -> Entry:
        """Return an entry that may be changed."""
        return Entry(self.kind, deepcopy(self.tree), self.body)


@dataclass
class Demo:
    """The office of one moment: settings, entries by number, and what was read of each."""

    office: Office
    entries: dict[str, Entry]
    files: Mapping[str, TreeFile]
    _read: dict[str, tuple[Record, list[Finding]]] = field(default_factory=dict)

    def judged(self, changes: Mapping[str, Entry | None] | None = None) -> list[Finding]:
        """Return what check says once some entries are changed, added or removed (None)."""
        changes = changes or {}
        read = {
            name: self._one(name, entry) if name in changes else self._unchanged(name, entry)
            for name, entry in (self.entries | dict(changes)).items()
            if entry is not None
        }
        findings = [found for _, faults in read.values() for found in faults]
        records = [record for record, _ in read.values()]
        index = Index(self.office, by_id(records), [*self.office.findings, *findings], self.files)
        return list(check(index, TODAY).findings)

    def _unchanged(self, name: str, entry: Entry) -> tuple[Record, list[Finding]]:
        if name not in self._read:
            self._read[name] = self._one(name, entry)
        return self._read[name]

    def _one(self, name: str, entry: Entry) -> tuple[Record, list[Finding]]:
        path = entry.kind.path_of(name)
        source = Source(entry.tree, entry.body)
        return conform(entry.kind, self.office.kernel, path, "", source)


@cache
def demo() -> Demo:
    """Return the demo office as it lies in `records/`."""
    files = {}
    for path in sorted((ROOT / "records").rglob("*")):
        if path.is_file():
            name, raw = path.relative_to(ROOT).as_posix(), path.read_bytes()
            files[name] = TreeFile(name, blob_id(raw), raw)
    office = read_office({name: f.raw for name, f in files.items() if is_control_file(name)})
    entries = {}
    for name, found in files.items():
        folder = name.split("/")[1]
        if is_control_file(name) or folder not in office.folders:
            continue
        if not name.endswith((".yaml", ".md")):
            continue
        source = parse(name, found.raw)
        assert source.data is not None, name
        entries[Path(name).stem] = Entry(office.folders[folder], source.data, source.body)
    return Demo(office, entries, files)
