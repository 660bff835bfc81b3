"""Running text on paper: bodies of records, and words that have to fit a line."""

from __future__ import annotations

from markupsafe import Markup

from officerepo.portal.markdown import Bodies
from officerepo.portal.site import Site
from officerepo.record import Record
from officerepo.table import width

LINE = 60
"""Columns that fit the head of a page beside the office's name; Chinese characters take two."""


def body_of(site: Site, record: Record) -> Markup:
    """Returns the text of a record as it is laid out in the portal; links are only words here."""
    text = site.body(record)
    if not text or text.isspace():
        return Markup("")
    bodies = site.once(_bodies)
    return Markup(bodies.render(text, title=record.title, path=record.path))


def _bodies(site: Site) -> Bodies:
    return Bodies(site.language.gettext)


def clipped(words: str) -> str:
    """Returns words cut to the length of one line."""
    if width(words) <= LINE:
        return words
    kept = words[:LINE]  # no character takes less than a column, but for accents
    while width(kept) >= LINE:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"
