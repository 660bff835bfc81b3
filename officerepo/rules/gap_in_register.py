"""A legal register skips a number.

Numbers run from 1 without a gap in each yearly book; a number taken by mistake is voided with a
reason and stays. A missing number means that an entry was removed or never made. A number that the
main branch has given out meanwhile is none: it comes with the merge.

Good:
    drop SEAL-2025-0003
Bad:
    drop SEAL-2025-0002
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.gaps import gaps
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R45",)
FINDS_ABSENCE = True


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding at the first entry after each gap."""
    for gap in gaps(index):
        first, last = gap.kind.id_at(gap.book, gap.first), gap.kind.id_at(gap.book, gap.last)
        yield Finding(
            gap.kind.path_of(gap.kind.id_at(gap.book, gap.last + 1)),
            "",
            "The register goes from {before} to {number}: {missing} is missing."
            if first == last
            else "The register goes from {before} to {number}: {missing} are missing.",
            "Restore it from the history; a number taken by mistake is voided and stays.",
            values={
                "before": str(gap.first - 1),
                "number": str(gap.last + 1),
                "missing": first if first == last else f"{first} – {last}",
            },
        )
