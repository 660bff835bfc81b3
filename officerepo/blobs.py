"""Trees and blobs: the files that a commit holds, read from git's objects."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from officerepo.git import FILE_CAP, TOO_LARGE, GitError, TreeFile, run

_ID = re.compile("[0-9a-f]{40}")
_TROUBLES = {"120000": "symbolic link", "160000": "submodule"}


def blobs_at(root: Path, commit: str, below: Sequence[str]) -> dict[str, tuple[str, str, int]]:
    """Return mode, blob id and size (bytes) of each file of a commit below folders of `root`.

    Paths are relative to `root`; the size of a submodule is 0.
    """
    listing = run(root, "ls-tree", "-r", "-l", "-z", commit, "--", *below)
    found = {}
    for entry in listing.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        about, _, path = entry.partition("\t")
        mode, _, blob, size = about.split()
        found[path] = (mode, blob, int(size) if size.isdigit() else 0)
    return found


def files_at(root: Path, commit: str, below: Sequence[str]) -> list[TreeFile]:
    """Return the files of a commit below folders of `root`, as `working_tree` gives its own."""
    found = blobs_at(root, commit, below)
    wanted = [b for mode, b, size in found.values() if mode not in _TROUBLES and size <= FILE_CAP]
    raw = read_blobs(root, wanted)
    files = []
    for path in sorted(found, key=os.fsencode):
        mode, blob, size = found[path]
        trouble = _TROUBLES.get(mode, TOO_LARGE if size > FILE_CAP else "")
        files.append(TreeFile(path, "" if trouble else blob, raw.get(blob, b""), trouble))
    return files


def blobs_called(root: Path, wanted: Sequence[tuple[str, str]]) -> list[str]:
    """Return the blob ids of files at commits, given as (commit, path); empty where there is none.

    Paths are relative to `root`.
    """
    asked = [f"{commit}:./{path}" for commit, path in wanted]
    text = "".join(f"{name}\n" for name in asked).encode("utf-8", "surrogateescape")
    listing = run(root, "cat-file", "--batch-check=%(objectname)", stdin=text) if asked else b""
    return [line if _ID.fullmatch(line) else "" for line in listing.decode().split("\n")[:-1]]


def read_versions(root: Path, versions: Iterable[tuple[str, str]]) -> dict[str, TreeFile]:
    """Return versions of files, given as (path, blob), by blob; large ones are not read."""
    paths = {blob: path for path, blob in versions}
    asked = "\n".join([*paths, ""]).encode()
    listing = run(root, "cat-file", "--batch-check", stdin=asked) if paths else b""
    sizes = [line.split() for line in listing.decode().splitlines()]
    large = {line[0] for line in sizes if line[-1].isdigit() and int(line[-1]) > FILE_CAP}
    raw = read_blobs(root, paths.keys() - large)
    return {
        blob: TreeFile(path, blob, raw[blob]) if blob in raw else TreeFile(path, "", b"", TOO_LARGE)
        for blob, path in paths.items()
    }


def read_blobs(root: Path, blobs: Iterable[str]) -> dict[str, bytes]:
    """Return the bytes of blobs by id. Raises GitError when one is missing."""
    wanted = list(dict.fromkeys(blobs))
    if not wanted:
        return {}
    output = run(root, "cat-file", "--batch", stdin="\n".join([*wanted, ""]).encode())
    found, here = {}, 0
    for blob in wanted:
        end = output.index(b"\n", here)
        answer = output[here:end].split()
        if len(answer) != 3:
            raise GitError(
                "The file version {blob} is missing in this clone.",
                "Work in a complete clone: `git clone` without --depth and --filter.",
                blob=blob,
            )
        size = int(answer[2])
        found[blob] = output[end + 1 : end + 1 + size]
        here = end + 1 + size + 1
    return found
