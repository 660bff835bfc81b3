"""A copy of a restricted paper was destroyed without two witnesses.

What may not be read by everybody is destroyed under the eyes of two people besides the one who
does it, so that nobody has to be believed alone.

Good:
    set COPY-2025-0002 label = restricted
    set COPY-2025-0002 acts.destroy.witnesses = [PER-hrepresa, PER-jribera]
Bad:
    set REG-seals-v1 label = restricted
    set COPY-2025-0002 acts.destroy.witnesses = [PER-hrepresa, PER-hrepresa]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import entries_in

SERVES = ("R41", "R50")
KINDS = ("copy",)
_CLOSED = ("restricted", "confidential")


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each destruction of a restricted copy with fewer than two witnesses."""
    for copy in index.of("copy"):
        act = copy.last("destroy")
        if act is None:
            continue
        original = index.records.get(str(copy.data.get("of", "")).partition("/")[0])
        if copy.label not in _CLOSED and (original is None or original.label not in _CLOSED):
            continue
        named = act.data.get("witnesses")
        witnesses = {str(name) for name in entries_in(named)}
        if len(witnesses - {act.by}) < 2:
            yield Finding(
                copy.path,
                f"acts[{copy.acts.index(act)}]",
                "The copy of a restricted paper was destroyed with fewer than two witnesses.",
                "Name two people who were there besides {person}, under `witnesses`.",
                values={"person": act.by},
            )
