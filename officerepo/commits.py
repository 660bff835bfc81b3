"""Commits and what they changed: read from git's objects, never from the working tree.

Names and times in a commit are claims of whoever made it. Nothing here follows renames, replaced
objects or mail maps: a file is its path, a commit what its id says.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

from officerepo.blobs import prove_trees, read_objects
from officerepo.git import GitError, object_id, place_in_repository, refused, run, seen_from

_STEPS_BACK = re.compile(r"[~^:]|@\{")
_OWN_HEADS = ("HEAD", "@")
_NOTHING = "refs/nothing/of/that/name"
_SHORT_ID = re.compile(r"[0-9a-f]{4,39}")
_WHOLE_ID = re.compile(r"[0-9a-f]{40}")
_HEAD = re.compile(
    rb"tree (?P<tree>[0-9a-f]{40})\n(?P<parents>(?:parent [0-9a-f]{40}\n)*)"
    rb"(?:author (?P<author>[^\n]*)\n)?(?:committer (?P<committer>[^\n]*)\n)?"
)
_WHO = re.compile(
    r"(?P<name>.*?) ?<(?P<email>[^<>]*)> (?P<seconds>[0-9]{1,12}) (?P<zone>[+-][0-9]{4})"
)
_NO_FILES = object_id("tree", b"")


class Signer(NamedTuple):
    """Who a commit names, and when: the author or the committer.

    `seconds` are those since 1970, 0 where it does not say, and `zone` the clock's, as +0100.
    """

    name: str
    email: str
    seconds: int = 0
    zone: str = "+0000"

    @property
    def moment(self) -> datetime | None:
        """Return when, by the clock of whoever it was; None where it does not say.

        Nor where calendars end, so that other clocks can be asked what they showed then.
        """
        hours, minutes = int(self.zone[:3]), int(self.zone[0] + self.zone[3:])
        try:
            clock = timezone(timedelta(hours=hours, minutes=minutes))
            found = datetime.fromtimestamp(self.seconds, clock)
        except (ValueError, OverflowError, OSError):
            return None
        return found if self.seconds and found.year < MAXYEAR else None

    @property
    def at(self) -> str:
        """Return the moment as ISO, minutes and zone, empty where it does not say."""
        return self.moment.isoformat(" ", "minutes") if self.moment else ""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit as its object says: `tree` are its files, `message` is the whole text."""

    id: str
    tree: str
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

    A name from `refs/` on is that ref and no other one.

    Raises GitError where there is none, as in a clone that does not hold it.
    """
    if not name:
        raise GitError(
            "The name of a commit is empty.", "Name a branch or a commit, such as origin/main."
        )
    head = _STEPS_BACK.split(name)[0]
    meant = _meanings(root, head)
    wanted = f"{meant[0] if meant else _NOTHING}{name[len(head) :]}^{{commit}}"
    if len(meant) > 1:
        raise GitError(
            "The name {name} means several things here: {refs}.",
            "Write out which one is meant: {ref}.",
            name=name,
            refs=[*meant],
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
        remote, branch = _in_remote(root, _STEPS_BACK.split(name)[0])
        raise GitError(
            "There is no commit {name} in this clone.",
            "Fetch it: `git fetch {remote} {branch}`."
            if branch
            else "Look at how it is spelt; `git branch --all` lists what this clone has.",
            name=name,
            remote=remote,
            branch=branch,
        ) from None
    return found.decode().strip()


def _in_remote(root: Path, name: str) -> tuple[str, str]:
    """Return the remote that a name begins with, and the branch there; empty where it does not."""
    remote, _, branch = re.sub(r"^(refs/)?remotes/", "", name).partition("/")
    try:
        run(root, "config", "--get", f"remote.{remote}.url")
    except GitError:
        return "", ""
    return remote, branch


def is_tree(root: Path, name: str) -> bool:
    """Whether a name is the whole id of a tree, such as `git write-tree` prints."""
    if not _WHOLE_ID.fullmatch(name):
        return False
    listing = run(root, "cat-file", "--batch-check=%(objecttype)", stdin=f"{name}\n".encode())
    return listing.strip() == b"tree"


def _meanings(root: Path, name: str) -> list[str]:
    """Return what a name may mean: HEAD and the like, refs in git's own order, ids.

    Git takes a tag for the branch of that name, and a file .git/main for either: whoever may push
    tags, or hands on a clone, could choose what a change is compared with.
    """
    if name in _OWN_HEADS or _WHOLE_ID.fullmatch(name):
        return [name]
    if name == "MERGE_HEAD":
        return list(merging(root))
    places = ("", "tags/", "heads/", "remotes/")
    refs = [*(f"refs/{place}{name}" for place in places), f"refs/remotes/{name}/HEAD"]
    if name.startswith("refs/"):
        refs = [name]
    if "*" in name or "?" in name or "[" in name:
        return []  # no name of a ref
    listing = run(root, "for-each-ref", "--format=%(refname)", *refs)
    known = set(listing.decode("utf-8", "surrogateescape").split("\n"))
    return [*(ref for ref in refs if ref in known), *_commits_called(root, name)]


def _commits_called(root: Path, digits: str) -> list[str]:
    """Return the commits whose ids begin so."""
    if not _SHORT_ID.fullmatch(digits):
        return []
    found = run(root, "rev-parse", f"--disambiguate={digits}")
    listing = run(root, "cat-file", "--batch-check=%(objecttype) %(objectname)", stdin=found)
    answers = (line.split() for line in listing.decode().splitlines())
    return [name for kind, name in answers if kind == "commit"]


def merging(root: Path) -> tuple[str, ...]:
    """Return the commits that are being merged into HEAD, none where no merge waits for its end.

    Git's own file says it; by its name MERGE_HEAD might be a tag that somebody pushed.
    """
    place = run(root, "rev-parse", "--git-path", "MERGE_HEAD")
    try:
        said = (root / place.decode("utf-8", "surrogateescape").strip("\n")).read_text("ascii")
    except (OSError, UnicodeDecodeError):
        return ()
    return tuple(line for line in said.split() if _WHOLE_ID.fullmatch(line))


def merge_bases(root: Path, one: str, *others: str) -> list[str]:
    """Return the commits from which two commits come: none, one, or several that crossed.

    Several others stand for the commit that would merge them.
    """
    try:
        return run(root, "merge-base", "--all", one, *others).decode().split()
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

    `foreign` (its ids are not SHA-1), `shallow` (older commits are missing), `partial` (older files
    are missing), `replaced` and `grafted` (other commits or parents are shown than there are),
    `empty` (no commit yet).

    Raises GitError where there is no repository, or one that belongs to somebody else.
    """
    asked = ("--show-object-format", "--is-shallow-repository", "--git-common-dir")
    said = run(root, "rev-parse", *asked).decode("utf-8", "surrogateescape")
    ids, shallow, folder = said.rstrip("\n").split("\n", 2)
    common = root / folder  # also seen from a linked working tree
    found = []
    if ids != "sha1":
        found.append("foreign")
    if shallow != "false":
        found.append("shallow")
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


def _is_partial(root: Path) -> bool:
    """Whether git counts on some remote to hold what is missing here."""
    filters = _settings(root, "--get-regexp", r"^(extensions\.|remote\..*\.)partialclone(filter)?$")
    promises = _settings(root, "--type=bool", "--get-regexp", r"^remote\..*\.promisor$")
    return bool(filters) or any(setting.endswith(b"\ntrue") for setting in promises)


def _settings(root: Path, *wanted: str) -> list[bytes]:
    """Return settings of the repository: name, line end, value."""
    try:
        return run(root, "config", "-z", *wanted).split(b"\0")[:-1]
    except GitError as error:
        if error.said:
            raise
        return []


# -- what commits say, and what they changed ------------------------------------------------------

_COMPARE = (
    *("diff-tree", "--stdin", "-r", "--raw", "-z", "--no-abbrev", "--no-renames"),
    *("--ignore-submodules=none", "--no-ext-diff", "--no-textconv"),
)
_FOLDER, _NOTHING = "040000", "0" * 40


def ancestry(root: Path, reach: Sequence[str]) -> list[Commit]:
    """Return the commits of what git calls a revision range, `[tip, "^base"]`, parents first."""
    wanted = ("rev-list", "--topo-order", "--reverse", "--end-of-options")
    return list(read_commits(root, run(root, *wanted, *reach).decode().split()).values())


def read_commits(root: Path, ids: Iterable[str]) -> dict[str, Commit]:
    """Return commits by id. Raises GitError when one is missing or altered."""
    return {name: _commit(name, raw) for name, raw in read_objects(root, "commit", ids).items()}


def read_commit(root: Path, commit: str) -> bytes:
    """Return a commit's object, byte for byte."""
    return read_objects(root, "commit", [commit])[commit]


def changes_of(
    root: Path, commits: Sequence[Commit], below: Sequence[str], *, proven: bool = True
) -> list[tuple[Commit, list[FileChange]]]:
    """Return those commits that changed a file below folders of `root`, in their order, with how.

    Paths are relative to `root`, as `../.github` where that lies in a larger repository. A merge
    is compared with each of its parents, so that what it alone dropped or altered is seen. Unless
    `proven` is false, the folders that differ are shown to be what their ids say.

    Git is told which trees to compare and prints nothing else: in a log, what somebody wrote into
    a commit can be made to look like a line of what it changed.
    """
    trees = {commit.id: commit.tree for commit in commits}
    outside = {parent for commit in commits for parent in commit.parents} - trees.keys()
    trees |= {name: commit.tree for name, commit in read_commits(root, outside).items()}
    trees[""] = _NO_FILES
    steps = [
        (commit, parent, f"{trees[parent]} {commit.tree}\n")
        for commit in commits
        for parent in commit.parents or ("",)
        if trees[parent] != commit.tree
    ]
    wanted = (*_COMPARE, "-t") if proven else _COMPARE
    raw = run(root, *wanted, "--", *below, stdin="".join(pair for _, _, pair in steps).encode())
    output = raw.decode("utf-8", "surrogateescape")
    place = place_in_repository(root)
    found: dict[str, tuple[Commit, list[FileChange]]] = {}
    folders = set(trees.values()) - {_NO_FILES}
    here = 0
    for commit, parent, pair in steps:
        if not output.startswith(pair, here):
            raise _not_compared(root, pair)
        here += len(pair)
        while output.startswith(":", here):  # :100644 100644 <blob> <blob> M
            end = output.index("\0", here)
            old, new, before, after, _ = output[here + 1 : end].split(" ")
            here = output.index("\0", end + 1) + 1
            if _FOLDER in (old, new):
                folders |= {before, after} - {_NOTHING}
                continue
            path = seen_from(place, output[end + 1 : here - 1])
            change = FileChange(parent, path, _file(old, before), _file(new, after))
            found.setdefault(commit.id, (commit, []))[1].append(change)
    if proven:
        prove_trees(root, folders)
    return list(found.values())


def _not_compared(root: Path, pair: str) -> GitError:
    """Return the error over two trees that git did not compare."""
    try:
        prove_trees(root, pair.split())
    except GitError as error:
        return error
    return refused(root, "diff-tree", pair.strip())


def _file(mode: str, blob: str) -> str:
    """Return the blob of a plain file; what is none, as a link, has no content of its own."""
    return blob if mode.startswith("100") else ""


def _commit(name: str, raw: bytes) -> Commit:
    """Read a commit's object as git does: what stands in another place than git's says nothing."""
    head = _HEAD.match(raw)
    if head is None:
        raise GitError(
            "The commit {id} is not written as commits are.",
            "Work in a fresh clone. `git fsck` names all such objects.",
            id=name,
        )
    message = raw.partition(b"\n\n")[2].decode("utf-8", "replace").strip("\n")
    author, committer = (_signer(head[who] or b"") for who in ("author", "committer"))
    parents = tuple(head["parents"].decode().split()[1::2])
    return Commit(name, head["tree"].decode(), parents, author, committer, message)


def _signer(raw: bytes) -> Signer:
    text = raw.decode("utf-8", "replace")
    found = _WHO.fullmatch(text)
    if found is None:
        return Signer(text, "")
    return Signer(found["name"], found["email"], int(found["seconds"]), found["zone"])
