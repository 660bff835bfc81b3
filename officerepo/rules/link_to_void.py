"""A record relies on another one whose number is void.

A void number stays in the register so that nothing is missing, but nothing may rest on it.
References that explain the history (`refs`) and evidence may name it, and so may what was given up
itself: the refused stamping of a letter that was then voided rests on nothing.

Good:
    set TSK-2025-0001 refs = {cites: [IN-2025-0002]}
Bad:
    set OUT-2025-0002 reply_to = IN-2025-0002
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R45",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each link to a void record outside `refs` and evidence."""
    void = {record.id for record in index.records.values() if record.void}
    if not void:
        return
    for target in void:
        for record, link in index.links_to(target):
            explains = link.at.startswith("refs.") or "evidence" in link.at
            given_up = index.kind(record).phase_of(record.state) == "dropped"
            if not (given_up or explains):
                yield Finding(
                    record.path,
                    link.at,
                    "{target} is void.",
                    "Link to the record that took its place.",
                    values={"target": link.target},
                )
