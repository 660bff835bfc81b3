"""A link leads to a record of a kind that its field does not allow.

Good:
    set TSK-2025-0001 owner = POST-OFI-02
Bad:
    set TSK-2025-0001 owner = UNIT-OFI
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.kind import say


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each link that leads to the wrong kind, or not to the part it has to."""
    kinds = index.office.kinds
    for record in index.records.values():
        for link in record.links:
            if link.to == "any" or (target := index.records.get(link.target)) is None:
                continue
            allowed = link.to.split()
            if target.kind not in [name.split("/")[0] for name in allowed]:
                names = [say(kinds[n].title, "en") if n in kinds else n for n in allowed]
                yield Finding(
                    record.path,
                    link.at,
                    "{target} is a {kind}; this field leads to: {allowed}.",
                    "Write the number of the right record.",
                    values={
                        "target": link.target,
                        "kind": say(kinds[target.kind].title, "en").lower(),
                        "allowed": ", ".join(names).lower(),
                    },
                )
            elif not link.sub and all("/" in name for name in allowed):
                part = next(iter(index.parts(target)), "D1")
                yield Finding(
                    record.path,
                    link.at,
                    "{target} is named as a whole; this field names one part of it.",
                    "Write for example {target}/{part}.",
                    values={"target": link.target, "part": part},
                )
