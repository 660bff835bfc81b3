"""`officerepo show`: a record, a part of one, a kind, a rule or a counter, as a clerk reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import chain
from pathlib import Path

import click

from officerepo.cli.counter_sheet import counter_lines, counter_list
from officerepo.cli.kind_sheet import KindSheet
from officerepo.cli.reading import body_of, open_index
from officerepo.cli.record_sheet import RecordSheet
from officerepo.cli.rule_sheet import rule_lines, rule_list
from officerepo.cli.shared import (
    day_of,
    in_other_case,
    office_option,
    switched_off,
    today_option,
    translate_for,
)
from officerepo.cli.speech import put
from officerepo.cli.usage import mistaken
from officerepo.domain.counters import COUNTERS
from officerepo.failure import Failure
from officerepo.load import Loaded
from officerepo.office import unused_kinds
from officerepo.rulebook import rulebook
from officerepo.text import near

_RULES, _COUNTERS = "rules", "counters"


@click.command("show")
@click.argument("name", metavar="NAME")
@office_option
@today_option
def command(name: str, office: Path | None, today: datetime | None) -> None:
    """Show what has that NAME: a record, a kind of records, a rule of the check, or a counter.

    `show MTG-2025-003/D2` shows one decision of a meeting, `show task` what a task looks like,
    `show self-approval` what a rule forbids, `show tasks.closed` what is counted and what it is
    today. `show rules` and `show counters` list them.
    """
    day = day_of(today)
    loaded = open_index(office, day)
    for line in _lines(loaded, name, day):
        put(line)


def _lines(loaded: Loaded, name: str, today: date) -> Iterator[str]:
    index = loaded.index
    gettext = translate_for(index.office)
    kind = index.office.kinds.get(name) or index.office.folders.get(name)
    counted = counter_lines(index, COUNTERS[name], gettext, today) if name in COUNTERS else ()
    if kind is not None:  # `trips` is the folder of a kind and a counter, too
        return chain(KindSheet(index.office, kind, gettext).lines(), [""] * bool(counted), counted)
    if counted:
        return counted
    if name == _COUNTERS:
        return counter_list(index.office)
    entries = rulebook(index.office.kinds)
    if name in entries:
        return rule_lines(entries[name], index.office, gettext)
    if name == _RULES:
        return rule_list(entries, index.office, gettext)
    record_id, _, part = name.strip().partition("/")
    record_id = index.aliases.get(record_id, record_id)
    known = index.records.get(record_id) or index.records.get(in_other_case(index, record_id))
    if known is None:
        raise _unknown(loaded, record_id, entries)
    sheet = RecordSheet(index, known, gettext, today)
    if not part:
        return sheet.lines(body_of(loaded, known.path))
    parts = index.parts(known)
    if part not in parts:
        like = near(part, parts)
        raise mistaken(
            "{id} has no part {part}.",
            "`officerepo show {id}` shows its parts.",
            f"{known.id}/{like}" if like else "",
            id=known.id,
            part=part,
        )
    return sheet.part(part, parts[part])


def _unknown(loaded: Loaded, name: str, rules: Iterable[str]) -> Failure:
    """Say why there is nothing of that name: an unreadable file, or a misspelt name."""
    for path in loaded.tree.files:
        if path.startswith("records/") and Path(path).stem == name:
            return Failure(
                "The file {path} cannot be read.", "`officerepo check` says why.", 1, path=path
            )
    index = loaded.index
    for kind in unused_kinds(index.office):
        if name in (kind.name, kind.folder):
            return switched_off(index.office, kind)
    kinds = (*index.office.kinds, *index.office.folders)
    like = near(name, [*index.records, *kinds, *rules, *COUNTERS, _RULES, _COUNTERS])
    return mistaken(
        "There is no record, kind, rule or counter {name}.",
        "`officerepo search` finds a record by its words.",
        f"{like}, {index.records[like].title}" if like in index.records else like,
        name=name,
    )
