"""A seal was used on a type of document that it is not for.

Good:
    set SEAL-2025-0001 notes = right seal
Bad:
    set SL-oficial permits = [certificate]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each use of a seal on a document type it does not permit."""
    for use in index.of("seal-use"):
        seal = index.records.get(str(use.data.get("seal", "")))
        document = index.records.get(str(use.data.get("document", "")))
        if seal is None or document is None or use.void:
            continue
        permits = seal.data.get("permits")
        doc_type = document.data.get("doc_type")
        if isinstance(permits, list) and isinstance(doc_type, str) and doc_type not in permits:
            yield Finding(
                use.path,
                "seal",
                "{seal} is not for documents of the type {type}.",
                "Use a seal that permits it; this one permits {permits}.",
                values={"seal": seal.id, "type": doc_type, "permits": ", ".join(permits)},
            )
