"""A record lies in one dossier by its own word, and in another by that dossier's list.

A paper has one place. While a dossier is open a record may simply name it under `dossier`; once it
is closed, its list holds everything that does.

Good:
    set TSK-2025-0004 dossier = DOS-220-2025-001
    set DOS-220-2025-001 acts.close =
Bad:
    set TSK-2025-0001 dossier = DOS-220-2025-001
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record, entries_in

SERVES = ("R46",)
KINDS = ("dossier",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each record that two dossiers claim, or a closed one does not list."""
    lists: dict[str, Record] = {}
    for dossier in index.of("dossier"):
        for number, name in enumerate(entries_in(dossier.data.get("items"))):
            if dossier.void or not isinstance(name, str):
                continue
            other = lists.setdefault(name, dossier)
            if other is not dossier:
                yield Finding(
                    dossier.path,
                    f"items[{number}]",
                    "{paper} stands in {other} too.",
                    "Leave it in one of the two; the other may cite it.",
                    values={"paper": name, "other": other.id},
                )
    for dossier in index.of("dossier"):
        closed = dossier.last("close") is not None
        for record, link in index.links_to(dossier.id):
            if link.at != "dossier":
                continue
            place = lists.get(record.id)
            if place is not dossier and (place is not None or closed):
                yield Finding(
                    record.path,
                    "dossier",
                    "The record names {named} as its dossier, and {place} lists it."
                    if place
                    else "The record names {named} as its dossier, which was closed without it.",
                    "Name the dossier in which it lies.",
                    values={"named": dossier.id, "place": place.id if place else ""},
                )
