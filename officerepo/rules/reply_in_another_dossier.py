"""A letter and the reply to it lie in two dossiers.

Question and answer are one matter; whoever opens the dossier reads both. As long as one of the two
lies in no dossier, nothing is said.

Good:
    set DOS-220-2025-001 acts.close =
    set OUT-2025-0001 dossier = DOS-220-2025-001
Bad:
    new DOS-220-2025-002 like DOS-220-2025-001
    set DOS-220-2025-002 items = [IN-2025-0001]
    set DOS-220-2025-002 index =
    set DOS-220-2025-002 acts.close =
    set DOS-220-2025-001 items = [OUT-2025-0001]
    set DOS-220-2025-001 index =
    set DOS-220-2025-001 acts.close =
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record

SERVES = ("R46",)
KINDS = ("outgoing",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each reply that lies in none of the dossiers of its letter."""
    for reply in index.of("outgoing"):
        letter = index.records.get(str(reply.data.get("reply_to", "")))
        if letter is None or letter.kind != "incoming" or reply.void or letter.void:
            continue
        here, there = _dossiers(index, reply), _dossiers(index, letter)
        if here and there and not here & there:
            yield Finding(
                reply.path,
                "reply_to",
                "The reply lies in {here}, the letter {letter} in {there}.",
                "File both in the same dossier.",
                values={"here": min(here), "letter": letter.id, "there": min(there)},
            )


def _dossiers(index: Index, record: Record) -> set[str]:
    """Return the dossiers that a record names, or that list it."""
    named = {str(record.data["dossier"])} if record.data.get("dossier") else set()
    return named | {
        dossier.id
        for dossier, link in index.links_to(record.id)
        if dossier.kind == "dossier" and link.at.startswith("items") and not dossier.void
    }
