"""The evaluation of a person is labelled for more readers than those who have to see it.

Sheets of units may be internal; what is said of a person is restricted or confidential, whatever
the grade.

Good:
    set EVL-2025-hid label = internal
Bad:
    set EVL-2025-hid subject = PER-lmeandro
    set EVL-2025-hid label = internal
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R40", "R95")
KINDS = ("evaluation",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each sheet of a person that is public or internal."""
    for sheet in index.of("evaluation"):
        subject = index.records.get(str(sheet.data.get("subject", "")))
        if (
            subject is not None
            and subject.kind == "person"
            and sheet.label in ("public", "internal")
        ):
            yield Finding(
                sheet.path,
                "label",
                "The sheet evaluates a person, and its label is {label}.",
                "Write `label: restricted`, or leave `label` out.",
                values={"label": sheet.label},
            )
