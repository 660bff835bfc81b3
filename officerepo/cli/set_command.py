"""`officerepo set`: change fields of a record, and only the lines they stand on."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from officerepo.cli.shared import (
    day_of,
    office_option,
    open_tree,
    record_named,
    today_option,
    translate_for,
)
from officerepo.cli.writing import apply_change
from officerepo.draft import typed
from officerepo.edit import Change, set_fields
from officerepo.failure import Failure
from officerepo.load import load


@click.command("set")
@click.argument("record_id", metavar="ID")
@click.argument("assignments", metavar="FIELD=VALUE…", nargs=-1, required=True)
@office_option
@today_option
def command(
    record_id: str, assignments: tuple[str, ...], office: Path | None, today: datetime | None
) -> None:
    """Set fields of the record ID. An empty value removes the field.

    Groups are reached with a dot: print.copies=3. Lists are written with commas.
    """
    tree = open_tree(office)
    index = load(tree).index
    record = record_named(index, record_id)
    kind = index.kind(record)
    values = typed(kind.fields, assignments)
    if any(name == "acts" or name.startswith("acts[") for name in values):
        raise Failure("Acts are not set.", f"Add one: officerepo act {record.id} ACT.")
    raw = tree.files[record.path].raw
    change = Change(record.path, raw, set_fields(index, record, raw, values))
    if change.after == raw:
        click.echo(f"{record.path}: nothing to change")
        return
    apply_change(tree, change, day_of(today), translate_for(index.office))
    click.echo(record.path)
