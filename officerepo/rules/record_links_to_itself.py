"""A record is its own parent, source or reference, or stands above itself over several steps.

A task that is part of itself is never done, and a post that reports to itself reports to nobody.
Links to one's own parts, such as an article that cites another, are fine.

Good:
    set UNIT-OFI parent = UNIT-HID
    set REG-seals-v1 refs = {cites: [REG-seals-v1/A1]}
Bad:
    set TSK-2025-0004 refs = {cites: [TSK-2025-0004]}
    set UNIT-HID parent = UNIT-OFI
    set UNIT-OFI parent = UNIT-HID
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record

SERVES = ("R16",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each link from a record to itself, and for each circle of links."""
    above: dict[str, dict[str, str]] = {}  # field → record → the one it names, of the same kind
    for (target_id, sub, to), links in index.references.items():
        target = None if sub else index.records.get(target_id)
        if target is None:
            continue
        kind = target.kind
        # A hundred thousand links, of which few stay in their kind and can lead back.
        for record, link in [pair for pair in links if pair[0].kind == kind]:
            if record.id == target_id:
                yield _circle(record, link.at, (record.id,))
            elif to == kind and "[" not in link.at:
                above.setdefault(link.at, {})[record.id] = target_id
    for at, steps in above.items():
        for circle in _circles(steps):
            yield _circle(index.records[circle[0]], at, circle)


def _circles(steps: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield each circle that following the steps runs into, from its first id on."""
    seen: set[str] = set()
    for start in sorted(steps):
        path: dict[str, None] = {}
        here = start
        while here in steps and here not in seen:
            seen.add(here)
            path[here] = None
            here = steps[here]
        if here in path:
            ring = list(path)[list(path).index(here) :]
            first = ring.index(min(ring))
            yield (*ring[first:], *ring[:first])


def _circle(record: Record, at: str, circle: tuple[str, ...]) -> Finding:
    return Finding(
        record.path,
        at,
        "{record} is named in its own record."
        if len(circle) == 1
        else "The links go round in a circle: {circle}.",
        "Name the record that was meant, or remove the link.",
        values={"record": record.id, "circle": " → ".join((*circle, circle[0]))},
    )
