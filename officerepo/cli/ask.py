"""Questions to a clerk: one field, its help, its choices, and the answer checked at once."""

from __future__ import annotations

from typing import Any

import click

from officerepo.finding import fill
from officerepo.index import Index
from officerepo.kind import Field, say
from officerepo.record import LINK_SHAPE
from officerepo.shape import Shape
from officerepo.text import fold, safe


def ask(index: Index, spec: Field) -> Any:
    """Ask for the value of a field until it has the form of the field; return its text tree."""
    language = index.office.language
    title = say(spec.title, language)
    if spec.type == "map" or (spec.type == "list" and spec.parts):
        click.echo(f"{title}:")
        group = {name: ask(index, part) for name, part in spec.parts.items() if part.required}
        return group if spec.type == "map" else [group]
    help_text = say(spec.help, language)
    if help_text:
        click.echo(click.style(f"  {help_text}", dim=True))
    for name, words in spec.values.items():
        click.echo(f"    {name}  {say(words, language)}")
    while True:
        answer = click.prompt(title, default=spec.default or None, type=str).strip()
        value = _value(index, spec, answer)
        if value is None:
            continue
        shape = Shape("")
        shape.value(value, spec, spec.name)
        if not shape.findings:
            return value
        finding = shape.findings[0]
        click.echo(f"  {safe(fill(finding.message, finding.values))}")


def _value(index: Index, spec: Field, answer: str) -> Any:
    """Turn an answer into a text tree; None when the question has to be asked again."""
    if spec.type == "list" and spec.of is not None:
        parts = [part.strip() for part in answer.split(",") if part.strip()]
        values = [_value(index, spec.of, part) for part in parts]
        return None if None in values else values
    if spec.type == "link" and not LINK_SHAPE.fullmatch(answer):
        return _chosen(index, spec, answer)
    return answer


def _chosen(index: Index, spec: Field, words: str) -> str | None:
    """Find a record by words of its title; ask which one when there are several."""
    wanted = fold(words)
    kinds = {name.split("/")[0] for name in spec.to}
    found = [
        record
        for record in index.records.values()
        if (record.kind in kinds or "any" in kinds)
        and wanted in fold(f"{record.id} {record.title}")
    ]
    if not found and spec.or_text:
        return words
    if len(found) == 1:
        click.echo(f"  {found[0].id}  {safe(found[0].title)}")
        return found[0].id
    for record in sorted(found, key=lambda r: r.id)[-15:]:
        click.echo(f"    {record.id}  {safe(record.title)}")
    if found:
        click.echo("  Several fit. Write the number, or more of the title.")
    else:
        click.echo("  No record has these words in its title.")
    return words if spec.or_text and not found else None
