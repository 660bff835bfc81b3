"""The digest in a seal use is not that of the document's approval.

What was stamped has to be what was approved: both carry the same digest. For a paper from outside
it is the SHA-256 of the paper. Where nothing was approved, or the approval no longer holds, no
digest can be right.

Good:
    set SEAL-2025-0002 document = {title: Plan, sha256:
      60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752}
    set SL-oficial permits = [report-up, outside]
Bad:
    set SEAL-2025-0001 document_digest =
      sha256:60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752
    new OUT-2025-0003 like OUT-2025-0001
    set OUT-2025-0003 reply_to =
    set OUT-2025-0003 acts = [{do: draft, at: 2025-03-20T09:00, by: PER-jribera}]
    new SEAL-2025-0004 like SEAL-2025-0001
    set SEAL-2025-0004 document = OUT-2025-0003
    set SEAL-2025-0004 acts = [{do: apply_for, at: 2025-03-25T09:00, by: PER-jribera},
      {do: approve, at: 2025-03-25T09:30, by: PER-dcuencas, digest: auto}]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.approval import approving_act
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record

SERVES = ("R13",)
KINDS = ("seal-use",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each seal use whose digest differs from the approved one."""
    for use in index.of("seal-use"):
        written, named = use.data.get("document_digest"), use.data.get("document")
        if not written or use.adopted:
            continue
        if isinstance(named, dict):
            outside = str(named.get("sha256", "")).removeprefix("sha256:")
            approved, name = f"sha256:{outside}", str(named.get("title", ""))
        else:
            name = str(named)
            document = index.records.get(name)
            if document is None:
                continue  # has its own finding
            number = approving_act(document, index.kind(document))
            if number is None:
                if use.last("stamp") is None or document.last("approve"):
                    yield _unapproved(use, name)
                continue
            approved = str(document.acts[number].data.get("digest", ""))
        if written != approved:
            yield Finding(
                use.path,
                "document_digest",
                "The digest is not that of the approved version of {document}.",
                "Compare the paper with the approved text; if they agree, write {digest}.",
                values={"document": name, "digest": approved},
            )


def _unapproved(use: Record, document: str) -> Finding:
    return Finding(
        use.path,
        "document_digest",
        "{document} has no approval that holds, so this digest stands for nothing.",
        "Have the document approved first, or refuse the use.",
        values={"document": document},
    )
