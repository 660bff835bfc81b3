"""Files that lie where records do and could not be read: nobody knows what they say."""

from __future__ import annotations

from officerepo.index import Index
from officerepo.layout import is_record


def unread_paths(index: Index) -> dict[str, list[str]]:
    """Return the paths of the record files that could not be read, by kind, in order."""
    folders = index.office.folders
    found: dict[str, list[str]] = {}
    for path in sorted({finding.path for finding in index.findings}):
        name = path.rpartition("/")[2].rpartition(".")[0]
        if name in index.unread and is_record(path, folders):
            found.setdefault(folders[path.split("/")[1]].name, []).append(path)
    return found
