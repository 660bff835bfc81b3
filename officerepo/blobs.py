"""Trees and blobs: the files that a commit holds, read from git's objects.

Git gives out the bytes that lie under an id without asking whether they belong there, as they do in
every clone that came over the network. Here each object read has to be what its id says.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from officerepo.git import (
    FILE_CAP,
    TOO_LARGE,
    GitError,
    TreeFile,
    altered,
    foreign,
    object_id,
    place_in_repository,
    run,
    seen_from,
)

_ID = re.compile("[0-9a-f]{40}")
_TROUBLES = {"120000": "symbolic link", "160000": "submodule"}
_ID_LENGTH = 40
_AT_ONCE = 32 * 1024 * 1024  # bytes of trees that are looked at together


def blobs_at(root: Path, commit: str, below: Sequence[str]) -> dict[str, tuple[str, str, int]]:
    """Return mode, blob id and size (bytes) of each file of a commit below folders of `root`.

    Paths are relative to `root`; the size of a submodule is 0.
    """
    place = place_in_repository(root)
    wanted = [posixpath.normpath(place + path) for path in below]
    top = _tree_of(root, commit)
    listing = run(root, "ls-tree", "-r", "-t", "-l", "-z", "--full-tree", top, "--", *wanted)
    found, folders = {}, []
    for entry in listing.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        about, _, path = entry.partition("\t")
        mode, sort, name, size = about.split()
        if sort == "tree":
            folders.append(name)
        else:
            found[seen_from(place, path)] = (mode, name, int(size) if size.isdigit() else 0)
    prove_trees(root, [top, *folders])
    return found


def _tree_of(root: Path, name: str) -> str:
    """Return the id of the tree of a commit, which may be called by any name, or of a tree."""
    output = run(root, "cat-file", "--batch", stdin=f"{name}^{{}}\n".encode())
    head, _, raw = output.partition(b"\n")
    found = head.decode().split()
    if len(found) != 3:
        raise _missing(name)
    raw = _proven(found[0], found[1], raw[: int(found[2])])
    return raw[5:45].decode() if found[1] == "commit" else found[0]  # tree <id>


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
    large = {blob for blob, size in _sizes(root, paths).items() if size > FILE_CAP}
    raw = read_blobs(root, paths.keys() - large)
    return {
        blob: TreeFile(path, blob, raw[blob]) if blob in raw else TreeFile(path, "", b"", TOO_LARGE)
        for blob, path in paths.items()
    }


def read_blobs(root: Path, blobs: Iterable[str]) -> dict[str, bytes]:
    """Return the bytes of blobs by id. Raises GitError when one is missing or altered."""
    return read_objects(root, "blob", blobs)


def prove_trees(root: Path, trees: Iterable[str]) -> None:
    """Raise GitError when one of these trees is missing or altered.

    The 96,000 of a history of 20,000 commits take two seconds and a half.
    """
    part: list[str] = []
    total = 0
    for tree, size in _sizes(root, trees).items():
        if part and total + size > _AT_ONCE:
            read_objects(root, "tree", part)
            part, total = [], 0
        part.append(tree)
        total += size
    read_objects(root, "tree", part)


def read_objects(root: Path, sort: str, ids: Iterable[str]) -> dict[str, bytes]:
    """Return the bytes of objects of a sort by id. Raises GitError when one is missing or altered.

    To look at the bytes of 50,000 takes 0.3 s more than to read them.
    """
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    output = run(root, "cat-file", "--batch", stdin="\n".join([*wanted, ""]).encode())
    found, here = {}, 0
    for name in wanted:
        end = output.index(b"\n", here)
        answer = output[here:end].split()
        if len(answer) != 3:
            raise _missing(name)
        here = end + 1 + int(answer[2]) + 1
        found[name] = _proven(name, sort, output[end + 1 : here - 1])
    return found


def _sizes(root: Path, ids: Iterable[str]) -> dict[str, int]:
    """Return the sizes of objects in bytes. Raises GitError when one is missing."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    asked = "\n".join([*wanted, ""]).encode()
    listing = run(root, "cat-file", "--batch-check", stdin=asked).decode().splitlines()
    sizes = {}
    for name, line in zip(wanted, listing, strict=True):
        size = line.split()[-1]
        if not size.isdigit():
            raise _missing(name)
        sizes[name] = int(size)
    return sizes


def _proven(name: str, sort: str, raw: bytes) -> bytes:
    if len(name) != _ID_LENGTH:
        raise foreign()
    if object_id(sort, raw) != name:
        raise altered(name)
    return raw


def _missing(name: str) -> GitError:
    return GitError(
        "The object {id} is missing in this clone.",
        "Work in a complete clone: `git clone` without --depth and --filter.",
        id=name,
    )
