"""A paper that its sender forbids to reproduce was copied.

A letter marked `no_reproduction` is read on the spot or lent as it is; copies, reproductions and
extracts of it are not approved. A request that was refused is none.

Good:
    set IN-2025-0003 no_reproduction = yes
    set COPY-2025-0001 of = IN-2025-0003
    set COPY-2025-0001 mode = consultation
    add COPY-2025-0001 acts = {do: return, at: 2025-01-15T13:00, by: PER-gpozohondo}
    set COPY-2025-0002 copy_no = 1
Bad:
    set IN-2025-0003 no_reproduction = yes
    set COPY-2025-0002 of = IN-2025-0003
    set COPY-2025-0002 copy_no = 1
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.fields import is_yes
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R50",)
KINDS = ("copy",)
_MULTIPLYING = ("numbered_copy", "reproduction", "extract")


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each approved copy of a letter that is not to be reproduced."""
    for copy in index.of("copy"):
        approved = copy.last("approve") or copy.last("adopt")
        if copy.data.get("mode") not in _MULTIPLYING or approved is None:
            continue
        original = index.records.get(str(copy.data.get("of", "")).partition("/")[0])
        if original is None or copy.void or copy.state == "refused":
            continue
        if is_yes(original.data.get("no_reproduction")):
            yield Finding(
                copy.path,
                "of",
                "{original} is not to be reproduced; its sender forbids it.",
                "Lend the paper or let it be read on the spot, and refuse this copy with a reason.",
                values={"original": original.id},
            )
