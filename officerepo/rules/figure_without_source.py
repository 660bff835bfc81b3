"""A figure or a result says neither how it was counted nor where it stands.

Nothing is estimated blindly: each figure of a report and each result of an evaluation has a count
or a record behind it. While the text is a draft this is a warning.

Good:
    set WRT-2025-001 claims.1 = {text: Three days, value: 3, refs: [IN-2025-0003]}
Bad:
    set WRT-2025-001 claims.1 = {text: Three days, value: 3}
    set EVL-2025-hid items.E2.evidence =
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.figures import figures
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R62",)
SOME_WARN = True


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each figure with neither a count nor a record."""
    for figure in figures(index):
        if not figure.query and not figure.documents:
            yield Finding(
                figure.record.path,
                figure.at,
                "Nothing shows where {said} comes from.",
                "Add `evidence` with the numbers of records, or `query` with a count."
                if figure.record.kind == "evaluation"
                else "Add `refs` with the numbers of records, or `query` with a count.",
                severity="error" if figure.binding else "warning",
                values={"said": figure.value},
            )
