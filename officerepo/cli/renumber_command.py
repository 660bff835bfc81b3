"""`officerepo renumber`: the next number for records whose number another branch has taken."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path, PurePosixPath

import click

from officerepo.cli.naming import rewritten_too
from officerepo.cli.shared import (
    day_of,
    find_office,
    office_option,
    record_named,
    today_option,
    translate_for,
)
from officerepo.cli.speech import gettext, put
from officerepo.cli.writing import errors_of, refused
from officerepo.commits import merge_base, resolve
from officerepo.draft import taken
from officerepo.edit import Change, alone, write
from officerepo.failure import Failure
from officerepo.git import TreeFile, read_file
from officerepo.history.collision import collided, require_own, taken_apart
from officerepo.history.revisions import tree_at
from officerepo.index import Index
from officerepo.load import Tree, load, read_tree
from officerepo.record import Record
from officerepo.rename import next_numbers, renumbered
from officerepo.repository import revision


@click.command("renumber")
@click.argument("number", required=False, metavar="[ID]")
@click.option("--onto", metavar="BRANCH", help="Make the numbers follow those of this branch.")
@office_option
@today_option
def command(
    number: str | None, onto: str | None, office: Path | None, today: datetime | None
) -> None:
    """Give a record, or with --onto all new ones, the next number of its register.

    When two people took the same number, whoever is merged second runs `officerepo renumber --onto
    origin/main` and merges then; after a merge that left both in one file, `--onto MERGE_HEAD`
    takes them apart. Files are moved and every reference is rewritten; approvals go
    with their records. Numbers that the branch knows already are kept for ever.
    """
    root = find_office(office)
    with alone(root):
        here = read_tree(root)
        known, there = _known(root, onto)
        if onto is None and collided(here):
            raise Failure(
                "A merge left two records in one file: {files}.",
                "Name the other branch: `officerepo renumber --onto MERGE_HEAD`, in a rebase"
                " `--onto HEAD`.",
                1,
                files=[*collided(here)],
            )
        collision = taken_apart(here, there, onto or "")
        tree = collision.tree
        index = load(tree).index
        theirs = {path for path, f in there.items() if _is_same(tree.files.get(path), f)}
        kept = theirs.union(known) - collision.paths
        wanted = _wanted(index, number, onto, kept)
        names = _next(tree, index, wanted, there)
        _require_numbers(collision.paths, names)
        if not names:
            put(gettext("Every number follows those before it; nothing was changed."))
            return
        changes = renumbered(index, tree, names, theirs)
        if collision.paths:
            others = (c.path for c in changes if c.after and c.before)
            require_own(others, tree, there, names, onto or "")
        merged = tree.with_files({p: f.raw for p, f in there.items() if p not in tree.files})
        judged = _as_merged(changes, there)
        if errors_of(merged, judged, day_of(today), translate_for(index.office)):
            raise refused()
        for change, outcome in zip(changes, judged, strict=True):
            whole = change
            if change.path in collision.paths:  # theirs comes back where both stand now
                found = read_file(root, change.path)
                whole = replace(outcome, before=found.raw if found else None)
            write(root, whole)
    for old, new in names.items():
        put(f"{old} → {new}")
    put(rewritten_too(len(changes) - 2 * len(names)))
    if collision.paths:
        put(gettext("Now `git add -A` and `git commit`, or `git rebase --continue`."))


def _wanted(
    index: Index, number: str | None, onto: str | None, kept: Collection[str]
) -> list[Record]:
    """Return the records that are to get other numbers; those in the files `kept` never do."""
    if number is not None:
        record = record_named(index, number)
        if not index.kind(record).serial:
            raise Failure(
                "{id} is a name and not a number of a register.",
                "Give it another name: `officerepo rename {id} NAME`.",
                id=record.id,
            )
        if record.path in kept:
            raise Failure(
                "{id} is registered, and a registered number is kept.",
                "If only your branch knows it, name the other one: --onto origin/main. Else"
                " void it with a reason, `officerepo act {id} void`, and enter it anew.",
                id=record.id,
            )
        return [record]
    if onto is None:
        raise Failure(
            "Say which record gets another number.",
            "Give its number, or the branch whose numbers yours are to follow: --onto origin/main.",
        )
    return [record for record in index.records.values() if record.path not in kept]


def _require_numbers(paths: Iterable[str], names: Collection[str]) -> None:
    """Raise a Failure over records that a merge left in one file and that have no numbers."""
    left = sorted(path for path in paths if PurePosixPath(path).stem not in names)
    if left:
        raise Failure(
            "Two branches each entered a record of one name, which is no number: {files}.",
            "Keep what is right of both in the file, then run this again.",
            1,
            files=[*left],
        )


def _is_same(here: TreeFile | None, there: TreeFile) -> bool:
    return here is not None and here.blob == there.blob and not here.trouble


def _known(root: Path, onto: str | None) -> tuple[Collection[str], dict[str, TreeFile]]:
    """Return the files that others know by their names, and those of the branch to follow."""
    if onto is None:
        head = revision(root)
        return (tree_at(root, head).files if head else ()), {}
    tip = resolve(root, onto)
    start = merge_base(root, tip, resolve(root, "HEAD"))
    return (tree_at(root, start).files if start else ()), dict(tree_at(root, tip).files)


def _next(
    tree: Tree, index: Index, wanted: Iterable[Record], there: Mapping[str, TreeFile]
) -> dict[str, str]:
    """Return which numbers are exchanged for which, in each book."""
    books: dict[tuple[str, tuple[str, ...]], list[tuple[int, str]]] = {}
    for record in wanted:
        if place := index.kind(record).place_of(record.id):
            books.setdefault((record.kind, place.book), []).append((place.number, record.id))
    names: dict[str, str] = {}
    for (name, book), entries in books.items():
        kind, own = index.office.kinds[name], [number for _, number in sorted(entries)]
        folder = f"records/{kind.folder}/"
        known = {PurePosixPath(path).stem for path in there if path.startswith(folder)}
        if not there:
            known = taken(tree, index, kind) - set(own)
        names |= dict(next_numbers(kind, book, own, known))
    return {old: new for old, new in names.items() if old != new}


def _as_merged(changes: Iterable[Change], there: Mapping[str, TreeFile]) -> list[Change]:
    """Return changes as they leave the office when the branch is merged: its files come back."""
    return [
        replace(change, after=there[change.path].raw)
        if change.after is None and change.path in there
        else change
        for change in changes
    ]
