"""`officerepo act`: record a step in the life of a record."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from officerepo.cli.ask import ask
from officerepo.cli.shared import (
    day_of,
    office_option,
    open_tree,
    record_named,
    today_option,
    translate_for,
)
from officerepo.cli.writing import apply_change, clock, interactive, person_of
from officerepo.draft import moment, typed
from officerepo.edit import Change, add_act, set_fields
from officerepo.failure import Failure
from officerepo.index import Index
from officerepo.kind import ActSpec, Kind, say
from officerepo.load import load
from officerepo.record import Record
from officerepo.text import near


@click.command("act")
@click.argument("record_id", metavar="ID")
@click.argument("name", metavar="ACT", required=False)
@click.argument("assignments", metavar="[NAME=VALUE]…", nargs=-1)
@click.option("--by", help="Who did it. Default: whose git e-mail it is.")
@click.option("--at", help="When: 2025-01-31T09:50. Default: now.")
@click.option("--how", type=click.Choice(["git", "paper", "voice", "meeting", "mail"]))
@click.option("--entered-by", help="Who writes it down, when somebody else did it.")
@click.option("--reason", help="Why.")
@click.option("--evidence", multiple=True, help="A record, or a scan that proves it.")
@office_option
@today_option
def command(
    record_id: str,
    name: str | None,
    assignments: tuple[str, ...],
    by: str | None,
    at: str | None,
    how: str | None,
    entered_by: str | None,
    reason: str | None,
    evidence: tuple[str, ...],
    office: Path | None,
    today: datetime | None,
) -> None:
    """Record the ACT on the record ID; without ACT, list what can be done next.

    NAME=VALUE gives what the act says, or a field that the record needs from then on.
    """
    tree = open_tree(office)
    index = load(tree).index
    record = record_named(index, record_id)
    kind = index.kind(record)
    if name is None:
        _list(index, record, kind)
        return
    spec = kind.acts.get(name)
    if spec is None:
        like = near(name, kind.acts)
        raise Failure(
            f"There is no act {name} for {record.id}.",
            f"Did you mean {like}?" if like else f"`officerepo act {record.id}` lists them.",
        )
    values = typed({**kind.fields, **spec.keys}, assignments)
    day = day_of(today)
    act: dict[str, Any] = {
        "do": name,
        "at": moment(at, day, clock()),
        "by": person_of(index, tree.root, by),
    }
    if by and entered_by is None and how != "git":
        entered_by = _writer(index, tree.root, by)
    given = {"how": how, "entered_by": entered_by, "reason": reason, "evidence": list(evidence)}
    act |= {key: value for key, value in given.items() if value}
    own = {key: value for key, value in values.items() if key in spec.keys}
    fields = {key: value for key, value in values.items() if key not in spec.keys}
    _complete(index, record, spec, act, own, fields)
    raw = tree.files[record.path].raw
    after = set_fields(index, record, raw, fields) if fields else raw
    change = Change(record.path, raw, add_act(index, record, after, {**act, **own}))
    apply_change(tree, change, day, translate_for(index.office))
    click.echo(f"{record.path}: {say(spec.title, index.office.language)}")


def _writer(index: Index, root: Path, by: str) -> str | None:
    """Return who sits at the keyboard, when that is known and somebody else acted."""
    try:
        writer = person_of(index, root, None)
    except Failure:
        return None
    return None if writer == by else writer


def _complete(
    index: Index,
    record: Record,
    spec: ActSpec,
    act: dict[str, Any],
    own: dict[str, Any],
    fields: dict[str, Any],
) -> None:
    """Ask for what the act needs; where nobody can be asked, the check says what is missing."""
    if not interactive():
        return
    kind = index.kind(record)
    for key in spec.needs:
        if key in own or key in act or record.data.get(key) or fields.get(key):
            continue
        if key in kind.fields and key not in spec.keys:
            fields[key] = ask(index, kind.fields[key])
        else:
            field = spec.keys.get(key) or index.office.kernel.keys[key]
            own[key] = ask(index, field)
    for key, field in kind.fields.items():
        needed = field.required_from and field.required_from == spec.to and not field.fill
        if needed and not record.data.get(key) and key not in fields:
            fields[key] = ask(index, field)


def _list(index: Index, record: Record, kind: Kind) -> None:
    """Print the acts that can follow, with what they lead to."""
    language = index.office.language
    state = kind.states.get(record.state)
    click.echo(f"{record.id} is: {say(state.title, language) if state else '—'}")
    for spec in kind.acts.values():
        if spec.sources and record.state in spec.sources:
            leads = f" → {say(kind.states[spec.to].title, language)}" if spec.to else ""
            click.echo(f"  {spec.name:<16} {say(spec.title, language)}{leads}")
