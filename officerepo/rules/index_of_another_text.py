"""The index of a dossier gives the digest of a text that is not the one in the dossier.

The index is what is handed over with the papers; by its digests anybody can prove later that the
texts are still those. A digest is compared with the record's approvals and attachments.

Good:
    set DOS-220-2025-001 index.1.sha256 =
      a4e624d686e03ed2767c0abd85c14426b0b1157d2ce81d27bb4fe4f6f01d688a
Bad:
    set DOS-220-2025-001 index.0.sha256 =
      a4e624d686e03ed2767c0abd85c14426b0b1157d2ce81d27bb4fe4f6f01d688a
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record

SERVES = ("R46", "R62")
KINDS = ("dossier",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each digest that no approval and no attachment of the paper has."""
    for dossier in index.of("dossier"):
        for number, entry in enumerate(_groups(dossier.data.get("index"))):
            written = entry.get("sha256")
            paper = index.records.get(str(entry.get("ref", "")).partition("/")[0])
            if not isinstance(written, str) or not written or paper is None:
                continue
            known = _digests(paper)
            if known and written.removeprefix("sha256:") not in known:
                yield Finding(
                    dossier.path,
                    f"index[{number}].sha256",
                    "{paper} has no approval and no attachment with this digest.",
                    "Copy the digest of its approval or the SHA-256 of its scan.",
                    values={"paper": paper.id},
                )


def _digests(paper: Record) -> set[str]:
    """Return the digests that stand in a record, of its approvals and its attachments."""
    written = [act.data.get("digest") for act in paper.acts]
    written += [item.get("sha256") for item in _groups(paper.data.get("attachments"))]
    return {text.removeprefix("sha256:") for text in written if isinstance(text, str) and text}


def _groups(items: object) -> list[dict[str, Any]]:
    return (
        [item if isinstance(item, dict) else {} for item in items]
        if isinstance(items, list)
        else []
    )
