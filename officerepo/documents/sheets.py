"""Any record on paper: its cover, its text, its particulars and its history."""

from __future__ import annotations

from officerepo.documents.document import Document, Numbering, copy_of
from officerepo.portal.records import Records
from officerepo.portal.site import Site
from officerepo.record import Record


def sheet(site: Site, record: Record, numbering: Numbering | None) -> Document:
    """Returns what the portal's page of a record shows, for paper."""
    content = site.once(Records).content(record)
    return copy_of(site, record, "record.html", content, numbering)
