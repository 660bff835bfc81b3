"""Two versions of one regulation are in force on the same day.

Who looks a rule up finds one answer: a version ends on the day its successor begins.

Good:
    new REG-seals-v2 like REG-seals-v1
    set REG-seals-v2 effective = 2025-03-03
    set REG-seals-v2 acts.enter_into_force.at = 2025-03-03
    add REG-seals-v1 acts =
      {do: supersede, at: 2025-03-03, by: PER-farroyuelo, successor: REG-seals-v2}
Bad:
    new REG-seals-v2 like REG-seals-v1
    set REG-seals-v2 effective = 2025-03-03
    set REG-seals-v2 acts.enter_into_force.at = 2025-03-03
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from officerepo.domain.force import in_force
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record

SERVES = ("R70", "R77")
KINDS = ("regulation",)


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
        for (_, end, earlier), (start, _, later) in pairwise(found):
            if start < end:
                yield Finding(
                    later.path,
                    "effective",
                    "It is in force from {start}; {earlier} is still in force then.",
                    "Record that {earlier} is superseded, on that day at the latest.",
                    values={"start": start, "earlier": earlier.id},
                )
