"""Commits and what they changed: read from git's objects, never from the working tree.

Names and times in a commit are claims of whoever made it. Nothing here follows renames, replaced
objects or mail maps: a file is its path, a commit what its id says.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

from officerepo.blobs import read_blobs
from officerepo.git import GitError, place_in_repository, run

_STEPS_BACK = re.compile(r"[~^:]|@\{")
_WHOLE_ID = re.compile(r"[0-9a-f]{40}")
_WHO = re.compile(
    r"(?P<name>.*?) ?<(?P<email>[^<>]*)> (?P<time>[0-9]{1,12}) (?P<zone>[+-][0-9]{4})"
)


class Signer(NamedTuple):
    """Who a commit names, and when: the author or the committer. `at` is ISO with its zone."""

    name: str
    email: str
    at: str


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit as its object says; `message` is the whole text."""

    id: str
    parents: tuple[str, ...]
    author: Signer
    committer: Signer
    message: str

    @property
    def subject(self) -> str:
        """Return the first line of the message."""
        return self.message.partition("\n")[0]

    @property
    def short(self) -> str:
        """Return the id as people quote it: its first ten digits."""
        return self.id[:10]


class FileChange(NamedTuple):
    """A file of a commit that differs from one parent's; the blob is empty where there is none.

    `parent` is the id of the commit it is compared with, empty for the first commit of all.
    """

    parent: str
    path: str
    before: str
    after: str


def resolve(root: Path, name: str) -> str:
    """Return the id of the commit that a name means: a branch, tag, id, `HEAD~3`.

    Raises GitError where there is none, as in a clone that does not hold it.
    """
    wanted = f"{name}^{{commit}}"
    meant = _refs_called(root, _STEPS_BACK.split(name)[0])
    if len(meant) > 1:
        raise GitError(
            "The name {name} means several things here: {refs}.",
            "Write out which one is meant: {ref}.",
            name=name,
            refs=", ".join(meant),
            ref=meant[-1],
        )
    try:
        found = run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
    except GitError as error:
        if "expected commit type" in error.said:
            raise GitError(
                "{name} is no commit.", "Name a branch, a tag or the id of a commit.", name=name
            ) from None
        if error.said:
            raise
        raise GitError(
            "There is no commit {name} in this clone.",
            "Fetch it: `git fetch --unshallow` where the clone is shallow, else"
            " `git fetch origin {name}`.",
            name=name,
        ) from None
    return found.decode().strip()


def is_tree(root: Path, name: str) -> bool:
    """Whether a name is the whole id of a tree, such as `git write-tree` prints."""
    if not _WHOLE_ID.fullmatch(name):
        return False
    listing = run(root, "cat-file", "--batch-check=%(objecttype)", stdin=f"{name}\n".encode())
    return listing.strip() == b"tree"


def _refs_called(root: Path, name: str) -> list[str]:
    """Return the tags, branches and remote branches that a name may mean, in git's own order.

    Git takes a tag for the branch of that name, and whoever may push tags could choose what a
    change is compared with.
    """
    refs = [f"refs/{name}", *(f"refs/{kind}/{name}" for kind in ("tags", "heads", "remotes"))]
    if "*" in name or "?" in name or "[" in name:
        return []  # no name of a ref
    listing = run(root, "for-each-ref", "--format=%(refname)", *refs)
    known = set(listing.decode("utf-8", "surrogateescape").split("\n"))
    return [ref for ref in refs if ref in known]


def merge_bases(root: Path, one: str, other: str) -> list[str]:
    """Return the commits from which two commits come: none, one, or several that crossed."""
    try:
        return run(root, "merge-base", "--all", one, other).decode().split()
    except GitError as error:
        if error.said:
            raise
        return []


def merge_base(root: Path, one: str, other: str) -> str:
    """Return a commit from which two commits come, or an empty string where there is none."""
    return next(iter(merge_bases(root, one, other)), "")


def is_ancestor(root: Path, older: str, newer: str) -> bool:
    """Whether a commit is another one, or comes before it."""
    return merge_base(root, older, newer) == older


def trunk(root: Path, tip: str, since: str = "") -> list[str]:
    """Return the ids of the commits on the way from `since` (left out) to `tip`, oldest first.

    Only first parents are followed: what a branch did arrives with the commit that merges it.
    """
    reach = [tip, f"^{since}"] if since else [tip]
    listing = run(root, "rev-list", "--first-parent", "--reverse", "--end-of-options", *reach)
    return listing.decode().split()


def doubts(root: Path) -> tuple[str, ...]:
    """Return why this clone cannot prove its history, none when it can.

    `shallow` (older commits are missing), `partial` (older files are missing), `replaced` and
    `grafted` (other commits or parents are shown than there are), `empty` (no commit yet).

    Raises GitError where there is no repository, or one that belongs to somebody else.
    """
    found = []
    if run(root, "rev-parse", "--is-shallow-repository").strip() != b"false":
        found.append("shallow")
    common = _folder(root)
    if _is_partial(root) or any((common / "objects" / "pack").glob("*.promisor")):
        found.append("partial")
    if run(root, "for-each-ref", "--count=1", "refs/replace").strip():
        found.append("replaced")
    grafts = common / "info" / "grafts"
    if os.path.lexists(grafts) and (grafts.is_symlink() or grafts.stat().st_size):
        found.append("grafted")
    try:
        run(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    except GitError:
        found.append("empty")
    return tuple(found)


def _folder(root: Path) -> Path:
    """Return the folder of the repository's objects, also seen from a linked working tree."""
    said = run(root, "rev-parse", "--git-common-dir").decode("utf-8", "surrogateescape").strip("\n")
    return root / said


def _is_partial(root: Path) -> bool:
    promised = r"^(extensions\.partialclone|remote\..*\.(promisor|partialclonefilter))$"
    try:
        return bool(run(root, "config", "-z", "--get-regexp", promised))
    except GitError as error:
        if error.said:
            raise
        return False


# -- the log --------------------------------------------------------------------------------------

_RAW = (
    *("--raw", "-z", "--no-abbrev", "--no-renames", "--ignore-submodules=none"),
    "--diff-merges=separate",  # what `-m` means, a repository's own configuration can change
    *("--no-abbrev-commit", "--no-decorate", "--no-mailmap", "--no-notes", "--no-color", "--root"),
    *("--no-ext-diff", "--no-textconv", "-O/dev/null", "--encoding=UTF-8"),
)
_LOG = ("log", "--format=raw", "--full-history", "--topo-order", "--reverse", *_RAW)
_DEEDS = ("log", "--format=oneline", "--relative", *_RAW)


def log(
    root: Path, reach: Sequence[str], below: Sequence[str] = ()
) -> Iterator[tuple[Commit, list[FileChange]]]:
    """Yield each commit that changed a file below folders of `root`, oldest first, with how.

    Paths are relative to `root`, as `../.github` where that lies in a larger repository.
    `reach` is what git calls a revision range: `[tip, "^base"]`. A merge is compared with each of
    its parents, so that what it alone dropped or altered is seen.
    """
    place = place_in_repository(root)
    output = run(root, *_LOG, "--end-of-options", *reach, "--", *(below or ["."]))
    current: Commit | None = None
    against = ""
    changes: list[FileChange] = []
    pieces = iter(output.split(b"\0"))
    for piece in pieces:
        if piece.startswith(b"commit "):
            head, _, piece = piece.partition(b"\n:")
            commit, against = _commit(head.decode("utf-8", "replace"))
            if current is not None and current.id != commit.id:
                yield current, changes
                changes = []
            current = commit
            if not piece:
                continue
        elif piece.startswith(b":"):
            piece = piece[1:]
        else:
            continue
        old_mode, new_mode, before, after, _ = piece.decode().split()
        path = _seen_from(place, next(pieces).decode("utf-8", "surrogateescape"))
        changes.append(FileChange(against, path, _file(old_mode, before), _file(new_mode, after)))
    if current is not None:
        yield current, changes


def _seen_from(place: str, path: str) -> str:
    """Return a path of the repository as it is seen from a folder of it, which is empty or a/b/."""
    return path.removeprefix(place) if path.startswith(place) else posixpath.relpath(path, place)


def deeds(root: Path, reach: Sequence[str], below: str) -> Iterator[tuple[str, list[FileChange]]]:
    """Yield the id of each commit that changed a file below a folder of `root`, with how.

    As `log`, but in no order, without who made the commit, five times as fast; `parent` is empty
    where there is one at most. Naming the folder to git would make it compare all trees twice.
    """
    output = run(root, *_DEEDS, "--end-of-options", *reach, "--").decode("utf-8", "surrogateescape")
    current = against = ""
    changes: list[FileChange] = []
    pieces = iter(output.split("\0"))
    for piece in pieces:
        if piece.startswith(":"):  # :100644 100644 <blob> <blob> M
            path = next(pieces)
            if path.startswith(below):
                before, after = _file(piece[1:7], piece[15:55]), _file(piece[8:14], piece[56:96])
                changes.append(FileChange(against, path, before, after))
        elif piece:
            if current != piece[:40]:
                if changes:
                    yield current, changes
                current, changes = piece[:40], []
            against = piece[47:87] if piece[40:47] == " (from " else ""
    if changes:
        yield current, changes


def ancestry(root: Path, reach: Sequence[str]) -> list[tuple[str, int, list[str]]]:
    """Return all commits of a revision range, parents first: id, claimed time, parents.

    The time is the committer's, in seconds since 1970.
    """
    wanted = ("--parents", "--timestamp", "--topo-order", "--reverse", "--end-of-options")
    found = []
    for line in run(root, "rev-list", *wanted, *reach).decode().splitlines():
        seconds, commit, *parents = line.split()
        found.append((commit, int(seconds), parents))
    return found


def read_commit(root: Path, commit: str) -> bytes:
    """Return a commit's object, byte for byte."""
    return run(root, "cat-file", "commit", commit)


def read_commits(root: Path, ids: Iterable[str]) -> dict[str, Commit]:
    """Return commits by id. Raises GitError when one is missing."""
    found = {}
    for name, raw in read_blobs(root, ids).items():
        facts, _, message = raw.decode("utf-8", "replace").partition("\n\n")
        found[name] = _with_facts(name, facts.split("\n"), message)
    return found


def _file(mode: str, blob: str) -> str:
    """Return the blob of a plain file; what is none, as a link, has no content of its own."""
    return blob if mode.startswith("100") else ""


def _commit(head: str) -> tuple[Commit, str]:
    """Read the head of a commit, printed by `--format=raw`, and which parent it is held against."""
    facts, _, text = head.partition("\n\n")
    lines = facts.split("\n")
    name, _, origin = lines[0].removeprefix("commit ").partition(" (from ")
    message = "\n".join(line.removeprefix("    ") for line in text.split("\n"))
    commit = _with_facts(name, lines[1:], message)
    return commit, origin.rstrip(")") or "".join(commit.parents[:1])


def _with_facts(name: str, lines: Sequence[str], message: str) -> Commit:
    """Return a commit of the lines of its head, and its message."""
    parents: list[str] = []
    who: dict[str, Signer] = {}
    for line in lines:
        key, _, value = line.partition(" ")
        if key == "parent":
            parents.append(value)
        elif key in ("author", "committer"):
            who.setdefault(key, _signer(value))
    nobody = Signer("", "", "")
    author, committer = who.get("author", nobody), who.get("committer", nobody)
    return Commit(name, tuple(parents), author, committer, message.strip("\n"))


def _signer(text: str) -> Signer:
    found = _WHO.fullmatch(text)
    if found is None:
        return Signer(text, "", "")
    zone = found["zone"]
    offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[3:])) * (-1 if zone[0] == "-" else 1)
    try:
        at = datetime.fromtimestamp(int(found["time"]), timezone(offset)).isoformat(" ", "minutes")
    except (ValueError, OverflowError, OSError):
        at = ""
    return Signer(found["name"], found["email"], at)
