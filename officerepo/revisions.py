"""What two commits hold, or a commit and the working tree, read as one change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from officerepo.blobs import blobs_at, files_at, read_blobs
from officerepo.change import Acts, Change, Written
from officerepo.clock import local
from officerepo.commits import (
    Commit,
    FileChange,
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
from officerepo.git import TreeFile, foreign
from officerepo.index import Index
from officerepo.load import Loaded, Progress, Tree, folders_of, load, read_tree, tree_of
from officerepo.office import SETTINGS, is_control_file, is_guard
from officerepo.record import under_names
from officerepo.repository import user_email
from officerepo.source import parse
from officerepo.unread import versions_of, with_last_read

_FORMERLY = b"formerly"  # the field by which a record says its other names


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
        tuple(w.under_names(names) for w in _written(root, brought_by, ends, email, after)),
        former,
        first_day(root, former),
        joined=joined(root, [*done, *_waiting(root, ends, after)], names),
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


# -- who wrote what -------------------------------------------------------------------------------


def _written(
    root: Path,
    entries: Sequence[tuple[Commit, Sequence[FileChange]]],
    ends: Sequence[str],
    email: str,
    after: Tree,
) -> Iterator[Written]:
    """Yield the acts that each commit of a change brought, then those not committed yet.

    An act comes from a merge only when none of its parents has it.
    """
    yield from brought(root, entries)
    if email:
        yield from _uncommitted(root, ends, email.lower(), after)


def brought(
    root: Path, entries: Sequence[tuple[Commit, Sequence[FileChange]]]
) -> Iterator[Written]:
    """Yield the acts that commits brought, given how each of them changed the records."""
    wanted = {blob for _, changes in entries for c in changes for blob in (c.before, c.after)}
    raw = read_blobs(root, wanted - {""})
    known: dict[tuple[str, str], list[Any]] = {}

    def acts(path: str, blob: str) -> list[Any]:
        if (path, blob) not in known:  # what one commit leaves, the next one finds
            known[path, blob] = acts_in(path, raw, blob)
        return known[path, blob]

    for commit, changes in entries:
        by_path: dict[str, list[FileChange]] = {}
        for changed in changes:
            by_path.setdefault(changed.path, []).append(changed)
        gone = {(c.parent, record_id(c.path)): c for c in changes if not c.after}
        for path, against in by_path.items():
            if len(against) < len(commit.parents):
                continue  # as one of the parents has it
            after = against[0].after
            earlier = [acts(path, changed.before) for changed in against]
            for name in former_names_in(path, raw, after) if gone else ():
                found = (gone[c.parent, name] for c in against if (c.parent, name) in gone)
                earlier += [acts(other.path, other.before) for other in found]
            for act in fresh(acts(path, after), earlier):
                yield Written(record_id(path), act, commit.author.email.lower(), commit)


def joined(
    root: Path,
    merges: Iterable[tuple[Sequence[str], Sequence[FileChange]]],
    names: Mapping[str, str],
) -> dict[str, list[Acts]]:
    """Return the acts of each version that merges made into one, by the file's path.

    Merges are given as their parents and what they change; a commit with one parent is none. Where
    a merge has a file as one of its parents has it, nothing was joined. `names` are those that
    records had, each with the one of now.
    """
    versions: dict[str, set[str]] = {}
    for parents, changes in merges:
        if len(parents) < 2:
            continue
        before: dict[str, set[str]] = {}
        for change in changes:
            if change.before and change.after and change.path.startswith("records/"):
                before.setdefault(change.path, set()).add(change.before)
        for path, blobs in before.items():
            if len(blobs) > 1:
                versions.setdefault(path, set()).update(blobs)
    raw = read_blobs(root, {blob for blobs in versions.values() for blob in blobs})
    return {
        path: [under_names(acts_in(path, raw, blob), names) for blob in sorted(blobs)]
        for path, blobs in versions.items()
    }


def _waiting(
    root: Path, ends: Sequence[str], after: Tree
) -> Iterator[tuple[Sequence[str], list[FileChange]]]:
    """Yield the parents of the merge that waits for its end, if one does, and what it changes."""
    if len(ends) > 1:
        held = [(end, blobs_at(root, end, ["records"])) for end in ends]
        yield (
            ends,
            [
                FileChange(end, path, there[path][1], found.blob)
                for path, found in after.files.items()
                for end, there in held
                if path in there and there[path][1] != found.blob
            ],
        )


def _uncommitted(root: Path, ends: Sequence[str], email: str, after: Tree) -> Iterator[Written]:
    held = [
        {path: blob for path, (_, blob, _) in blobs_at(root, end, ["records"]).items()}
        for end in ends
    ]
    changed = {
        path: [blobs[path] for blobs in held if path in blobs]
        for path, found in after.files.items()
        if path.startswith("records/") and all(blobs.get(path) != found.blob for blobs in held)
    }
    raw = read_blobs(root, (blob for blobs in changed.values() for blob in blobs))
    for path, blobs in changed.items():
        earlier = [acts_in(path, raw, blob) for blob in blobs]
        for act in fresh(_acts(after.files[path]), earlier):
            yield Written(record_id(path), act, email)


def record_id(path: str) -> str:
    """Return the id that a record's file name says."""
    return PurePosixPath(path).stem


def acts_in(path: str, raw: dict[str, bytes], blob: str) -> list[Any]:
    """Return the acts in a version of a file as they are written; none where there is none."""
    return _acts(TreeFile(path, blob, raw[blob])) if blob else []


def former_names_in(path: str, raw: Mapping[str, bytes], blob: str) -> list[str]:
    """Return the names that a version of a file says its record had before."""
    if _FORMERLY not in raw.get(blob, b""):
        return []
    names = (parse(path, raw[blob]).data or {}).get("formerly")
    return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []


def _acts(found: TreeFile) -> list[Any]:
    if not found.path.endswith((".yaml", ".md")):
        return []
    acts = (parse(found.path, found.raw).data or {}).get("acts")
    return acts if isinstance(acts, list) else []


def fresh(acts: Sequence[Any], earlier: Sequence[Sequence[Any]]) -> Iterator[dict[str, Any]]:
    """Yield the acts that no earlier version has."""
    for act in acts:
        if isinstance(act, dict) and not any(act in known for known in earlier):
            yield act
