"""More copies of a document were sealed than there are.

Every impression belongs to a copy that exists; the counts of the seal register and of the letter
agree. Where the letter does not say how many copies were printed, each copy that is sealed has
somebody on the distribution list to go to.

Good:
    set OUT-2025-0001 distribution = [{to: UNIT-DCA, copies: 3}]
    set OUT-2025-0001 print =
    set OUT-2025-0001 acts.print =
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
        printed, distributed = _printed(document), _distributed(document)
        limit = distributed if printed is None else printed
        if limit is not None and sealed[document.id] > limit:
            yield Finding(
                use.path,
                "copies",
                "{sealed} copies of {document} were sealed; {printed} are to be sent out."
                if printed is None
                else "{sealed} copies of {document} were sealed; {printed} were printed.",
                "Count the stamped copies again, and complete `print` or `distribution` there."
                if printed is None
                else "Count the stamped copies again.",
                values={
                    "sealed": str(sealed[document.id]),
                    "document": document.id,
                    "printed": str(limit),
                },
            )


def _printed(document: Record) -> int | None:
    printing = document.data.get("print")
    return count_in(printing.get("copies")) if isinstance(printing, dict) else None


def _distributed(document: Record) -> int | None:
    """Return how many copies the distribution list sends out, or None when there is no list."""
    entries = document.data.get("distribution")
    if not isinstance(entries, list) or not entries:
        return None
    return sum(count_in(entry.get("copies")) for entry in entries if isinstance(entry, dict))
