"""A link leads to a record of a kind that its field does not allow.

A task's owner is a post, a letter's source is no person: the field says what may stand there. Where
it asks for a part, such as a decision, the whole meeting is too much.

Good:
    set TSK-2025-0004 with = [POST-OFI-02, UNIT-OFI]
Bad:
    set TSK-2025-0004 with = [PER-etorrente]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.kind import say
from officerepo.record import Link, Record

SERVES = ("R26",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each link that leads to the wrong kind, or not to the part it has to."""
    for (target_id, sub, to), links in index.references.items():
        target = index.records.get(target_id)
        if target is None or to == "any":
            continue
        allowed = to.split()
        if target.kind not in [name.split("/")[0] for name in allowed]:
            for record, link in links:
                yield _wrong(index, record, link, target, allowed)
        elif not sub and all("/" in name for name in allowed):
            part = next(iter(index.parts(target)), "D1")
            for record, link in links:
                yield Finding(
                    record.path,
                    link.at,
                    "{target} is named as a whole; this field names one part of it.",
                    "Write for example {target}/{part}.",
                    values={"target": target_id, "part": part},
                )


def _wrong(index: Index, record: Record, link: Link, target: Record, allowed: list[str]) -> Finding:
    kinds, language = index.office.kinds, index.office.language
    names = [
        say(kinds[name].title, language) if name in kinds else name
        for name in (full.split("/")[0] for full in allowed)
    ]
    return Finding(
        record.path,
        link.at,
        "{target} is a {kind}; this field leads to: {allowed}.",
        "Write the number of the right record.",
        values={
            "target": target.id,
            "kind": say(kinds[target.kind].title, language).lower(),
            "allowed": [name.lower() for name in names],
        },
    )
