"""More copies of a document were sealed than were printed or are sent.

Every impression belongs to a copy that exists; the counts of the seal register and of the letter
agree. Where nothing is said of printing, the copies are those of the list of distribution.

Good:
    set SEAL-2025-0001 impressions = 4
Bad:
    set SEAL-2025-0002 copies = 2
    set SEAL-2025-0002 impressions = 2
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.fields import count_in
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record

SERVES = ("R13", "R44", "R50")
KINDS = ("seal-use",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding at the seal use with which the copies exceed those printed."""
    sealed: dict[str, int] = {}
    for use in index.of("seal-use"):
        document = index.records.get(str(use.data.get("document", "")))
        if use.last("stamp") is None or document is None or document.kind != "outgoing":
            continue
        sealed[document.id] = sealed.get(document.id, 0) + count_in(use.data.get("copies"))
        printed, sent = _printed(document), _sent(document)
        limit = sent if printed is None else printed
        if limit is not None and sealed[document.id] > limit:
            yield Finding(
                use.path,
                "copies",
                "{sealed} copies of {document} were sealed; {limit} are sent, and none is said to"
                " be printed."
                if printed is None
                else "{sealed} copies of {document} were sealed; {limit} were printed.",
                "Count the stamped copies again.",
                values={
                    "sealed": str(sealed[document.id]),
                    "document": document.id,
                    "limit": str(limit),
                },
            )


def _printed(document: Record) -> int | None:
    printing = document.data.get("print")
    return count_in(printing.get("copies")) if isinstance(printing, dict) else None


def _sent(document: Record) -> int | None:
    listed = document.data.get("distribution")
    if not isinstance(listed, list):
        return None
    return sum(count_in(item.get("copies")) for item in listed if isinstance(item, dict))
