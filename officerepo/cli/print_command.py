"""`officerepo print`: documents and register books for paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import click

from officerepo.cli.building import document_files, revision_of
from officerepo.cli.reading import body_of, index_as_of, open_index
from officerepo.cli.saving import form_meant, require_free, write_whole
from officerepo.cli.shared import (
    day_of,
    in_other_case,
    kind_named,
    office_option,
    record_named,
    today_option,
)
from officerepo.cli.speech import gettext, put
from officerepo.documents.names import TEMPLATES
from officerepo.failure import Failure
from officerepo.index import Index
from officerepo.kind import LANGUAGES, Kind
from officerepo.load import Loaded
from officerepo.record import Record
from officerepo.source import locate
from officerepo.text import near, safe
from officerepo.theme import unfit_pictures

ENDINGS = {".html": "html", ".htm": "html", ".pdf": "pdf"}
"""The forms of a document, by the endings of files that stand for them."""


@click.command("print")
@click.argument("what", metavar="RECORD|KIND")
@click.option(
    "--year",
    type=click.IntRange(1900, 2999),
    help="Of a kind: the year of the book. Default: the year of today.",
)
@click.option("--blank", is_flag=True, help="Of a kind: an empty form to be filled in by hand.")
@click.option(
    "--template",
    type=click.Choice(TEMPLATES),
    help="Of a record: by which template. Default: as its kind and the office's settings say.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice([*dict.fromkeys(ENDINGS.values())]),
    help="Default: as the ending of --output says, else html.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where it goes. Default: a file here, by the name of the record or kind.",
)
@click.option("--overwrite", is_flag=True, help="Write over the file if it is there already.")
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help="Of a kind: in which language. A record is printed in the one that it is written in.",
)
@office_option
@today_option
def command(
    what: str,
    year: int | None,
    blank: bool,
    template: str | None,
    form: str | None,
    output: Path | None,
    overwrite: bool,
    language: str | None,
    office: Path | None,
    today: datetime | None,
) -> None:
    """Print a RECORD, or the book of the register of a KIND, to a file.

    An outgoing document becomes a letter or circular on the office's letterhead, a meeting its
    minutes, a numbered copy the record that it is a copy of, and any other record a sheet with its
    cover and content: `print OUT-2025-0008`. The book of a register has the prescribed columns,
    with void entries and gaps in their places: `print seal-use --year 2025`.

    HTML stands alone and asks for nothing from elsewhere; a browser prints it. PDF needs the extra
    `officerepo[pdf]`. The fonts of GB/T 9704 are not free: where they are not installed, Noto Serif
    CJK stands in for them.
    """
    from officerepo.documents.document import whole_site
    from officerepo.documents.pdf import pdf
    from officerepo.documents.press import Press

    day, form = day_of(today), form_meant(form, output, ENDINGS)
    loaded = open_index(office, day)
    templates, assets = document_files(loaded.tree)
    target = _meant(loaded, what)
    _refuse(target, what, year, blank, template, language)
    index = loaded.index if blank else index_as_of(loaded, day)
    spoken = language or index.office.language
    bodies: dict[str, str] = {}
    if isinstance(target, Record):
        _require_begun(index, target, day)
        bodies = {target.id: body_of(loaded, target.path)}
        if target.kind == "copy":
            bodies |= _body_of_original(loaded, target)
    revision = revision_of(loaded.tree) or gettext("uncommitted")
    site = whole_site(index, bodies, day, spoken, revision)
    if isinstance(target, Kind):
        from officerepo.documents.books import blank_form, year_book

        book = _year(target, year, day)
        document = blank_form(site, target) if blank else year_book(site, target, book)
    else:
        from officerepo.documents.choice import document_of

        site, document = document_of(site, site.records[target.id], template or "")
    if document.has_letterhead:
        _require_letterhead(loaded, assets)
    path = output or Path(f"{document.name}.{form}")
    require_free(path, loaded.tree.root, overwrite=overwrite)
    html = Press(site, templates, assets).html(document)
    raw = html.encode("utf-8", "replace") if form == "html" else pdf(html, document.name)
    write_whole(path, raw)
    put(safe(gettext("{title}: {path}", title=document.title, path=path)))


def _meant(loaded: Loaded, what: str) -> Record | Kind:
    """Return the kind or record of that name; a Failure names the nearest one."""
    office = loaded.index.office
    if what in office.kinds or what in office.folders:
        return kind_named(office, what)
    names = [*loaded.index.records, *loaded.index.aliases]
    if what in names or in_other_case(loaded.index, what) or near(what, names):
        return record_named(loaded.index, what)
    return kind_named(office, what)


def _refuse(
    target: Record | Kind,
    what: str,
    year: int | None,
    blank: bool,
    template: str | None,
    language: str | None,
) -> None:
    """Raise a Failure where an option says nothing of what is to be printed."""
    from officerepo.documents.choice import fits

    if isinstance(target, Record) and (year or blank):
        raise Failure(
            "{what} is a record, and --year and --blank are for the book of a kind.",
            "Leave them out, or name a kind: `officerepo print {kind}`.",
            what=what,
            kind=target.kind,
        )
    if isinstance(target, Record) and language:
        raise Failure(
            "{what} is a record, and is printed in the language that it is written in.",
            "Leave out --language. What that language is, the record's field `lang` says; without "
            "it, it is the office's.",
            what=what,
        )
    if isinstance(target, Kind) and (template or (year and not target.yearly)):
        raise Failure(
            "{what} is a kind without books by year, so --year says nothing of it."
            if not template
            else "{what} is a kind, and its book has a template of its own.",
            "Leave the option out.",
            what=what,
        )
    if isinstance(target, Record) and template and not fits(template, target):
        raise Failure(
            "The template {template} is not made for records of the kind {kind}.",
            "Leave out --template, or use `record`.",
            template=template,
            kind=target.kind,
        )


def _require_begun(index: Index, record: Record, day: date) -> None:
    """Raise a Failure where a record had not begun by the end of the day that is asked for."""
    if record.id not in index.records:
        raise Failure(
            "{id} begins on {date}, after {day}.",
            "Give a later day with --today.",
            id=record.id,
            date=record.acts[0].at[:10],
            day=day,
        )


def _require_letterhead(loaded: Loaded, assets: Mapping[str, bytes]) -> None:
    """Raise a Failure where the settings name a letterhead that cannot be drawn."""
    settings = loaded.index.office.settings
    for found in unfit_pictures(settings, assets, ("letterhead",)):
        raw = loaded.tree.files[found.path].raw
        line = found.line or locate(found.path, raw, found.at)[0]
        raise Failure(
            "The letterhead cannot be used: {place}: {what}",
            found.hint,
            place=f"{found.path}:{line}",
            what=gettext(found.message, **found.values),
        )


def _year(kind: Kind, year: int | None, today: date) -> str:
    return str(year or today.year) if kind.yearly else ""


def _body_of_original(loaded: Loaded, copy: Record) -> dict[str, str]:
    original = loaded.index.records.get(str(copy.data.get("of") or "").partition("/")[0])
    return {original.id: body_of(loaded, original.path)} if original else {}
