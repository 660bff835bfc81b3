"""Any record on paper: its cover, its text, its particulars and its history."""

from __future__ import annotations

from officerepo.documents.document import Document, Numbering
from officerepo.documents.text import clipped
from officerepo.portal.records import Records
from officerepo.portal.site import Site
from officerepo.record import Record


def sheet(site: Site, record: Record, numbering: Numbering | None) -> Document:
    """Returns what the portal's page of a record shows, for paper."""
    content = site.once(Records).content(record)
    title = str(content["title"])
    return Document(
        template="record.html",
        name=record.id,
        title=f"{record.id} {title}" if title != record.id else title,
        running=clipped(f"{record.id} {title}"),
        number=record.id,
        control=control_of(site, numbering),
        content=content,
    )


def control_of(site: Site, numbering: Numbering | None) -> str:
    """Returns what a printed copy is worth: its number and holder, where it has them."""
    gettext = site.language.gettext
    if numbering is None:
        return gettext("Printed copy: uncontrolled unless numbered.")
    words = gettext("Numbered copy {number}, held by {holder}.")
    return words.replace("{number}", numbering.number).replace("{holder}", numbering.holder)
