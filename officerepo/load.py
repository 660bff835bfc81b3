"""From the files of a tree to an index: each file is read once, and kept by its blob id."""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from officerepo.finding import Finding
from officerepo.git import TreeFile, blob_id, place_in_repository, working_tree
from officerepo.index import Index
from officerepo.layout import record_files
from officerepo.office import GUARDS, SETTINGS, Office, is_control_file, read_office
from officerepo.record import Record
from officerepo.resources import code_digest
from officerepo.rows import findings_of, former_names, read_file, record_with, rows_under_names
from officerepo.source import parse
from officerepo.store import FOLDER as STORE_FOLDER
from officerepo.store import Row, Store, place_of
from officerepo.yamlevents import versions

_FOLDERS = ("records", "templates", "site", STORE_FOLDER, *GUARDS)
FORK_ABOVE = 500  # files to read; below that a second process costs more than it saves
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Tree:
    """The office's files as read: path → file, and a key that stands for all their bytes."""

    root: Path
    files: Mapping[str, TreeFile]
    key: str = ""
    overlay: bool = False  # whether some files are not what lies in the working tree

    def with_files(self, changed: Mapping[str, bytes | None]) -> Tree:
        """Return the tree as it would be with some files written, or removed (None)."""
        files = dict(self.files)
        for path, raw in changed.items():
            if raw is None:
                files.pop(path, None)
            else:
                files[path] = TreeFile(path, blob_id(raw), raw)
        return tree_of(self.root, files.values(), overlay=True)


@dataclass(slots=True)
class Loaded:
    """An index and where it comes from; `rows` are those that were read anew."""

    tree: Tree
    index: Index
    store: Store
    rows: list[Row] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    fresh: bool = False  # whether nothing could be taken from the store


def folders_of(root: Path) -> tuple[str, ...]:
    """Return where the files of an office lie, seen from it; its guards lie above it as well.

    Raises GitError without git.
    """
    depth = place_in_repository(root).count("/")
    above = (f"{'../' * up}{guard}" for up in range(1, depth + 1) for guard in GUARDS)
    return (*_FOLDERS, *above)


def read_tree(root: Path) -> Tree:
    """Read and hash the files that git tracks or would add. Raises GitError without git."""
    return tree_of(root, working_tree(root, folders_of(root)))


def tree_of(root: Path, files: Iterable[TreeFile], *, overlay: bool = False) -> Tree:
    """Make a tree of files; `overlay` says that they are not what lies in the working tree."""
    by_path = {found.path: found for found in files}
    return Tree(root, by_path, _tree_key(by_path.values()), overlay)


def _tree_key(files: Iterable[TreeFile]) -> str:
    total = hashlib.sha256()
    for found in files:
        total.update(
            f"{found.path}\0{found.blob}{found.trouble}\n".encode("utf-8", "surrogateescape")
        )
    return total.hexdigest()


def store_of(tree: Tree) -> Store:
    """Return the index file that belongs to a tree, this program, its parser and these settings.

    It belongs to this very folder: one that came with a copy is somebody else's answer.
    """
    control = hashlib.sha256(f"{place_of(tree.root)} {code_digest()} {versions()}\n".encode())
    for path in sorted(tree.files):
        if is_control_file(path):
            control.update(f"{path}\0{tree.files[path].blob}\n".encode())
    return Store(tree.root, control.hexdigest(), trusted=not _brought_along(tree))


def _brought_along(tree: Tree) -> list[str]:
    """Return index files that came with the repository: somebody else's answers."""
    return [path for path in tree.files if path.startswith(f"{STORE_FOLDER}/")]


def office_of(tree: Tree, store: Store) -> Office:
    """Read the settings and kinds of a tree; the store's key stands for all these files."""
    control = {path: found.raw for path, found in tree.files.items() if is_control_file(path)}
    return read_office(control, store.kept("kinds"))


def settings_of(tree: Tree) -> Mapping[str, Any]:
    """Return what office.yaml says, without reading anything else; empty when it is unreadable."""
    found = tree.files.get(SETTINGS[0])
    return (parse(found.path, found.raw).data or {}) if found else {}


def _tracked(path: str) -> Finding:
    return Finding(
        path,
        "",
        "The index is part of the repository; it is not used.",
        "Remove it: `git rm -r --cached .officerepo`.",
        "tracked-index",
    )


def load(
    tree: Tree,
    *,
    jobs: int = 1,
    progress: Progress | None = None,
    aliases: Mapping[str, str] | None = None,
) -> Loaded:
    """Build the index of a tree, reading only what the store does not know.

    `aliases` are names of records, each with another one it is to be called by, as it is later.
    """
    store = store_of(tree)
    office = office_of(tree, store)
    findings: list[Finding] = list(office.findings)
    findings += map(_tracked, _brought_along(tree))
    wanted = record_files(tree.files, office, findings)
    was_collecting = gc.isenabled()
    gc.disable()  # millions of small objects that all stay: collecting would only cost
    try:
        known = {row.path: row for row in store.rows()}
        rows = {
            path: row
            for path, found in wanted.items()
            if (row := known.get(path)) is not None and row.blob == found.blob
        }
        missing = [found for path, found in wanted.items() if path not in rows]
        read = _read_all(missing, office, jobs, progress)
        rows |= {row.path: row for row in read}
        found = [rows[path] for path in wanted]
        names = {**former_names(found), **(aliases or {})}
        index = _index(office, rows_under_names(found, names), findings, tree.files, names)
    finally:
        if was_collecting:
            gc.enable()
    gone = [path for path in known if path not in wanted]
    return Loaded(tree, index, store, read, gone, fresh=not known)


def _index(
    office: Office,
    rows: Sequence[Row],
    findings: list[Finding],
    files: Mapping[str, TreeFile],
    aliases: Mapping[str, str],
) -> Index:
    """Make records of rows; one call of the JSON parser for all of them is twice as fast."""
    records: dict[str, Record] = {}
    data = json.loads(f"[{','.join(row.data for row in rows)}]")
    links = json.loads(f"[{','.join(row.links for row in rows)}]")
    for row, tree, targets in zip(rows, data, links, strict=True):
        if row.findings != "[]":
            findings += findings_of(row)
        if not row.id:
            continue  # a file that could not be read at all has findings and no record
        record = record_with(row, tree, targets, office.kinds[row.kind])
        first = records.setdefault(row.id, record)
        if first is not record:
            if record.path == office.kinds[row.kind].path_of(row.id):  # the other is the copy
                records[row.id], record, first = record, first, record
            findings.append(_twice(record, first))
    return Index(office, records, findings, files, aliases=aliases)


def _twice(record: Record, first: Record) -> Finding:
    return Finding(
        record.path,
        "",
        "The number {id} is also used by {other}.",
        "Give this record the next number.",
        "duplicate-id",
        values={"id": record.id, "other": first.path},
    )


# -- many files -----------------------------------------------------------------------------------

_work: tuple[Sequence[TreeFile], Office] | None = None


def _read_all(
    files: Sequence[TreeFile], office: Office, jobs: int, progress: Progress | None
) -> list[Row]:
    """Read files, in forked processes when there are many; they inherit the bytes."""
    step = 250
    if jobs < 2 or len(files) < FORK_ABOVE:
        rows = []
        for number, found in enumerate(files):
            rows.append(read_file(found, office))
            if progress and number % step == 0:
                progress(number, len(files))
        return rows
    import multiprocessing

    global _work
    _work = (files, office)
    chunks = [(start, min(start + step, len(files))) for start in range(0, len(files), step)]
    rows = []
    try:
        with multiprocessing.get_context("fork").Pool(jobs) as pool:
            for part in pool.imap(_read_chunk, chunks):
                rows += part
                if progress:
                    progress(len(rows), len(files))
    finally:
        _work = None
    return rows


def _read_chunk(bounds: tuple[int, int]) -> list[Row]:
    assert _work is not None
    files, office = _work
    return [read_file(found, office) for found in files[bounds[0] : bounds[1]]]
