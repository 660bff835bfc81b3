"""A thing was written off before the decision that allows it was taken.

What leaves the inventory leaves it by somebody's decision, and the decision comes first.

Good:
    add AST-room-0001 acts =
      {do: write_off, at: 2025-03-03T09:00, by: PER-ivadolargo, ref: MTG-2025-001/D2, reason: damp}
Bad:
    add AST-room-0001 acts =
      {do: write_off, at: 2025-01-07T09:00, by: PER-ivadolargo, ref: MTG-2025-001/D2, reason: damp}
    set RCP-2025-001 programme.0.place = Hall
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import is_before

SERVES = ("R55",)
KINDS = ("asset",)
# The acts by which a record of these kinds comes to allow something.
_ALLOWS = {
    "meeting": ("hold",),
    "briefing": ("rule",),
    "disposal": ("approve",),
    "incoming": ("register",),
}


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each write-off that its decision does not precede."""
    for asset in index.of("asset"):
        for number, act in enumerate(asset.acts):
            if act.do != "write_off":
                continue
            cited = index.records.get(str(act.data.get("ref", "")).split("/")[0])
            if cited is None or cited.kind not in _ALLOWS or cited.adopted:
                continue
            allowed = [done for done in cited.acts if done.do in _ALLOWS[cited.kind]]
            if any(not is_before(act.at, done.at) for done in allowed):
                continue
            yield Finding(
                asset.path,
                f"acts[{number}].ref",
                "It was written off on {day}; {ref} did not allow it by then.",
                "Correct the day, or write the decision that allowed it.",
                values={"day": act.at[:10], "ref": str(act.data.get("ref"))},
            )
