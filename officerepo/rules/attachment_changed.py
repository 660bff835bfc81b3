"""A file that belongs to a record is not the one whose SHA-256 the record gives.

The digest ties the file to the entry: who swaps the scan leaves a trace.

Good:
    set SL-oficial impression_specimen = {name: Sheet 1, path: sheet-1.txt, sha256:
      4a4f262411f204139a827e698be4823f1fbc6e73c5af5996ac8705265032974d}
Bad:
    set SL-oficial impression_specimen.path = sheet-1.txt
    set TSK-2025-0004 attachments = [{name: Offer, path: offer.txt}]
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

from officerepo.attachment import attached
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R49",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each attached file with another digest, or with none in the record."""
    for kind in index.office.kinds.values():
        for record, file in attached(kind, index.of(kind.name)):
            found = index.files.get(file.path)
            if found is None or found.trouble:
                continue  # has its own finding, or is kept elsewhere
            sha256 = hashlib.sha256(found.raw).hexdigest()
            if sha256 != file.sha256:
                yield Finding(
                    record.path,
                    file.at,
                    "{path} is not the file that was recorded: its SHA-256 is {sha256}."
                    if file.sha256
                    else "{path} is named without its SHA-256.",
                    "Put the right file back; if this is the right one, write `sha256: {sha256}`.",
                    values={"path": file.path, "sha256": sha256},
                )
