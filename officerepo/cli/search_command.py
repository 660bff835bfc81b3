"""`officerepo search`: the records in which words occur."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from officerepo.cli.reading import open_index, texts_of
from officerepo.cli.shared import day_of, office_option, today_option
from officerepo.cli.speech import gettext, put
from officerepo.failure import Failure
from officerepo.index import Index
from officerepo.kind import say
from officerepo.marks import marks_of
from officerepo.record import Record
from officerepo.register import words_of_part
from officerepo.search import Snippet, parts_of, people_of, search, snippet, terms_of
from officerepo.table import as_json
from officerepo.text import safe


@click.command("search", context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, required=True, type=click.UNPROCESSED)
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@office_option
@today_option
def command(
    words: tuple[str, ...], limit: int, form: str, office: Path | None, today: datetime | None
) -> None:
    """Find the records in which all WORDS occur, whatever the accents and the case.

    Parts of words count; Chinese needs no blanks: `officerepo search 公章`. The number of a part,
    such as MTG-2025-017/D2, finds the record that has it.
    """
    terms = terms_of(words)
    if not terms:
        raise Failure("There is nothing to search for.", "Give a word, a part of one, or a number.")
    day = day_of(today)
    loaded = open_index(office, day)
    texts = texts_of(loaded, day)
    found = search(loaded.index, texts, terms)
    shown = [(record, _snippet(loaded.index, record, texts, terms)) for record in found[:limit]]
    if form == "json":
        click.echo(as_json(_whole(words, len(found), shown)))
        return
    for record, words_around in shown:
        put(_line(loaded.index, record, words_around))
    if len(found) > limit:
        more = f"{len(found) - limit:,}"
        put(gettext("… and {more} more; --limit {all} shows them.", more=more, all=len(found)))
    if not found:
        words_missing = "No record has all these words."
        put(gettext(words_missing if len(terms) > 1 else "No record has this word."))


def _snippet(
    index: Index, record: Record, texts: Mapping[str, str], terms: Sequence[str]
) -> Snippet:
    between = marks_of(index.office.language).item
    names = between.join(person.title for person in people_of(index, record))
    lines = [texts[record.path], names]
    for number in parts_of(index, record):
        words = words_of_part(record, index.kind(record), number.partition("/")[2])
        lines.append(f"{number} {' '.join(words.split())}")
    return snippet("\n".join(lines), terms, known=(record.id, record.title))


def _line(index: Index, record: Record, found: Snippet) -> str:
    state = index.kind(record).states.get(record.state)
    parts = [f"{record.id}  {safe(record.title)}"]
    if state is not None:
        parts.append(f" ({say(state.title, index.office.language)})")
    if found.text:
        parts.append(f" — {_marked(found)}")
    return "".join(parts)


def _marked(found: Snippet) -> str:
    """Return the words around a match, the match in bold on a terminal."""
    parts, last = [], 0
    for start, end in found.marks:
        parts += [safe(found.text[last:start]), click.style(safe(found.text[start:end]), bold=True)]
        last = end
    return "".join([*parts, safe(found.text[last:])])


def _whole(
    words: Sequence[str], count: int, shown: Sequence[tuple[Record, Snippet]]
) -> dict[str, Any]:
    results = [
        {
            "id": record.id,
            "kind": record.kind,
            "title": record.title,
            "state": record.state,
            "path": record.path,
            "snippet": found.text,
        }
        for record, found in shown
    ]
    return {"query": " ".join(words), "count": count, "results": results}
