"""The digest in a seal use is not that of the document's approval.

What was stamped has to be what was approved: both carry the same digest.

Good:
    set SEAL-2025-0001 notes = same version
Bad:
    set SEAL-2025-0001 document_digest = sha256:0000000000000000000000000000000000000000000000000000000000000001
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.conform import approving_act
from officerepo.finding import Finding
from officerepo.index import Index


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each seal use whose digest differs from the approved one."""
    for use in index.of("seal-use"):
        written = use.data.get("document_digest")
        document = index.records.get(str(use.data.get("document", "")))
        if not written or document is None or not document.acts:
            continue
        number = approving_act(document, index.kind(document))
        approved = document.acts[number].data.get("digest") if number is not None else None
        if approved and written != approved:
            yield Finding(
                use.path,
                "document_digest",
                "The digest is not that of the approved version of {document}.",
                "Write {digest}, after comparing the paper with the approved text.",
                values={"document": document.id, "digest": str(approved)},
            )
