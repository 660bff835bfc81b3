"""What two commits hold, or a commit and the working tree, read as one change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from officerepo.blobs import files_at, read_blobs
from officerepo.clock import local
from officerepo.commits import (
    ancestry,
    changes_of,
    doubts,
    is_tree,
    merge_bases,
    merging,
    resolve,
)
from officerepo.failure import Failure
from officerepo.fields import date
from officerepo.git import foreign
from officerepo.history.change import Change
from officerepo.history.unread import versions_of, with_last_read
from officerepo.history.written import joined, record_id, waiting, written_in
from officerepo.index import Index
from officerepo.load import Loaded, Progress, Tree, folders_of, load, read_tree, tree_of
from officerepo.office import SETTINGS, is_control_file, is_guard
from officerepo.repository import user_email
from officerepo.source import parse


@dataclass(frozen=True, slots=True)
class Comparison:
    """A change; `loaded` is the tree after it, read under its own rules."""

    change: Change
    loaded: Loaded


def tree_at(root: Path, commit: str) -> Tree:
    """Return the office's files as a commit or a tree holds them, not as the working tree does."""
    return tree_of(root, files_at(root, commit, folders_of(root)), overlay=True)


def require_history(root: Path) -> None:
    """Raise a Failure (exit code 3) where this clone cannot prove its history."""
    found = next(iter(doubts(root)), "")
    if found == "foreign":
        raise foreign()
    if found:
        raise Failure(_DOUBTS[found], _REMEDIES[found], 3)


_COMPLETE = (
    "Work in a complete clone: `git clone` without --depth and --filter. In CI ask for the full"
    " history, as with `fetch-depth: 0`."
)
_OTHERS = (
    "The clone shows other commits or parents than there are (refs/replace, info/grafts); such a"
    " history proves nothing."
)
_TAKE_OUT = (
    "Take them out, `git replace -d` or the file .git/info/grafts, or work in a fresh clone."
)
_DOUBTS = {
    "shallow": "The clone is shallow: older commits are missing, and nobody can judge the history.",
    "partial": "The clone is partial: older files are missing, and nobody can judge the history.",
    "replaced": _OTHERS,
    "grafted": _OTHERS,
    "empty": "There is no commit yet, and so no history to judge.",
}
_REMEDIES = {
    "shallow": _COMPLETE,
    "partial": _COMPLETE,
    "replaced": _TAKE_OUT,
    "grafted": _TAKE_OUT,
    "empty": "Commit the office first: `git add .` and `git commit`.",
}


def span(root: Path, base: str, head: str) -> tuple[str, str, tuple[str, ...]]:
    """Return the commits between which a change lies: where it left a branch, its tip, its own end.

    `head` is empty for the working tree, which begins at HEAD and, while a merge waits for its
    end, at all that will be its parents. Raises GitError or Failure with exit code 3 where that
    cannot be said.
    """
    require_history(root)
    tip = resolve(root, base)
    ends = (resolve(root, head),) if head else (resolve(root, "HEAD"), *merging(root))
    starts = merge_bases(root, tip, *ends)
    if len(starts) > 1:
        raise Failure(
            "{base} and {head} were merged into each other crosswise: what one of them dropped, the"
            " other may have, and nobody can say what changed.",
            "Merge {base} into the change, then check again.",
            3,
            base=base,
            head=head or "HEAD",
        )
    if not starts:
        raise Failure(
            "{base} and {head} have no commit in common.",
            "Compare with the branch that the change was made from. If there is none, the history"
            " was replaced by another one.",
            3,
            base=base,
            head=head or "HEAD",
        )
    ancestry(root, [tip, *ends, f"^{starts[0]}"])  # none of these was altered to seem in common
    return starts[0], tip, ends


def compare(
    root: Path,
    base: str,
    given: str,
    merged_at: str | datetime,
    *,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Comparison:
    """Read the change that leads from a branch to a commit, or to the working tree (`given` empty).

    `given` may also be the id of a tree, such as `git write-tree` prints of what is staged: like
    the working tree it follows HEAD, and whoever works here wrote what no parent has. The change is
    what came since both went apart; it is judged by what the branch holds by now. `merged_at` is
    what the clock of the branch shows, or a moment that is brought to it.

    Raises GitError or Failure with exit code 3 where that cannot be read.
    """
    staged = is_tree(root, given)
    start, tip, ends = span(root, base, "" if staged else given)
    after = tree_at(root, given if staged else ends[0]) if given else read_tree(root)
    email = user_email(root) if staged or not given else ""
    before = tree_at(root, start)
    there = before if start == tip else tree_at(root, tip)
    own = load(after, jobs=jobs, progress=progress)
    names = _names_of_now(own.index, before, there)
    tip_loaded = load(there, jobs=jobs, aliases=names)
    renamed = _renamed_meanwhile(own.index, tip_loaded.index, names)
    names |= renamed
    old = tip_loaded
    if there is not before:
        old = load(_under(before, there), jobs=jobs, aliases=names)
    held = old.index
    if broken := held.broken(_altered(before, after)):
        entries = changes_of(root, ancestry(root, [start]), broken)
        earlier = (change for _, changes in entries for change in changes)
        held = with_last_read(root, held, versions_of(earlier, broken))
    head = own
    if renamed or _control(there) != _control(after):
        head = load(_under(after, there), jobs=jobs, aliases=renamed)
    policy = head.index
    if tip_loaded.index.rights() != own.index.rights():
        policy = policy.with_rights_of(tip_loaded.index)
    commits = ancestry(root, [*ends, f"^{start}"])
    brought_by = changes_of(root, commits, ["records"])
    done = ((commit.parents, changes) for commit, changes in brought_by)
    former = _former(root, start, before, after)
    change = Change(
        held,
        head.index,
        held if tip_loaded is old else tip_loaded.index,
        own.index,
        policy,
        merged_at if isinstance(merged_at, str) else local(merged_at, tip_loaded.index.office.zone),
        tuple(w.under_names(names) for w in written_in(root, brought_by, ends, email, after)),
        former,
        first_day(root, former),
        joined=joined(root, [*done, *waiting(root, ends, after)], names),
        branch=base,
    )
    return Comparison(change, own)


def _names_of_now(index: Index, before: Tree, there: Tree) -> dict[str, str]:
    """Return the former names that a change knows, each with the name of now.

    What came to the branch meanwhile under such a name is not what the change calls so, and of two
    records that were there one at most goes on as another.
    """
    came = {record_id(path) for path in there.files.keys() - before.files.keys()}
    there_before = set(map(record_id, before.files))
    found: dict[str, str] = {}
    goes_on: set[str] = set()
    for old, new in index.aliases.items():
        if old in came or (old in there_before and new in goes_on):
            continue
        found[old] = new
        goes_on |= {new} if old in there_before else set()
    return found


def _renamed_meanwhile(own: Index, tip: Index, names: Mapping[str, str]) -> dict[str, str]:
    """Return the names that records of a change have, and lost on the branch meanwhile."""
    return {
        old: new
        for old, new in tip.aliases.items()
        if old not in names and old in own.records and new not in own.records
    }


def _former(root: Path, start: str, before: Tree, after: Tree) -> frozenset[tuple[str, str]]:
    """Return what settings and guards that differ said at any time before, by path and blob."""
    paths = [
        path
        for path in sorted(before.files.keys() | after.files.keys())
        if (is_control_file(path) or is_guard(path))
        and before.files.get(path) != after.files.get(path)
    ]
    if not paths:
        return frozenset()
    versions = (c for _, each in changes_of(root, ancestry(root, [start]), paths) for c in each)
    now = {(path, before.files[path].blob) for path in paths if path in before.files}
    return frozenset({(c.path, c.before) for c in versions if c.before} - now)


def first_day(root: Path, texts: Iterable[tuple[str, str]]) -> str:
    """Return the earliest day on which versions of the settings let the office begin, or nothing.

    The versions are given as path and blob, those of other files among them.
    """
    found = []
    blobs = [blob for path, blob in texts if path == SETTINGS[0]]
    for raw in read_blobs(root, blobs).values():
        with suppress(ValueError):
            found.append(date(str((parse(SETTINGS[0], raw).data or {}).get("began"))))
    return min(found, default="")


def _altered(before: Tree, after: Tree) -> list[str]:
    """Return the paths of files of before that are not the same after it."""
    return [p for p, found in before.files.items() if after.files.get(p) != found]


def _control(tree: Tree) -> dict[str, str]:
    return {path: found.blob for path, found in tree.files.items() if is_control_file(path)}


def _under(tree: Tree, other: Tree) -> Tree:
    """Return a tree with the settings and kinds of another one."""
    gone = dict.fromkeys(_control(tree))
    return tree.with_files({**gone, **{p: other.files[p].raw for p in _control(other)}})
