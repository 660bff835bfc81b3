"""`officerepo rename`: another name for a record, the former one kept as an alias."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from officerepo.cli.naming import rewritten_too
from officerepo.cli.shared import (
    day_of,
    office_option,
    open_tree,
    record_named,
    today_option,
    translate_for,
)
from officerepo.cli.speech import put
from officerepo.cli.writing import errors_of, refused
from officerepo.edit import alone, write
from officerepo.failure import Failure
from officerepo.index import Index
from officerepo.load import load
from officerepo.rename import renamed


@click.command("rename")
@click.argument("old")
@click.argument("new")
@office_option
@today_option
def command(old: str, new: str, office: Path | None, today: datetime | None) -> None:
    """Give the record OLD the name NEW; what refers to it still finds it.

    The file is moved and says its former name. References are rewritten where nobody approved
    what they stand in; elsewhere the former name leads to the record. Consecutive numbers are not
    exchanged: `renumber` does that for those that only this branch knows.
    """
    tree = open_tree(office)
    with alone(tree.root):
        index = load(tree).index
        record = record_named(index, old)
        _may_be_called(index, record.id, new)
        changes = renamed(index, tree, record.id, new)
        if errors_of(tree, changes, day_of(today), translate_for(index.office)):
            raise refused()
        for change in changes:
            write(tree.root, change)
    kind = index.kind(record)
    put(kind.path_of(new))
    others = sum(change.path not in (record.path, kind.path_of(new)) for change in changes)
    put(rewritten_too(others))


def _may_be_called(index: Index, old: str, new: str) -> None:
    kind = index.kind(index.records[old])
    if kind.serial:
        raise Failure(
            "{id} is a number of a register, which a record keeps.",
            "A number taken by mistake is voided with a reason: `officerepo act {id} void`."
            " One that only this branch knows gets the next number: `officerepo renumber --onto"
            " origin/main`.",
            id=old,
        )
    if not kind.id_pattern.fullmatch(new):
        raise Failure(
            "{id} is not a number of this register.",
            "Its pattern is {pattern}.",
            id=new,
            pattern=kind.id,
        )
    if new == old:
        raise Failure("{id} is called so already.", "Give it another name.", id=old)
    if new in index.records or index.aliases.get(new, old) != old:
        raise Failure(
            "{id} is the name of another record, now or formerly.",
            "Choose a name that no record has had.",
            id=new,
        )
