"""Two versions of one regulation are in force on the same day.

Good:
    set REG-seals-v1 notes = one version
Bad:
    reinstate regulation
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record

_ALWAYS = "9999-12-31"


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each version that begins before its predecessor has ended."""
    versions: dict[str, list[tuple[str, str, Record]]] = {}
    for regulation in index.of("regulation"):
        force = in_force(regulation)
        if force:
            slug = regulation.id.rsplit("-v", 1)[0]
            versions.setdefault(slug, []).append((*force, regulation))
    for found in versions.values():
        found.sort(key=lambda item: (item[0], item[2].id))
        for (_, end, earlier), (start, _, later) in zip(found, found[1:], strict=False):
            if start < end:
                yield Finding(
                    later.path,
                    "effective",
                    "It is in force from {start}; {earlier} is still in force then.",
                    "Record that {earlier} is superseded, on that day at the latest.",
                    values={"start": start, "earlier": earlier.id},
                )


def in_force(regulation: Record) -> tuple[str, str] | None:
    """Return first day in force and the day on which that ended (exclusive), or None."""
    entered = regulation.last("enter_into_force")
    if entered is None:
        return None
    end = next((a.at[:10] for a in regulation.acts if a.do in ("supersede", "repeal")), _ALWAYS)
    return entered.at[:10], end
