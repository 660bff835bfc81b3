"""Two records of one number that a merge left in one file, taken apart again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from officerepo.blobs import read_blobs
from officerepo.failure import Failure
from officerepo.git import TWO_RECORDS, TreeFile, unmerged
from officerepo.load import Tree
from officerepo.text import conflict_in


@dataclass(frozen=True, slots=True)
class Collision:
    """The tree as its own branch has it where two records stand in one file, and those files."""

    tree: Tree
    paths: frozenset[str] = frozenset()


def taken_apart(tree: Tree, there: Mapping[str, TreeFile], branch: str) -> Collision:
    """Return a tree with its own records in the files in which a merge left two.

    `there` are the files of the other branch, which is called `branch`. Raises Failure where it
    cannot be told which record is whose, or where more than such files waits to be settled.
    """
    paths = collided(tree)
    if not paths:
        return Collision(tree)
    left = unmerged(tree.root, ["records"])
    own: dict[str, str] = {}
    for path in paths:
        theirs = there[path].blob if path in there else ""
        others = [blob for blob in left[path].values() if blob != theirs]
        if not theirs or len(others) != 1:
            raise tangled(branch)
        own[path] = others[0]
    if any(_is_unsettled(found) for path, found in tree.files.items() if path in left.keys() - own):
        raise tangled(branch)
    raw = read_blobs(tree.root, own.values())
    settled = tree.with_files({path: raw[blob] for path, blob in own.items()})
    return Collision(settled, frozenset(paths))


def collided(tree: Tree) -> list[str]:
    """Return the files in which a merge left two records."""
    return [path for path, found in tree.files.items() if found.trouble == TWO_RECORDS]


def require_own(
    paths: Iterable[str],
    tree: Tree,
    there: Mapping[str, TreeFile],
    names: Collection[str],
    branch: str,
) -> None:
    """Raise a Failure where files that both branches wrote name a record that each of them has.

    In such a file nobody can tell which of the two is meant.
    """
    for path in paths:
        theirs = there.get(path)
        if theirs and path in tree.files and any(name.encode() in theirs.raw for name in names):
            raise tangled(branch)


def tangled(branch: str) -> Failure:
    """Return the Failure over a merge in which it cannot be told what belongs to whom."""
    return Failure(
        "Both branches wrote in one file, and nobody can tell which of the two records is meant.",
        "Undo the merge with `git merge --abort` (`git rebase --abort`), run `officerepo renumber"
        " --onto {branch}`, commit, and merge again.",
        1,
        branch=branch,
    )


def _is_unsettled(found: TreeFile) -> bool:
    return bool(found.trouble) or conflict_in(found.raw.decode("utf-8", "replace")) >= 0
