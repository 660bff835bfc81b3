"""Register books: the entries of a year in the prescribed columns, and blank forms for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from officerepo.documents.document import Document
from officerepo.kind import Kind, make_id
from officerepo.portal.pieces import NOTHING, Html, escaped, folio, joined
from officerepo.portal.registers import Heading, Registers, Row
from officerepo.portal.site import Site
from officerepo.portal.values import Values
from officerepo.record import Record

BLANK_ROWS = 20
"""The rows of a form to be filled in by hand: one sheet across."""

PORTRAIT_COLUMNS = 6
"""A register with more columns lies across the sheet."""


def year_book(site: Site, kind: Kind, year: str) -> Document:
    """Returns the book of a register: oldest entry first, void ones and gaps in their places.

    Kinds that do not count by year have one book, and `year` is then empty.
    """
    records = sorted(_of_year(site, kind, year), key=lambda r: (len(r.id), r.id))
    values = Values(site, "")
    headings, rows = Registers(site).entries(records, kind, values)
    language = site.language
    serials = [_serial(kind, record) for record in records]
    counted = kind.gapless and kind.serial and bool(year) and site.audience == "restricted"
    missing = _missing(serials) if counted else []
    shown = _lines(site, kind, year, list(zip(records, serials, rows, strict=True)), missing)
    content = {
        **_head(site, kind, headings),
        "period": year,
        "rows": Markup(joined(shown)),
        "blank": False,
        "entries": len(records),
        "gone": sum(record.state == "void" for record in records),
        "missing": len(missing) if counted else None,
        "first": records[0].id if records else "",
        "last": records[-1].id if records else "",
        "is_over": bool(year) and str(site.today)[:4] > year or str(site.today) == f"{year}-12-31",
        "today": Markup(language.date(str(site.today))),
    }
    return _document(site, kind, content, f"{kind.name}-{year}" if year else kind.name)


def blank_form(site: Site, kind: Kind) -> Document:
    """Returns an empty sheet in the columns of a register, to be filled in by hand."""
    headings, _ = Registers(site).entries([], kind, Values(site, ""))
    states = site.language.gettext("State")
    headings = [heading for heading in headings if heading.title != states]
    row = f'<tr><td class="n"></td><td></td>{"<td></td>" * len(headings)}</tr>\n'
    content = {
        **_head(site, kind, headings),
        "period": "",
        "rows": Markup(row * BLANK_ROWS),
        "blank": True,
    }
    return _document(site, kind, content, f"{kind.name}-blank")


def _head(site: Site, kind: Kind, headings: Sequence[Heading]) -> dict[str, Any]:
    series = site.office.series.get(kind.series)
    return {
        "title": site.language.say(kind.plural),
        "about": site.language.say(kind.about),
        "headings": headings,
        "gapless": kind.gapless,
        "wide": len(headings) > PORTRAIT_COLUMNS,
        "series": f"{kind.series} {series.title}" if series else "",
    }


def _document(site: Site, kind: Kind, content: dict[str, Any], name: str) -> Document:
    title = f"{content['title']} {content['period']}".strip()
    return Document(
        template="register.html",
        name=name,
        title=title,
        running=title,
        number="",
        control=""
        if content["blank"]
        else site.language.gettext("Printed copy: uncontrolled unless numbered."),
        content=content,
    )


def _of_year(site: Site, kind: Kind, year: str) -> Iterator[Record]:
    for record in site.index.of(kind.name):
        if not year or record.path.split("/")[2] == year:
            yield record


def _serial(kind: Kind, record: Record) -> int:
    match = kind.id_pattern.fullmatch(record.id) if kind.serial else None
    return int(match["serial"]) if match else 0


def _missing(serials: Sequence[int]) -> list[int]:
    """Returns the numbers between 1 and the last one that no record has."""
    return sorted(set(range(1, max(serials, default=0))) - set(serials))


def _lines(
    site: Site,
    kind: Kind,
    year: str,
    entries: Sequence[tuple[Record, int, Row]],
    missing: Sequence[int],
) -> Iterator[Html]:
    """Yields the rows of a book; each entry counts, and a number without one has its own row."""
    width = len(entries[0][2].cells) if entries else 0
    no_record = escaped(site.language.gettext("No record has this number."))
    waiting = list(missing)
    for number, (record, serial, row) in enumerate(entries, 1):
        while waiting and waiting[0] < serial:
            name = make_id(kind.id, year=year, serial=waiting.pop(0))
            yield Html(
                f'<tr class="gap"><td class="n"></td><th scope="row">{folio(name)}</th>'
                f'<td colspan="{width}">{no_record}</td></tr>\n'
            )
        cells = "".join(f"<td>{cell}</td>" for cell, _ in row.cells)
        reason = _why_void(site, record)
        start = '<tr class="gone">' if row.gone else "<tr>"
        yield Html(
            f'{start}<td class="n">{number}</td><th scope="row">{row.number}</th>{cells}</tr>\n'
        )
        if reason:
            yield Html(
                f'<tr class="why"><td class="n"></td><td></td>'
                f'<td colspan="{width}">{reason}</td></tr>\n'
            )


def _why_void(site: Site, record: Record) -> Html:
    """Returns when and why an entry was made void; nothing for one that counts."""
    act = record.last("void") if record.state == "void" else None
    if act is None:
        return NOTHING
    words = escaped(site.language.gettext("Made void on {date}: {reason}"))
    reason = site.text("", str(act.data.get("reason", "")))
    return Html(
        words.replace("{date}", site.language.short(act.at[:10])).replace("{reason}", reason)
    )
