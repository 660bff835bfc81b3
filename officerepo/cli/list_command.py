"""`officerepo list`: the register of a kind, whole or in part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from officerepo.cli.reading import index_as_of, open_index
from officerepo.cli.shared import (
    day_of,
    key_meant,
    kind_named,
    office_option,
    today_option,
    translate_for,
)
from officerepo.cli.tables import give, require_possible, table_options, tell_unread, wished
from officerepo.cli.usage import mistaken
from officerepo.domain.unread import unread_paths
from officerepo.failure import Failure
from officerepo.fields import TYPES
from officerepo.index import Index
from officerepo.kind import Field, Kind, say
from officerepo.record import Record
from officerepo.register import Register, as_data, field_at, names
from officerepo.shape import unknown_choice
from officerepo.table import Table
from officerepo.text import near, near_titled

Claim = Callable[[Record], bool]


@click.command("list")
@click.argument("kind_name", metavar="[KIND]", required=False)
@click.option(
    "--where",
    "conditions",
    multiple=True,
    metavar="FIELD=VALUE",
    help="Only records that have this value, as it is written in them: handling=act, "
    "acts.approve.by=PER-name, late=yes. May be given several times; all have to hold.",
)
@click.option("--state", help="Only records in this state, by its name or its title.")
@table_options
@office_option
@today_option
def command(
    kind_name: str | None,
    conditions: tuple[str, ...],
    state: str | None,
    form: str | None,
    output: Path | None,
    overwrite: bool,
    office: Path | None,
    today: datetime | None,
) -> None:
    """List the records of a KIND, as its register shows them; without KIND, list the kinds."""
    day = day_of(today)
    loaded, wish = open_index(office, day), wished(form, output, overwrite)
    require_possible(wish, loaded.tree.root)
    index = index_as_of(loaded, day)
    if kind_name is None:
        give(_kinds(index), wish)
        tell_unread([path for paths in unread_paths(index).values() for path in paths])
        return
    register = Register(
        index, kind_named(index.office, kind_name), day, translate_for(index.office)
    )
    claims = [_claim(register, condition) for condition in conditions]
    if state is not None:
        claims.append(_in_state(register, state))
    records = [r for r in register.records() if all(claim(r) for claim in claims)]
    keys = index.office.kernel.keys
    specs = {c.value: field_at(register.kind, keys, c.value) for c in register.columns}
    table = Table(
        title=say(register.kind.plural, index.office.language),
        headings=register.headings(),
        types=[spec.type if spec else "text" for spec in specs.values()],
        rows=[register.row(record) for record in records],
        data=[
            {name: as_data(spec, register.value(record, name)) for name, spec in specs.items()}
            for record in records
        ],
        first=_important(register),
    )
    give(table, wish)
    tell_unread(unread_paths(index).get(register.kind.name, ()))


def _important(register: Register) -> list[int]:
    """Return the columns that a narrow terminal shows rather than others."""
    views = register.kind.views
    names = [column.value for column in register.columns]
    wanted = ("state", views.title, views.due, views.owner)
    return [names.index(name) for name in wanted if name in names]


def _claim(register: Register, condition: str) -> Claim:
    """Return a test for `field=value`; a Failure names the nearest field or value."""
    name, sign, wanted = condition.partition("=")
    name, wanted = name.strip(), wanted.strip()
    if not sign:
        raise Failure("`{words}` has no `=`.", "Write --where field=value.", words=condition)
    if name == "state":
        return _in_state(register, wanted)
    kind, keys = register.kind, register.index.office.kernel.keys
    known = list(names(kind, keys))
    if name not in known and not name.startswith("x-"):
        raise mistaken(
            "Records of the kind {kind} have no field {name}.",
            "`officerepo show {kind}` lists the fields.",
            near(name, known),
            kind=kind.name,
            name=name,
        )
    spec = field_at(kind, keys, name)
    item = spec.of if spec and spec.of else spec
    titles = {v: say(w, _language(register)) for v, w in item.values.items()} if item else {}
    meant = key_meant(wanted, titles)
    if titles and wanted and not meant:
        found = unknown_choice(wanted, name, titles, near_titled(wanted, titles))
        raise Failure(found.message, found.hint, 2, **found.values)
    wanted = meant or wanted
    _refuse_form(item, name, wanted)

    def holds(record: Record) -> bool:
        found = register.value(record, name)
        if found is None and name in _INHERITED:
            found = getattr(kind, name)
        if item is not None and item.type == "moment" and len(wanted) == 10:
            return isinstance(found, str) and found[:10] == wanted
        if isinstance(found, list):
            return wanted in found if wanted else not found
        return (found or "") == wanted if not isinstance(found, Mapping) else False

    return holds


_INHERITED = ("label", "series")
"""Fields that a record has from its kind where its file does not say otherwise."""


def _refuse_form(spec: Field | None, name: str, wanted: str) -> None:
    """Raise a Failure where no value of a field can look like the one that is asked for."""
    if wanted and spec is not None and spec.type in ("date", "moment", "boolean", "integer"):
        try:
            TYPES[spec.type](wanted)
        except ValueError as error:
            hint = "Write --where {name}= and a value of this form."
            raise Failure(str(error), hint, value=wanted, name=name) from None


def _in_state(register: Register, wanted: str) -> Claim:
    kind = register.kind
    titles = {name: say(state.title, _language(register)) for name, state in kind.states.items()}
    meant = key_meant(wanted, titles)
    if not meant:
        raise mistaken(
            "Records of the kind {kind} have no state {state}.",
            "Choose one of: {choices}." if titles else "They have dates instead of states.",
            near_titled(wanted, titles),
            kind=kind.name,
            state=wanted,
            choices=[*titles],
        )
    return lambda record: record.state == meant


def _language(register: Register) -> str:
    return register.index.office.language


def _kinds(index: Index) -> Table:
    """Return the kinds of the office with the numbers of their records."""
    language, gettext = index.office.language, translate_for(index.office)
    kinds: list[Kind] = list(index.office.kinds.values())
    found: list[dict[str, Any]] = [
        {
            "kind": kind.name,
            "folder": kind.folder,
            "title": say(kind.plural, language),
            "records": len(index.of(kind.name)),
        }
        for kind in kinds
    ]
    return Table(
        title=gettext("Registers"),
        headings=[gettext("Kind"), gettext("Folder"), gettext("Register"), gettext("Records")],
        types=("text", "text", "text", "integer"),
        rows=[[str(value) for value in row.values()] for row in found],
        data=found,
    )
