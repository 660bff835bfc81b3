"""A link leads to a record, or to a part of one, that does not exist.

A register is a web of references; one that leads nowhere hides either a slip of the pen or a
record that was removed. Links to kinds the office has not enabled are legal and stay plain ids, and
so do links to what was destroyed with its dossier, whose list explains where it went.

Good:
    set DOS-145-2014-001 items = [TSK-2014-0007]
    set TSK-2025-0004 refs = {cites: [TSK-2014-0007]}
    set TSK-2025-0001 refs = {cites: [MTG-2025-001, MTG-2025-001/D2]}
Bad:
    set TSK-2025-0001 refs = {cites: [MTG-2025-999, MTG-2025-001/D9]}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

from officerepo.domain.retention import residual
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.text import near

SERVES = ("R26", "R91")
SUGGESTED = 20  # findings with a suggestion: comparing ids costs milliseconds each


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each link without a target."""
    records = index.records
    kinds = index.office.kinds
    destroyed = residual(index)
    prefixes = tuple(kind.id.split("{")[0] for kind in kinds.values())

    @cache
    def all_enabled(to: str) -> bool:
        return to != "any" and all(name.split("/")[0] in kinds for name in to.split())

    missing = 0
    for (target_id, sub, to), links in index.references.items():
        target = records.get(target_id)
        if target is None:
            if target_id in index.unread or target_id in destroyed:
                continue  # its file is there and has its own finding, or its entry says its end
            if target_id.startswith(prefixes) or all_enabled(to):
                missing += 1
                like = _like(target_id, index) if missing <= SUGGESTED else ""
                for record, link in links:
                    yield _missing(record.path, link.at, target_id, like, index)
        elif sub and sub not in index.parts(target):
            parts = [*index.parts(target)]
            for record, link in links:
                yield Finding(
                    record.path,
                    link.at,
                    "{target} has no part `{sub}`.",
                    "Its parts are {parts}." if parts else "Leave out `/{sub}`.",
                    values={"target": target_id, "sub": sub, "parts": parts},
                )


def _like(target: str, index: Index) -> str:
    """Return the id most like a missing one, among those of the same register and year."""
    book = target.rsplit("-", 1)[0]
    return near(target, [record_id for record_id in index.records if record_id.startswith(book)])


def _missing(path: str, at: str, target: str, like: str, index: Index) -> Finding:
    return Finding(
        path,
        at,
        "There is no record {target}.",
        "Did you mean {like}, {title}?" if like else "Write the number of a record that exists.",
        values={
            "target": target,
            "like": like,
            "title": index.records[like].title if like else "",
        },
    )
