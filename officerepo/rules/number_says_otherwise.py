"""A number is made of the record's own words, and says something else than they do.

Some records are named after what they are about: an acknowledgement after document and person, a
dossier after its series. People trust the number; both have to agree.

Good:
    set ACK-REG-duties-v1-PER-hrepresa level = acted
Bad:
    set DOS-220-2025-001 series = "210"
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.kind import make_id

SERVES = ("R45",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each record whose number is not made of its fields as they are."""
    for kind in index.office.kinds.values():
        names = kind.id_fields
        for record in index.of(kind.name) if names else ():
            found = kind.id_pattern.fullmatch(record.id)
            said = {name: str(record.data.get(name, "")) for name in names}
            if not found or not all(said.values()):
                continue  # has its own finding
            expected = make_id(kind.id, **{**found.groupdict(), **said})
            if expected != record.id:
                yield Finding(
                    record.path,
                    names[0],
                    "The number is {number}, and the fields make it {expected}.",
                    "Correct the fields, or give the record the number they make.",
                    values={"number": record.id, "expected": expected},
                )
