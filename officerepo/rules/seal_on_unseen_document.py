"""A seal was asked for on a document that this office does not keep.

The kind of the document is not enabled, so nobody can see whether it was approved, or what it says.
Such a paper is named with its title and the SHA-256 of its scan.

Good:
    set office kinds = [unit, post, person, regulation, task, meeting, plan, seal, seal-use,
      incoming, outgoing]
    set SEAL-2025-0003 document = DOS-2025-1
Bad:
    set office kinds = [unit, post, person, regulation, task, meeting, plan, seal, seal-use,
      incoming, outgoing]
    set SEAL-2025-0003 document = DOS-2025-1
    set SEAL-2025-0003 acts = [{do: apply_for, at: 2025-03-24T09:00, by: PER-jribera}]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R13",)
KINDS = ("seal-use",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each seal use on a record of a kind that is not enabled."""
    prefixes = tuple(kind.id.split("{")[0] for kind in index.office.kinds.values())
    for use in index.of("seal-use"):
        named = use.data.get("document")
        if use.adopted or use.void or use.state == "refused":
            continue
        if isinstance(named, str) and named and not named.startswith(prefixes):
            yield Finding(
                use.path,
                "document",
                "{document} is not among the records of this office.",
                "Give the paper's `title` and the `sha256` of its scan under `document`.",
                values={"document": named},
            )
