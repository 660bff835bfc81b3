"""A seal was used on a type of document that it is not for.

Each seal says under `permits` what it may stand on; `dossier` and `outside` stand there like types
of letters. A use that was refused is no use.

Good:
    set SL-oficial permits = [report-up]
Bad:
    set SL-oficial permits = [letter, outside]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record

SERVES = ("R13",)
KINDS = ("seal-use",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each use of a seal on a document type it does not permit."""
    for use in index.of("seal-use"):
        seal = index.records.get(str(use.data.get("seal", "")))
        if seal is None or use.void or use.adopted or use.state == "refused":
            continue
        permits = seal.data.get("permits")
        doc_type = _type(use, index)
        if isinstance(permits, list) and doc_type and doc_type not in permits:
            yield Finding(
                use.path,
                "seal",
                "{seal} is not for documents of the type {type}.",
                "Use a seal that permits it; this one permits {permits}.",
                values={"seal": seal.id, "type": doc_type, "permits": [*map(str, permits)]},
            )


def _type(use: Record, index: Index) -> str:
    written = use.data.get("document")
    if isinstance(written, dict):
        return "outside"
    document = index.records.get(str(written))
    if document is None:
        return ""
    return "dossier" if document.kind == "dossier" else str(document.data.get("doc_type", ""))
