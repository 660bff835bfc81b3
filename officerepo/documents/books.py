"""Register books: the entries of a year in the prescribed columns, and blank forms for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from markupsafe import Markup

from officerepo.documents.document import Document
from officerepo.documents.ruling import Need, need_by_hand, need_of, ruling, with_whole_days
from officerepo.domain.gaps import place_in
from officerepo.kind import Kind
from officerepo.portal.lacks import Lack, counts_gaps, gaps_shown, lacks
from officerepo.portal.pieces import NOTHING, Html, escaped, folio, joined
from officerepo.portal.registers import Heading, Registers, Row
from officerepo.portal.site import Site
from officerepo.portal.trust import unread_of
from officerepo.portal.values import Values
from officerepo.record import Record

BLANK_ROWS = 18
"""The rows of a form to be filled in by hand: one sheet across."""

NUMBER = "0" * 12
"""Room of a record's number in a blank form."""


def year_book(site: Site, kind: Kind, year: str) -> Document:
    """Returns the book of a register: oldest entry first, void ones and gaps in their places.

    Kinds that do not count by year have one book, and `year` is then empty.
    """
    records = sorted(_of_year(site, kind, year), key=lambda record: place_in(kind, record.id))
    values = Values(site, "")
    headings, rows = Registers(site).entries(records, kind, values)
    language = site.language
    for row in rows:
        row.cells = [(with_whole_days(cell), value) for cell, value in row.cells]
    lacking, unread = lacks(site, kind, year), unread_of(site, kind, year)
    tones = [heading.tone for heading in headings]
    shown = _lines(site, kind, zip(records, rows, strict=True), tones, lacking)
    torn = [lack.name for lack in lacking if lack.taken]
    taken = sorted([*(r.id for r in records), *torn], key=lambda name: place_in(kind, name))
    content = {
        **_head(site, kind, headings),
        **_ruled(
            site,
            [str(len(records))],
            taken,
            [
                need_of(heading.title, (row.cells[place][0] for row in rows))
                for place, heading in enumerate(headings)
            ],
        ),
        "period": year,
        "rows": Markup(joined(shown)),
        "blank": False,
        "entries": len(records),
        "gone": sum(record.state == "void" for record in records),
        "missing": sum(gap.last - gap.first + 1 for gap in gaps_shown(site, kind, year))
        if counts_gaps(site, kind)
        else None,
        "unread": unread.words if unread else "",
        "partial": site.audience != "restricted",
        "first": taken[0] if taken else "",
        "last": taken[-1] if taken else "",
        "is_over": bool(year) and str(site.today) >= f"{year}-12-31",
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
        **_ruled(
            site,
            [str(BLANK_ROWS)],
            [NUMBER],
            [need_by_hand(heading.title, heading.tone) for heading in headings],
        ),
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
        "series": f"{kind.series} {series.title}" if series else "",
    }


def _ruled(
    site: Site, counts: Iterable[str], numbers: Iterable[str], needs: Iterable[Need]
) -> dict[str, Any]:
    """Returns how a sheet is ruled whose first two columns are the entry and its number."""
    gettext = site.language.gettext
    entry = need_of(gettext("Entry"), map(escaped, counts))
    number = need_of(gettext("No."), map(folio, numbers))
    ruled = ruling([entry, number, *needs])
    return {"wide": ruled.wide, "size": f"{ruled.size}pt", "widths": ruled.shares}


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


def _lines(
    site: Site,
    kind: Kind,
    entries: Iterable[tuple[Record, Row]],
    tones: Sequence[str],
    lacking: Iterable[Lack],
) -> Iterator[Html]:
    """Yields the rows of a book; each entry counts, and what has none has its own row."""
    rows: dict[str, list[Html]] = {lack.name: [_lacking(lack, tones)] for lack in lacking}
    for number, (record, row) in enumerate(entries, 1):
        rows[record.id] = list(_entry(site, number, record, row, tones))
    for name in sorted(rows, key=lambda name: place_in(kind, name)):
        yield from rows[name]


def _entry(
    site: Site, number: int, record: Record, row: Row, tones: Sequence[str]
) -> Iterator[Html]:
    """Yields the row of an entry, and of a void one the reason below it."""
    cells = "".join(
        f'<td class="number">{cell}</td>' if tone == "number" else f"<td>{cell}</td>"
        for (cell, _), tone in zip(row.cells, tones, strict=True)
    )
    start = '<tr class="gone">' if row.gone else "<tr>"
    name = folio(record.id)
    yield Html(f'{start}<td class="n">{number}</td><th scope="row">{name}</th>{cells}</tr>\n')
    reason = _why_void(site, record)
    if reason:
        yield Html(
            f'<tr class="why"><td class="n"></td><td></td>'
            f'<td colspan="{len(tones)}">{reason}</td></tr>\n'
        )


def _lacking(lack: Lack, tones: Sequence[str]) -> Html:
    """Returns the row of a number without an entry."""
    return Html(
        f'<tr class="gap"><td class="n"></td><th scope="row">{lack.numbers}</th>'
        f'<td colspan="{len(tones)}">{escaped(lack.words)}</td></tr>\n'
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
