"""What a repository says of itself: its commit, its branches, the numbers taken, who works here."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from officerepo.git import (
    FILE_CAP,
    GitError,
    TreeFile,
    blob_id,
    configured,
    place_in_repository,
    run,
)


def revision(root: Path) -> str:
    """Return the commit id of HEAD, or an empty string before the first commit."""
    try:
        return run(root, "rev-parse", "--verify", "--quiet", "HEAD").decode().strip()
    except GitError:
        return ""


def branch_of_head(root: Path) -> str:
    """Return the branch that one works on, also before its first commit; empty where it is none."""
    try:
        named = run(root, "symbolic-ref", "--quiet", "HEAD")
    except GitError:
        return ""
    return named.decode("utf-8", "replace").strip().removeprefix("refs/heads/")


def has_branch(root: Path, name: str) -> bool:
    """Whether there is a branch, here or on the forge, or one works on it without a commit yet."""
    refs = (f"refs/heads/{name}", f"refs/remotes/origin/{name}")
    known = run(root, "for-each-ref", "--format=%(refname)", *refs).decode("utf-8", "replace")
    return branch_of_head(root) == name or any(ref in refs for ref in known.split("\n"))


def committed(root: Path, folders: Sequence[str]) -> dict[str, str]:
    """Return the blob ids that HEAD has below folders of `root`, by path."""
    listing = run(root, "ls-tree", "-r", "-z", "HEAD", "--", *folders)
    found = {}
    for entry in listing.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        about, _, path = entry.partition("\t")
        found[path] = about.rpartition(" ")[2]
    return found


def is_blob(root: Path, found: TreeFile, blob: str) -> bool:
    """Whether a file of the working tree is the blob or submodule with an id.

    Line ends do not count: git may have been told to write others than it keeps. What was not
    read with the others, as a link or a large file, is read here.
    """
    if found.blob:
        return blob in (found.blob, blob_id(found.raw.replace(b"\r\n", b"\n")))
    path = os.path.join(os.fsencode(root), os.fsencode(found.path))
    try:
        if os.path.islink(path):
            return blob == blob_id(os.readlink(path))
        if os.path.isdir(path):
            return run(root / found.path, "rev-parse", "HEAD").decode().strip() == blob
        if not os.path.isfile(path):
            return False
        with open(path, "rb") as file:
            total = hashlib.sha1(b"blob %d\0" % os.path.getsize(path), usedforsecurity=False)
            while part := file.read(FILE_CAP):
                total.update(part)
    except (OSError, GitError):
        return False
    return blob == total.hexdigest()


def numbers_taken(root: Path, folder: str) -> set[str]:
    """Return the file names that HEAD, any branch or remote branch holds below a folder.

    A number is next only if no branch that git knows has taken it; HEAD may be on none.
    """
    try:
        tips = run(root, "for-each-ref", "--format=%(objectname)", "refs/heads", "refs/remotes")
    except GitError:
        return set()
    prefix = place_in_repository(root)
    names: set[str] = set()
    for tip in {*tips.decode().split(), revision(root)} - {""}:
        listing = run(
            root,
            "ls-tree",
            "-r",
            "-z",
            "--name-only",
            "--full-tree",
            tip,
            "--",
            f"{prefix}{folder}",
        )
        names.update(os.path.basename(os.fsdecode(name)) for name in listing.split(b"\0") if name)
    return names


def user_email(root: Path) -> str:
    """Return the e-mail address git would write into a commit here, or an empty string."""
    return configured(root, "user.email")
