"""One original is lent to two readers on the same days.

There is only one of it: who has it on loan has it alone, until it is back or is known to be lost.
The second reader gets a copy, or waits.

Good:
    set COPY-2025-0002 mode = loan
    set COPY-2025-0002 due_back = 2025-02-03
    set COPY-2025-0002 acts.destroy = {do: return, at: 2025-02-03T09:00, by: PER-gpozohondo}
    set COPY-2025-0001 copy_no = 1
    new COPY-2025-0003 like COPY-2025-0002
    shift COPY-2025-0003 +28
    set COPY-2025-0003 due_back = 2025-03-03
Bad:
    set COPY-2025-0002 mode = loan
    set COPY-2025-0002 due_back = 2025-02-03
    set COPY-2025-0002 acts.destroy = {do: return, at: 2025-02-03T09:00, by: PER-gpozohondo}
    new COPY-2025-0003 like COPY-2025-0002
    shift COPY-2025-0003 +7
    set COPY-2025-0003 due_back = 2025-02-10
    set COPY-2025-0003 holder = PER-lmeandro
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record
from officerepo.workdays import LAST_DAY

SERVES = ("R17", "R50")
KINDS = ("copy",)
_ENDS = ("return", "release", "destroy", "lose")


class _Loan(NamedTuple):
    start: str
    end: str
    copy: Record


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each loan that began while the original was out already."""
    loans: dict[str, list[_Loan]] = defaultdict(list)
    for copy in index.of("copy"):
        out = copy.last("issue")
        if copy.data.get("mode") == "loan" and out is not None and not copy.void:
            end = next((act.at for act in copy.acts[::-1] if act.do in _ENDS), LAST_DAY)
            loans[str(copy.data.get("of", ""))].append(_Loan(out.at, end, copy))
    for original, lent in loans.items():
        for first, second in pairwise(sorted(lent, key=lambda loan: (loan.start, loan.copy.id))):
            if second.start < first.end:
                yield Finding(
                    second.copy.path,
                    "of",
                    "{original} was lent on {day}, while it was out under {other}.",
                    "Correct the days, or record the return first; give the second reader a copy.",
                    values={
                        "original": original,
                        "day": second.start[:10],
                        "other": first.copy.id,
                    },
                )
