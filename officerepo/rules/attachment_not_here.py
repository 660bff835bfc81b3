"""A record names a file of its own that is not in the repository.

A file that is kept with a record lies in the record's folder or below it, and git knows it. What is
kept elsewhere has a `location` instead of a `path`; a web address may show another paper tomorrow.

Good:
    set SL-oficial impression_specimen = {name: Sheet 1, path: sheet-1.txt, sha256:
      4a4f262411f204139a827e698be4823f1fbc6e73c5af5996ac8705265032974d}
    set IN-2025-0003 attachments = [{name: Plan, location: Drawer 4}]
Bad:
    set IN-2025-0003 attachments = [{name: Plan, path: plan.pdf}, {name: Offer, path: ../plan.pdf},
      {name: Map, path: "https://maps.example/1.png"}]
    set TSK-2025-0001 evidence.0.attachment = /marks.jpg
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.attachment import attached
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R49",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each file that is not here, or whose name leads elsewhere."""
    for kind in index.office.kinds.values():
        for record, file in attached(kind, index.of(kind.name)):
            if record.label == "confidential":
                continue  # its files have their own finding
            if not file.path:
                yield Finding(
                    record.path,
                    file.at,
                    "`{name}` is not the name of a file beside the record.",
                    "Put the file into the record's folder, or write its place as `location`.",
                    values={"name": file.name},
                )
            elif file.here and file.path not in index.files:
                yield Finding(
                    record.path,
                    file.at,
                    "There is no file {path}, or git leaves it out.",
                    "Put it there, correct its name, or write its place as `location`.",
                    values={"path": file.path},
                )
