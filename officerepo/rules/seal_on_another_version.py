"""The digest in a seal use is not that of the document's approval.

What was stamped has to be what was approved: both carry the same digest. For a paper from outside
it is the SHA-256 of the paper.

Good:
    set SEAL-2025-0002 document = {title: Plan, sha256:
      60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752}
    set SL-oficial permits = [report-up, outside]
Bad:
    set SEAL-2025-0001 document_digest =
      sha256:60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.approval import approving_act
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each seal use whose digest differs from the approved one."""
    for use in index.of("seal-use"):
        written = use.data.get("document_digest")
        approved = _approved(use, index) if written else ""
        if approved and written != approved:
            yield Finding(
                use.path,
                "document_digest",
                "The digest is not that of the approved version of {document}.",
                "Compare the paper with the approved text; if they agree, write {digest}.",
                values={"document": _name(use), "digest": approved},
            )


def _name(use: Record) -> str:
    written = use.data.get("document")
    return str(written.get("title", "") if isinstance(written, dict) else written)


def _approved(use: Record, index: Index) -> str:
    """Return the digest of what was approved, or an empty string."""
    written = use.data.get("document")
    if isinstance(written, dict):
        outside = str(written.get("sha256", "")).removeprefix("sha256:")
        return f"sha256:{outside}" if outside else ""
    document = index.records.get(str(written))
    number = approving_act(document, index.kind(document)) if document else None
    if document is None or number is None:
        return ""
    return str(document.acts[number].data.get("digest", ""))
