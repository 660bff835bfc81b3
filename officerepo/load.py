"""From the files of a tree to an index: each file is read once, and kept by its blob id."""

from __future__ import annotations

import gc
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from officerepo.conform import conform, sound_acts
from officerepo.finding import Finding
from officerepo.git import TreeFile, blob_id, working_tree
from officerepo.index import Index
from officerepo.kind import Kind
from officerepo.layout import record_files
from officerepo.office import GUARDS, SETTINGS, Office, is_control_file, read_office
from officerepo.personal import personal_data
from officerepo.record import Act, Link, Record
from officerepo.resources import code_digest
from officerepo.source import leaves, parse
from officerepo.store import FOLDER as STORE_FOLDER
from officerepo.store import Row, Store
from officerepo.text import bigrams
from officerepo.yamlevents import versions

FOLDERS = ("records", "templates", "site", STORE_FOLDER, *GUARDS)
FORK_ABOVE = 500  # files to read; below that a second process costs more than it saves
_DIGEST = re.compile(r"(?:sha256:)?[0-9a-f]{64}")
# Made once, and the trees of records have no circles: 9 µs a record less than `json.dumps`.
_as_json = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
_SAID = frozenset({"text", "reason", "remarks", "outcome", "findings", "notice"})  # prose of acts

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


def read_tree(root: Path) -> Tree:
    """Read and hash the files that git tracks or would add. Raises GitError without git."""
    return tree_of(root, working_tree(root, FOLDERS))


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
    folder = tree.root.stat() if tree.root.exists() else None
    place = f"{folder.st_dev} {folder.st_ino}" if folder else ""
    control = hashlib.sha256(f"{place} {code_digest()} {versions()}\n".encode())
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
        index = _index(office, _under_names(found, names), findings, tree.files, names)
    finally:
        if was_collecting:
            gc.enable()
    gone = [path for path in known if path not in wanted]
    return Loaded(tree, index, store, read, gone, fresh=not known)


def former_names(rows: Iterable[Row]) -> dict[str, str]:
    """Return the names that records had before, each with the id of the record that says so.

    A name that a record has now, or that two records claim, leads nowhere else.
    """
    claims: dict[str, list[str]] = {}
    for row in rows:
        if '"formerly"' in row.data:
            names = json.loads(row.data).get("formerly")
            for name in names if isinstance(names, list) else ():
                claims.setdefault(str(name), []).append(row.id)
    if not claims:
        return {}
    taken = {row.id for row in rows}
    return {name: by[0] for name, by in claims.items() if len(by) == 1 and name not in taken}


def _under_names(rows: Sequence[Row], names: Mapping[str, str]) -> Sequence[Row]:
    """Return rows that call every record by its name of now; what is stored stays as written."""
    if not names:
        return rows
    taken = {row.id for row in rows}
    old = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    written = re.compile(rf'"({old})(?=["/])')
    owners = set(names.values())

    def renamed(match: re.Match[str]) -> str:
        return f'"{names[match[1]]}'

    return [
        row
        if row.id in owners  # says its former names itself
        else row._replace(
            id=row.id if names.get(row.id) in taken else names.get(row.id, row.id),
            data=written.sub(renamed, row.data),
            links=written.sub(renamed, row.links),
        )
        for row in rows
    ]


# The fields are there in their order: links take half the time of `Link._make`, acts two thirds of
# `Act(…)`. Ten thousand records need 190,000 of them.
_act: Callable[[Iterable[Any]], Act] = partial(tuple.__new__, Act)
_link: Callable[[Iterable[Any]], Link] = partial(tuple.__new__, Link)


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
            findings += [Finding.from_row(item) for item in json.loads(row.findings)]
        if not row.id:
            continue  # a file that could not be read at all has findings and no record
        record = Record(
            row.id,
            row.kind,
            row.path,
            row.blob,
            tree,
            tuple(_acts(row, tree, office.kinds[row.kind])),
            row.state,
            row.title,
            row.label,
            tuple(map(_link, targets)),
        )
        first = records.setdefault(row.id, record)
        if first is not record:
            if record.path == office.kinds[row.kind].path_of(row.id):  # the other is the copy
                records[row.id], record, first = record, first, record
            findings.append(_twice(record, first))
    return Index(office, records.values(), findings, files, aliases=aliases)


def _acts(row: Row, tree: Mapping[str, Any], kind: Kind) -> Iterable[Act]:
    """Return a record's acts; those of a file without findings need no second look."""
    if row.findings != "[]":
        return sound_acts(tree.get("acts"), kind)
    return [_act((act["do"], act["at"], act["by"], act)) for act in tree.get("acts", ())]


def _twice(record: Record, first: Record) -> Finding:
    return Finding(
        record.path,
        "",
        "The number {id} is also used by {other}.",
        "Give this record the next number.",
        "duplicate-id",
        values={"id": record.id, "other": first.path},
    )


# -- one file -------------------------------------------------------------------------------------


def read_file(found: TreeFile, office: Office) -> Row:
    """Read one record file into the row that the index keeps of it."""
    kind = office.folders[found.path.split("/")[1]]
    source = parse(found.path, found.raw)
    findings = list(source.findings)
    if source.data is None:
        return _row(found, "", kind, findings=findings, text=source.body)
    record, problems = conform(kind, office.kernel, found.path, found.blob, source)
    findings += problems
    if record.label == "confidential" and source.body.strip():
        findings.append(
            Finding(
                found.path,
                "",
                "A confidential record has a text in the repository.",
                "Keep the text outside and give its location under `attachments`.",
                "confidential-text",
            )
        )
    findings += personal_data(found.path, found.raw, source, office.personal)
    return _row(
        found,
        record.id,
        kind,
        record=record,
        findings=findings,
        text=search_text(record, source.body),
    )


def search_text(record: Record, body: str) -> str:
    """Return what search looks in: number, texts of all fields, remarks of acts, body.

    Digests are left out (`face` would find them), and of an adopted file's origin all but the
    front matter it had.
    """
    parts = [record.id]
    for name, value in record.data.items():
        if name == "acts":
            for act in record.acts:
                parts += [v for k, v in act.data.items() if k in _SAID and isinstance(v, str)]
        elif name == "x-adopted":
            origin = value if isinstance(value, dict) else {}
            parts += [text for _, text in leaves(origin.get("front_matter", ""))]
        elif isinstance(value, str):
            parts.append(value)
        else:
            parts += [text for _, text in leaves(value)]
    parts = [part for part in parts if len(part) < 64 or not _DIGEST.fullmatch(part)]
    parts.append(body)
    return "\n".join(parts)


def _row(
    found: TreeFile,
    record_id: str,
    kind: Kind,
    *,
    record: Record | None = None,
    findings: Sequence[Finding] = (),
    text: str = "",
) -> Row:
    return Row(
        found.path,
        found.blob,
        record_id,
        kind.name,
        record.state if record else "",
        record.title if record else "",
        record.label if record else "restricted",
        _as_json(record.data) if record else "{}",
        _as_json(record.links) if record else "[]",
        _as_json([f.as_row() for f in findings]) if findings else "[]",
        text,
        bigrams(text),
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
