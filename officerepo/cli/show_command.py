"""`officerepo show`: a record, a part of one, or a kind, as a clerk reads it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import click

from officerepo.cli.kind_sheet import KindSheet
from officerepo.cli.reading import body_of, open_index
from officerepo.cli.record_sheet import RecordSheet
from officerepo.cli.shared import day_of, office_option, today_option, translate_for
from officerepo.cli.speech import put
from officerepo.failure import Failure
from officerepo.load import Loaded
from officerepo.text import near


@click.command("show")
@click.argument("name", metavar="ID|KIND")
@office_option
@today_option
def command(name: str, office: Path | None, today: datetime | None) -> None:
    """Show the record ID with its history and links, or what records of a KIND look like.

    `show MTG-2025-003/D2` shows one decision of a meeting.
    """
    day = day_of(today)
    loaded = open_index(office, day)
    for line in _lines(loaded, name, day):
        put(line)


def _lines(loaded: Loaded, name: str, today: date) -> Iterator[str]:
    index = loaded.index
    gettext = translate_for(index.office)
    kind = index.office.kinds.get(name) or index.office.folders.get(name)
    if kind is not None:
        return KindSheet(index.office, kind, gettext).lines()
    record_id, _, part = name.strip().partition("/")
    known = index.records.get(record_id) or index.records.get(_in_other_case(loaded, record_id))
    if known is None:
        raise _unknown(loaded, record_id)
    sheet = RecordSheet(index, known, gettext, today)
    if not part:
        return sheet.lines(body_of(loaded, known.path))
    parts = index.parts(known)
    if part not in parts:
        like = near(part, parts)
        raise Failure(
            "{id} has no part {part}.",
            "Did you mean {id}/{like}?" if like else "`officerepo show {id}` shows its parts.",
            id=known.id,
            part=part,
            like=like,
        )
    return sheet.part(part, parts[part])


def _in_other_case(loaded: Loaded, name: str) -> str:
    """Return the number that is the same but for capital letters, or an empty string."""
    wanted = name.casefold()
    return next((known for known in loaded.index.records if known.casefold() == wanted), "")


def _unknown(loaded: Loaded, name: str) -> Failure:
    """Say why there is nothing of that name: an unreadable file, or a misspelt name."""
    for path in loaded.tree.files:
        if path.startswith("records/") and Path(path).stem == name:
            return Failure(
                "The file {path} cannot be read.", "`officerepo check` says why.", 1, path=path
            )
    index = loaded.index
    like = near(name, [*index.records, *index.office.kinds, *index.office.folders])
    if like in index.records:
        like = f"{like}, {index.records[like].title}"
    return Failure(
        "There is no record or kind {name}.",
        "Did you mean {like}?" if like else "`officerepo search` finds a record by its words.",
        name=name,
        like=like,
    )
