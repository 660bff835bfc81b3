"""`officerepo new`: a new record with the next number and its first act."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from officerepo.cli.ask import ask
from officerepo.cli.shared import (
    day_of,
    kind_named,
    office_option,
    open_tree,
    today_option,
    translate_for,
)
from officerepo.cli.writing import apply_change, clock, interactive, person_of
from officerepo.draft import draft, moment, nested, next_id, opening_act, typed
from officerepo.failure import Failure
from officerepo.index import Index
from officerepo.kind import ActSpec, Kind
from officerepo.load import load


@click.command("new")
@click.argument("kind_name", metavar="KIND")
@click.option("--set", "assignments", multiple=True, metavar="FIELD=VALUE", help="A field's value.")
@click.option("--id", "record_id", help="The number, where it is a name of its own.")
@click.option("--by", help="Who does the first act. Default: whose git e-mail it is.")
@click.option("--at", help="When: 2025-01-31T09:50. Default: now.")
@office_option
@today_option
def command(
    kind_name: str,
    assignments: tuple[str, ...],
    record_id: str | None,
    by: str | None,
    at: str | None,
    office: Path | None,
    today: datetime | None,
) -> None:
    """Create a record of a KIND with the next number; ask for what is needed.

    Prints the path of the new file.
    """
    tree = open_tree(office)
    index = load(tree).index
    kind = kind_named(index.office, kind_name)
    values = nested(typed(kind.fields, assignments))
    day = day_of(today)
    when = moment(at, day, clock())
    spec = opening_act(kind)
    act: dict[str, Any] = {}
    if spec is not None:
        act = {"do": spec.name, "at": when, "by": person_of(index, tree.root, by)}
    _complete(index, kind, spec, values, act)
    number = record_id or next_id(tree, index, kind, values, int(when[:4]))
    change = draft(index, kind, number, values, act)
    apply_change(tree, change, day, translate_for(index.office))
    click.echo(change.path)


def _complete(
    index: Index, kind: Kind, spec: ActSpec | None, values: dict[str, Any], act: dict[str, Any]
) -> None:
    """Fill defaults and ask for the rest; where nobody can be asked, say what is missing."""
    missing = []
    for name, field in kind.fields.items():
        needed = field.required or (spec is not None and name in spec.needs)
        if name in values or not needed:
            continue
        if field.default:
            values[name] = field.default
        elif interactive():
            values[name] = ask(index, field)
        else:
            missing.append(name)
    for name in spec.needs if spec else ():
        if name not in values and name not in act and name not in kind.fields:
            if spec is not None and name in spec.keys and interactive():
                act[name] = ask(index, spec.keys[name])
            else:
                missing.append(name)
    if missing:
        words = " ".join(f"--set {name}=…" for name in missing)
        raise Failure(
            f"A new {kind.name} needs: {', '.join(missing)}.",
            f"Add {words}. `officerepo show {kind.name}` explains the fields.",
        )
