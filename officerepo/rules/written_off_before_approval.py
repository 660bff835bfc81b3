"""A thing was written off before the decision that allows it was taken, or without one.

What leaves the inventory leaves it by somebody's decision, and the decision comes first. A letter
allows it only if a superior wrote it.

Good:
    add AST-room-0001 acts =
      {do: write_off, at: 2025-03-03T09:00, by: PER-ivadolargo, ref: MTG-2025-001/D2, reason: damp}
Bad:
    add AST-room-0001 acts =
      {do: write_off, at: 2025-01-07T09:00, by: PER-ivadolargo, ref: MTG-2025-001/D2, reason: damp}
    set RCP-2025-001 programme.0.place = Hall
    set IN-2025-0002 sender = Saddlery Brook
    set IN-2025-0002 acts = [{do: sign_for, at: 2025-02-04T09:00, by: PER-farroyuelo},
      {do: register, at: 2025-02-04T09:20, by: PER-farroyuelo},
      {do: check, at: 2025-02-04T09:30, by: PER-farroyuelo, ours: no, format: yes},
      {do: return, at: 2025-02-04T09:40, by: PER-farroyuelo, reason: not for us}]
    add AST-equipment-0001 acts =
      {do: write_off, at: 2025-03-03T09:00, by: PER-ivadolargo, ref: IN-2025-0002, reason: old}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.superiors import is_from_superior
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
    "outgoing": ("approve",),
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
            if cited.kind == "incoming" and not is_from_superior(index, cited):
                message = "It was written off on {day} by {ref}, a letter that no superior wrote."
                hint = "Write the decision of the house that allowed it, or a superior's letter."
            elif all(is_before(act.at, done.at) for done in allowed):
                message = "It was written off on {day}; {ref} did not allow it by then."
                hint = "Correct the day, or write the decision that allowed it."
            else:
                continue
            values = {"day": act.at[:10], "ref": str(act.data.get("ref"))}
            yield Finding(asset.path, f"acts[{number}].ref", message, hint, values=values)
