"""`officerepo renumber`: the next number for records whose number another branch has taken."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path, PurePosixPath

import click

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
from officerepo.git import TreeFile, revision
from officerepo.index import Index
from officerepo.load import Tree, load, read_tree
from officerepo.record import Record
from officerepo.rename import next_numbers, renumbered
from officerepo.revisions import tree_at


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
    origin/main` and merges then. Files are moved and every reference is rewritten; approvals go
    with their records. Numbers that the branch knows already are kept for ever.
    """
    root = find_office(office)
    with alone(root):
        tree = read_tree(root)
        index = load(tree).index
        known, there = _known(root, onto)
        if number is not None:
            record = record_named(index, number)
            if record.path in known:
                raise Failure(
                    "{id} is registered, and a registered number is kept.",
                    "If only your branch knows it, name the other one: --onto origin/main. Else"
                    " void it with a reason, `officerepo act {id} void`, and enter it anew.",
                    id=record.id,
                )
            wanted = [record]
        elif onto is None:
            raise Failure(
                "Say which record gets another number.",
                "Give its number, or the branch whose numbers yours are to follow: --onto"
                " origin/main.",
            )
        else:
            wanted = [r for r in index.records.values() if r.path not in known]
        names = _next(tree, index, wanted, there)
        if not names:
            put(gettext("Every number follows those before it; nothing was changed."))
            return
        changes = renumbered(index, tree, names)
        merged = tree.with_files({p: f.raw for p, f in there.items() if p not in tree.files})
        judged = _as_merged(changes, there)
        if errors_of(merged, judged, day_of(today), translate_for(index.office)):
            raise refused()
        for change in changes:
            write(root, change)
    for old, new in names.items():
        put(f"{old} → {new}")
    put(gettext("{n} other files were rewritten.", n=str(len(changes) - 2 * len(names))))


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
