"""Reading a folder of existing papers: every file in it, or why it cannot be taken."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from officerepo.importers.minutes import SIZE_CAP, SUFFIXES, File, Refused
from officerepo.importers.remarks import Remark


def files_in(folder: Path) -> Iterator[File | Refused]:
    """Yields every file below a folder, in the order of its path; links are not followed.

    What is hidden, no file, too large or unreadable comes back as refused, a hidden folder once
    for all it holds. Nothing outside the folder is opened.
    """
    pending = [folder]
    while pending:
        here = pending.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as error:
            yield Refused(_within(folder, here), _unreadable(error))
            continue
        pending += [
            Path(entry.path)
            for entry in reversed(entries)
            if entry.is_dir(follow_symlinks=False) and not entry.name.startswith(".")
        ]
        yield from (
            _read(folder, entry)
            for entry in entries
            if not entry.is_dir(follow_symlinks=False) or entry.name.startswith(".")
        )


def _read(folder: Path, entry: os.DirEntry[str]) -> File | Refused:
    path = _within(folder, Path(entry.path))
    if entry.name.startswith("."):
        return Refused(path, Remark("hidden"))
    if entry.is_symlink():
        return Refused(path, Remark("link"))
    if not entry.is_file(follow_symlinks=False):
        return Refused(path, Remark("not-a-file"))
    if path.suffix.lower() not in SUFFIXES:
        return Refused(path, Remark("other-ending"))
    try:
        size = entry.stat(follow_symlinks=False).st_size
        if size > SIZE_CAP:
            values = {"size": f"{size // 1024:,}", "cap": f"{SIZE_CAP // 1024:,}"}
            return Refused(path, Remark("too-large", values))
        return File(path, Path(entry.path).read_bytes())
    except OSError as error:
        return Refused(path, _unreadable(error))


def _within(folder: Path, path: Path) -> PurePosixPath:
    return PurePosixPath(path.relative_to(folder).as_posix())


def _unreadable(error: OSError) -> Remark:
    return Remark("unreadable", {"why": error.strerror or "input/output error"})
