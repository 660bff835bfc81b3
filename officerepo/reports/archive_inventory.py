"""All dossiers: what they hold, from when to when, how many papers and pages, and where they stand.

Dates are those that the dossier says of its papers. Papers are the records listed in it or that
name it; pages are counted from its index, drawn up when it was closed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.retention import contents
from officerepo.fields import count_in
from officerepo.index import Index
from officerepo.record import Record, entries_in
from officerepo.report import Row, column, words

TITLE = words("Archive inventory", "Inventario del archivo", "档案清册")
GROUP = "archive"
KINDS = ("dossier",)
DATED, OWNED = "to", "owner"
SERVES = ("R17", "R46", "R47")

columns = (
    column("record", "link", "Dossier", "Expediente", "案卷"),
    column("series", "text", "Series", "Serie", "类目"),
    column("from", "date", "Oldest paper", "Fecha inicial", "起始日期"),
    column("to", "date", "Newest paper", "Fecha final", "终止日期"),
    column("papers", "integer", "Papers", "Documentos", "件数"),
    column("pages", "integer", "Pages", "Páginas", "页数"),
    column("archive_code", "text", "Archive code", "Signatura", "档号"),
    column("location", "text", "Kept in", "Ubicación", "存放位置"),
    column("owner", "link", "Responsible", "Puesto responsable", "立卷岗位"),
    column("state", "state", "State", "Estado", "状态"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield a row for each dossier whose number is not void, by its number."""
    for dossier in index.of("dossier"):
        if dossier.void:
            continue
        span = dossier.data.get("span")
        span = span if isinstance(span, dict) else {}
        yield (
            dossier.id,
            *(_text(dossier.data.get("series")), _text(span.get("from")), _text(span.get("to"))),
            *(str(len(contents(index, dossier))), _pages(dossier)),
            *(_text(dossier.data.get(name)) for name in ("archive_code", "location")),
            *(index.owner(dossier), dossier.id),
        )


def _pages(dossier: Record) -> str:
    """Return how many pages the index of a dossier counts; nothing where it counts none."""
    listed = entries_in(dossier.data.get("index"))
    found = sum(count_in(each.get("pages")) for each in listed if isinstance(each, dict))
    return str(found) if found else ""


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
