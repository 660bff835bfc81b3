"""`officerepo act`: record a step in the life of a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from officerepo.cli.ask import ask
from officerepo.cli.shared import (
    day_of,
    key_meant,
    office_option,
    open_tree,
    record_named,
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
from officerepo.draft import moment, nested, typed
from officerepo.edit import Change, add_act, alone, corrected, set_fields
from officerepo.failure import Failure
from officerepo.index import Index
from officerepo.kind import ActSpec, Field, Kind, say
from officerepo.load import Tree, load
from officerepo.record import Record, look_up
from officerepo.text import near_titled


@click.command("act")
@click.argument("record_id", metavar="ID")
@click.argument("name", metavar="ACT", required=False)
@click.argument("assignments", metavar="[NAME=VALUE]…", nargs=-1)
@act_options
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

    NAME=VALUE gives what the act says, such as reason=VALUE, or a field that the record needs from
    then on.
    """
    tree = open_tree(office)
    index = load(tree).index
    record = record_named(index, record_id)
    kind = index.kind(record)
    if name is None:
        _list(index, record, kind)
        return
    titles = {act.name: say(act.title, index.office.language) for act in kind.acts.values()}
    spec = kind.acts.get(key_meant(name, titles))
    if spec is None:
        raise mistaken(
            "There is no act {act} for {id}.",
            "`officerepo act {id}` lists them.",
            near_titled(name, titles),
            act=name,
            id=record.id,
        )
    own = {**kind.fields, **spec.keys}
    of_every = {k: v for k, v in index.office.kernel.keys.items() if k not in {*own, *_ITS_OWN}}
    values = typed({**of_every, **own}, assignments)
    options = {"by": by, "at": at, "how": how, "entered_by": entered_by, "reason": reason}
    given = _with_words({**options, "evidence": list(evidence)}, values, of_every)
    by, at = given.pop("by"), given.pop("at")
    day = day_of(today)
    act: dict[str, Any] = {
        "do": spec.name,
        "at": moment(at, day, clock()),
        "by": person_of(index, tree.root, by),
    }
    if by and given["entered_by"] is None and given["how"] != "git":
        given["entered_by"] = _writer(index, tree.root, by)
    act |= {key: value for key, value in given.items() if value}
    step = Step(
        record,
        spec,
        act,
        {key: value for key, value in values.items() if key in spec.keys},
        {key: value for key, value in values.items() if key not in spec.keys},
    )
    if not interactive():
        if _write(tree, index, step, day):
            raise refused()
        return

    def again() -> list[str]:
        when = {"--by": by, "--at": at, "--office": office, "--today": today and day}
        told = {key: act[key] for key in (*given, "reason") if key in act and key != "evidence"}
        words = words_of({**told, **step.own, **step.fields}) + options_of(when)
        words += [word for each in act.get("evidence", ()) for word in ("--evidence", each)]
        return ["act", record.id, spec.name, *words]

    with answers_kept(again):
        _ask_who(tree, index, step, day)
        unanswered = _unanswered(index, step)
        if unanswered:
            raw = tree.files[record.path].raw
            forestall(tree, index, _change(index, record, raw, step), day, _heads(record, HOPELESS))
        for each in unanswered:
            _ask(index, step, each)
        while names := _write(tree, index, step, day):
            put(gettext("Correct the answer, or stop with Ctrl-C."), err=True)
            for each in names:
                _ask(index, step, each)


_ITS_OWN = ("do", "digest")
"""What an act says that nobody types as NAME=VALUE."""


def _with_words(
    options: Mapping[str, Any], values: dict[str, Any], of_every: Mapping[str, Field]
) -> dict[str, Any]:
    """Return what every act may say, from options and from words such as `late.reason=ill`.

    These words are taken out of the values.
    """
    groups = [f"{name}." for name, key in of_every.items() if key.type == "map"]
    names = [name for name in values if name in of_every or name.startswith((*groups,))]
    found = dict(options)
    for name, value in nested({name: values.pop(name) for name in names}).items():
        if found.get(name):
            raise Failure("`{name}` is given twice.", "Give one value.", name=name)
        found[name] = value
    return found


@dataclass(slots=True)
class Step:
    """An act in the making: what every act may say, its own keys, and fields of the record."""

    record: Record
    spec: ActSpec
    act: dict[str, Any]
    own: dict[str, Any]
    fields: dict[str, Any]


def _write(tree: Tree, index: Index, step: Step, day: date) -> list[str]:
    """Write the act; where it brings errors, show them and return what of it they name."""
    with alone(tree.root):
        tree, index = reread(tree, index)
        record = record_named(index, step.record.id)
        change = _change(index, record, tree.files[record.path].raw, step)
        errors = written(tree, index, change, day, _heads(record, ("do",)))
    if not errors:
        put(f"{record.path}: {say(step.spec.title, index.office.language)}")
        return []
    kernel = index.office.kernel.keys
    known = {**index.kind(record).fields, **step.spec.keys, "reason": kernel["reason"]}
    return to_correct(errors, record.path, known)


def _change(index: Index, record: Record, raw: bytes, step: Step) -> Change:
    """Return the record's file with what the act says so far."""
    fields, own = step.fields, _own_keys(record, step)
    if step.spec.name == "correct":
        fields = {**corrected(index, record, own), **fields}
    after = set_fields(index, record, raw, fields) if fields else raw
    return Change(record.path, raw, add_act(index, record, after, {**step.act, **own}))


def _heads(record: Record, keys: Iterable[str]) -> list[str]:
    """Return the places of keys of the act that is added to a record."""
    acts = record.data.get("acts")
    number = len(acts) if isinstance(acts, list) else 0
    return [f"acts[{number}].{key}" for key in keys]


def _own_keys(record: Record, step: Step) -> dict[str, Any]:
    """Return what an act says itself; a correction takes the old value from the field."""
    if step.spec.name != "correct":
        return step.own
    own = {key: "" if value is None else value for key, value in step.own.items()}
    if isinstance(own.get("field"), str):
        own.setdefault("was", look_up(record.data, own["field"]) or "")
    return {key: own[key] for key in step.spec.keys if key in own}


def _writer(index: Index, root: Path, by: str) -> str | None:
    """Return who sits at the keyboard, when that is known and somebody else acted."""
    try:
        writer = person_of(index, root, None)
    except Failure:
        return None
    return None if writer == by else writer


def _unanswered(index: Index, step: Step) -> list[str]:
    """Return the names of what the act needs and nobody has said yet."""
    record, spec = step.record, step.spec
    found = []
    for key in spec.needs:
        known = key in step.own or step.act.get(key) or step.fields.get(key)
        known = known or (key not in spec.keys and record.data.get(key))
        if not known and (spec.name, key) != ("correct", "was"):
            found.append(key)
    for key, field in index.kind(record).fields.items():
        needed = field.required_from and field.required_from == spec.to and not field.fill
        if needed and key not in found and not record.data.get(key) and key not in step.fields:
            found.append(key)
    return found


def _ask_who(tree: Tree, index: Index, step: Step, day: date) -> None:
    """Ask first whose act it is, where only that can give this person the right to it.

    The person who types is offered as the answer.
    """
    record, fields = step.record, index.kind(step.record).fields
    asked = [name for name in _unanswered(index, step) if name in step.spec.who and name in fields]
    if not asked:
        return
    change = _change(index, record, tree.files[record.path].raw, step)
    if leading_errors(tree, change, day, _heads(record, ("by",))):
        for name in asked:
            offered = oneself(index, fields[name], step.act)
            step.fields[name] = ask(index, fields[name], offered)


def _ask(index: Index, step: Step, name: str) -> None:
    """Ask for a field of the record, a key of the act, or what every act may say."""
    fields = index.kind(step.record).fields
    if name in step.spec.keys:
        step.own[name] = ask(index, step.spec.keys[name], step.own.get(name))
    elif name in fields:
        step.fields[name] = ask(index, fields[name], step.fields.get(name))
    else:
        step.act[name] = ask(index, index.office.kernel.keys[name], step.act.get(name))


def _list(index: Index, record: Record, kind: Kind) -> None:
    """Print the acts that can follow, with what they lead to."""
    language = index.office.language
    state = kind.states.get(record.state)
    title = say(state.title, language) if state else "—"
    put(gettext("{id} is: {state}", id=record.id, state=title))
    for spec in kind.acts.values():
        if spec.sources and record.state in spec.sources:
            leads = f" → {say(kind.states[spec.to].title, language)}" if spec.to else ""
            put(f"  {spec.name:<16} {say(spec.title, language)}{leads}")
