"""`officerepo set`: change fields of a record, and only the lines they stand on."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from officerepo.cli.shared import (
    day_of,
    find_office,
    office_option,
    record_named,
    today_option,
)
from officerepo.cli.speech import gettext, put
from officerepo.cli.writing import refused, written
from officerepo.draft import typed
from officerepo.edit import Change, alone, set_fields
from officerepo.failure import Failure
from officerepo.load import load, read_tree
from officerepo.record import STEP


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
    root = find_office(office)
    with alone(root):
        tree = read_tree(root)
        index = load(tree).index
        record = record_named(index, record_id)
        values = typed(index.kind(record).fields, assignments)
        if any(STEP.findall(name)[0] == "acts" for name in values):
            raise Failure("Acts are not set.", "Add one: `officerepo act {id} ACT`.", id=record.id)
        raw = tree.files[record.path].raw
        change = Change(record.path, raw, set_fields(index, record, raw, values))
        if change.after == raw:
            put(gettext("{path}: nothing to change", path=record.path))
            return
        if written(tree, index, change, day_of(today)):
            raise refused()
    put(record.path)
