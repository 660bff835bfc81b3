"""What pages say of how long a record is kept, for their keys: other records decide it too."""

from __future__ import annotations

from officerepo.computed import RETENTION
from officerepo.portal.site import Site
from officerepo.record import Record
from officerepo.register import kept


def schedule_key(site: Site, record: Record) -> str:
    """Returns a text for what a record's cover and register say of its retention."""
    if record.kind not in site.once(_showing):
        return ""
    return "|".join(kept(site.index, record).values())


def _showing(site: Site) -> set[str]:
    """Returns the kinds whose pages say something of retention."""
    views = {name: kind.views for name, kind in site.office.kinds.items()}
    return {
        name
        for name, view in views.items()
        if not RETENTION.keys().isdisjoint((*view.cover, *(c.value for c in view.register)))
    }
