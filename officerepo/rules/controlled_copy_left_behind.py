"""A copy that comes back was left with its holder for good.

Extracts and reproductions stay with the reader. Numbered copies, loans and what was read on the
spot are returned or destroyed; only a numbered copy for an outside body that has a file here may
stay there, since the list says for good where that number lies.

Good:
    set COPY-2025-0001 holder = UNIT-DCA
    add COPY-2025-0001 acts =
      {do: release, at: 2025-03-10T09:00, by: PER-gpozohondo, reason: the office files it}
Bad:
    set COPY-2025-0001 holder = UNIT-HID
    add COPY-2025-0001 acts =
      {do: release, at: 2025-03-10T09:00, by: PER-gpozohondo, reason: the department keeps it}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Act, Record

SERVES = ("R50",)
KINDS = ("copy",)
_STAYS = ("reproduction", "extract")


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each released copy that may not stay where it is."""
    for copy in index.of("copy"):
        released, mode = copy.last("release"), copy.data.get("mode")
        if released is None or copy.adopted or mode in (None, *_STAYS):
            continue
        if mode == "numbered_copy" and _outside(index, copy, released):
            continue
        yield Finding(
            copy.path,
            f"acts[{copy.acts.index(released)}]",
            "A {mode} was left with the holder for good.",
            "Have it returned or destroyed; only extracts, reproductions and the numbered copies "
            "of outside bodies stay with whoever has them.",
            values={"mode": str(mode)},
        )


def _outside(index: Index, copy: Record, released: Act) -> bool:
    """Whether a copy was with an outside body when it was released."""
    holder = index.records.get(index.in_force(copy, "holder", released))
    return holder is not None and holder.data.get("type") == "external"
