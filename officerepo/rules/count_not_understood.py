"""A figure names a count that cannot be made.

A count has a name and filters, `tasks.closed period=2025-H1 unit=UNIT-HID`; one that is misspelt,
or counts records of a kind that the office does not keep, proves nothing.

Good:
    set WRT-2025-001 claims.0.query = tasks.closed unit=UNIT-HID origin=own period=2024-12
Bad:
    set WRT-2025-001 claims.0.query = tasks.closd period=2024
    set EVL-2025-hid items.E1.query = tasks.closed period=2024-H3
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from officerepo.domain.counting import Uncountable, read_count
from officerepo.domain.figures import figures
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R62",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each count that cannot be read."""
    for figure in figures(index):
        if figure.query:
            try:
                read_count(figure.query, index)
            except Uncountable as error:
                at = f"{figure.at}.query"
                yield replace(error.finding, path=figure.record.path, at=at)
