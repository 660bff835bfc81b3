"""A confidential record has a file in the repository.

Who can clone the repository can read it, whatever a portal shows. Of a confidential matter it holds
the entry in the register only, and says where the paper is kept.

Good:
    set IN-2025-0003 label = confidential
    set IN-2025-0003 attachments = [{name: Letter, location: Safe of room 1.03, original: paper}]
Bad:
    set IN-2025-0003 label = confidential
    set IN-2025-0003 attachments = [{name: Letter, path: files/letter.pdf, original: paper}]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R41", "R95")


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each attachment of a confidential record that is named by a path."""
    for record in index.records.values():
        attachments = record.data.get("attachments")
        if record.label != "confidential" or not isinstance(attachments, list):
            continue
        for number, item in enumerate(attachments):
            if isinstance(item, dict) and item.get("path"):
                yield Finding(
                    record.path,
                    f"attachments[{number}].path",
                    "A confidential record has the file {file} in the repository.",
                    "Keep the file outside and give its `location` instead of a `path`.",
                    values={"file": str(item["path"])},
                )
