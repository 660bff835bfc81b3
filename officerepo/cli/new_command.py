"""`officerepo new`: a new record with the next number and its first act."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from officerepo.cli.ask import ask, ask_number
from officerepo.cli.shared import (
    day_of,
    kind_named,
    office_option,
    open_tree,
    today_option,
)
from officerepo.cli.speech import gettext, put
from officerepo.cli.usage import mistaken
from officerepo.cli.writing import (
    HOPELESS,
    act_options,
    answers_kept,
    clock,
    forestall,
    interactive,
    leading_errors,
    oneself,
    options_of,
    person_of,
    refused,
    reread,
    to_correct,
    words_of,
    written,
)
from officerepo.draft import (
    NoNumber,
    draft,
    moment,
    nested,
    next_id,
    opening_act,
    taken,
    typed,
)
from officerepo.edit import Change, alone
from officerepo.failure import Failure
from officerepo.index import Index
from officerepo.kind import ActSpec, Field, Kind
from officerepo.load import Tree, load
from officerepo.text import near, safe


@dataclass(slots=True)
class New:
    """A record in the making: its fields, and its first act with the keys that the act brings."""

    kind: Kind
    spec: ActSpec | None
    values: dict[str, Any]
    act: dict[str, Any]
    when: str
    number: str

    @property
    def keys(self) -> dict[str, Field]:
        """The first act's own keys that are no fields of the record."""
        own = self.spec.keys if self.spec else {}
        return {name: key for name, key in own.items() if name not in self.kind.fields}


@click.command("new")
@click.argument("kind_name", metavar="KIND")
@click.option("--set", "assignments", multiple=True, metavar="FIELD=VALUE", help="A field's value.")
@click.option("--id", "record_id", help="The number, where it is a name of its own.")
@act_options
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
    spec = opening_act(kind)
    day = day_of(today)
    when = moment(at, day, clock())
    act = {}
    if spec is not None:
        act = {"do": spec.name, "at": when, "by": person_of(index, tree.root, by)}
    new = New(kind, spec, {}, act, when, record_id or "")
    for name, value in nested(typed({**new.keys, **kind.fields}, assignments)).items():
        (act if name in new.keys else new.values)[name] = value
    _require_known(new)
    if not interactive():
        _fill(new)
        if _write(tree, index, new, day):
            raise refused()
        return
    given = {"--by": by, "--at": at, "--office": office, "--today": today and day}

    def again() -> list[str]:
        own = {name: value for name, value in act.items() if name in new.keys}
        fields = [each for word in words_of({**new.values, **own}) for each in ("--set", word)]
        return ["new", kind.name, *fields, *options_of({**given, "--id": new.number})]

    with answers_kept(again):
        _ask_who(tree, index, new, day)
        _forestall(tree, index, new, day)
        _ask(index, new)
        while names := _write(tree, index, new, day):
            put(gettext("Correct the answer, or stop with Ctrl-C."), err=True)
            for name in names:
                _correct(index, new, name)


def _missing(new: New) -> dict[str, Field]:
    """Fill in defaults, and return the fields and keys that the record needs besides."""
    needs = new.spec.needs if new.spec else ()
    missing = {}
    for name, field in new.kind.fields.items():
        if name in new.values or not (field.required or name in needs):
            continue
        if field.default:
            new.values[name] = field.default
        else:
            missing[name] = field
    return missing | {
        name: key for name, key in new.keys.items() if name in needs and name not in new.act
    }


def _require_known(new: New) -> None:
    """Raise a Failure over a name given that is no field: it may be the one that seems missing."""
    known = {**new.kind.fields, **new.keys, "body": None}
    for name in new.values:
        if name not in known and not name.startswith("x-"):
            raise mistaken(
                "Records of the kind {kind} have no field {name}.",
                "`officerepo show {kind}` lists the fields.",
                near(name, known),
                kind=new.kind.name,
                name=name,
            )


def _fill(new: New) -> None:
    """Fill in defaults where nobody can be asked; a Failure says what is missing."""
    missing = _missing(new)
    if missing:
        raise Failure(
            "A new {kind} needs: {fields}.",
            "Add {words}. `officerepo show {kind}` explains the fields.",
            kind=new.kind.name,
            fields=[*missing],
            words=" ".join(f"--set {name}=…" for name in missing),
        )


def _ask(index: Index, new: New) -> None:
    """Fill in defaults and ask for the rest; each answer is kept as soon as it is given."""
    for name, field in _missing(new).items():
        (new.act if name in new.keys else new.values)[name] = ask(index, field)


def _ask_who(tree: Tree, index: Index, new: New, day: date) -> None:
    """Ask first who is meant to begin the record, where only that can give this person the right.

    The person who types is offered as the answer.
    """
    who = new.spec.who if new.spec else ()
    asked = {name: field for name, field in _missing(new).items() if name in who}
    change = _begun(tree, index, new) if asked else None
    if change and leading_errors(tree, change, day, ["acts[0].by"]):
        for name, field in asked.items():
            new.values[name] = ask(index, field, oneself(index, field, new.act))


def _forestall(tree: Tree, index: Index, new: New, day: date) -> None:
    """Refuse a record that this person may not begin, before anything is asked about it."""
    change = _begun(tree, index, new) if new.act and _missing(new) else None
    if change:
        forestall(tree, index, change, day, [f"acts[0].{key}" for key in HOPELESS])


def _begun(tree: Tree, index: Index, new: New) -> Change | None:
    """Return the file of what is known of a record; None where its number is made of answers."""
    with suppress(NoNumber):
        number = new.number or next_id(tree, index, new.kind, new.values, int(new.when[:4]))
        return draft(index, new.kind, number, new.values, new.act)
    return None


def _correct(index: Index, new: New, name: str) -> None:
    """Ask once more for a field, a key of the act, or (`id`) for the number."""
    if name == "id":
        new.number = ask_number(new.kind)
    elif name in new.keys:
        new.act[name] = ask(index, new.keys[name], new.act.get(name))
    else:
        new.values[name] = ask(index, new.kind.fields[name], new.values.get(name))


def _elsewhere(tree: Tree, index: Index, kind: Kind, number: str) -> list[str]:
    """Return the lower numbers of a number's book that only other branches hold."""
    here = {record.id for record in index.of(kind.name)} | index.unread
    found = kind.id_pattern.fullmatch(number)
    year = found.groupdict().get("year") if found else None
    lower = (name for name in taken(tree, index, kind) - here if name < number)
    books = ((name, kind.id_pattern.fullmatch(name)) for name in lower)
    return sorted(name for name, book in books if book and book.groupdict().get("year") == year)


def _write(tree: Tree, index: Index, new: New, day: date) -> list[str]:
    """Write the record; where it brings errors, show them and return the fields they name."""
    with alone(tree.root):
        tree, index = reread(tree, index)
        try:
            year = int(new.when[:4])
            number = new.number or next_id(tree, index, new.kind, new.values, year)
            change = draft(index, new.kind, number, new.values, new.act)
        except NoNumber as error:
            if not interactive():
                raise
            put(safe(gettext(error.message, **error.values)), err=True)
            return ["id"]
        elsewhere = [] if new.number else _elsewhere(tree, index, new.kind, number)
        # Others have taken the numbers in between, and bring them when they are merged.
        errors = written(tree, index, change, day, waits=("gap-in-register",) if elsewhere else ())
    if not errors:
        put(change.path)
        if elsewhere:
            there = gettext(
                "Taken on another branch, and still to come: {numbers}.", numbers=elsewhere
            )
            put(there, err=True)
        return []
    return to_correct(errors, change.path, {**new.kind.fields, **new.keys})
