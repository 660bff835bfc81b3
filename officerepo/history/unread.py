"""Records whose files cannot be read: what they said last, while they could be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from officerepo.blobs import read_versions
from officerepo.commits import FileChange
from officerepo.git import TreeFile
from officerepo.index import Index
from officerepo.office import Office
from officerepo.rows import read_file, record_of, rows_under_names
from officerepo.store import Row


def versions_of(changes: Iterable[FileChange], paths: Iterable[str]) -> dict[str, list[str]]:
    """Return the blobs that files had, newest first, given changes from the oldest on."""
    found: dict[str, dict[str, None]] = {path: {} for path in paths}
    for change in changes:
        blobs = found.get(change.path)
        for blob in (change.before, change.after) if blobs is not None else ():
            if blobs is not None and blob:
                blobs.pop(blob, None)
                blobs[blob] = None
    return {path: list(reversed(blobs)) for path, blobs in found.items()}


def last_read(
    root: Path, office: Office, versions: Mapping[str, Sequence[str]]
) -> dict[str, tuple[TreeFile, Row]]:
    """Return for each path the first of its versions that can be read, if there is one."""
    files = read_versions(root, ((p, blob) for p, blobs in versions.items() for blob in blobs))
    found = {}
    for path, blobs in versions.items():
        for blob in blobs:
            file = replace(files[blob], path=path)
            row = None if file.trouble else read_file(file, office)
            if row and row.id:
                found[path] = (file, row)
                break
    return found


def with_last_read(root: Path, index: Index, versions: Mapping[str, Sequence[str]]) -> Index:
    """Return an index in which records that cannot be read say what they said last."""
    found = last_read(root, index.office, versions)
    if not found:
        return index
    named = rows_under_names([row for _, row in found.values()], index.aliases)
    records = [record_of(row, index.office.kinds[row.kind]) for row in named]
    files = {**index.files, **{path: file for path, (file, _) in found.items()}}
    return index.changed(found.keys(), records, (), files)
