"""A request was rated, disputed or withdrawn by somebody who had not made it.

Whether an answer helped, the one who asked says; a unit speaks through its head. It may be written
down for them, but not said in their place. Where nobody knows who asked, whoever keeps the register
notes what came in.

Good:
    set REQ-2025-0001 acts.confirm.entered_by = PER-farroyuelo
    set REQ-2025-0001 acts.confirm.how = voice
    new REQ-2025-0002 like REQ-2025-0001
    set REQ-2025-0002 from = anonymous
    set REQ-2025-0002 acts.confirm.by = PER-farroyuelo
Bad:
    set REQ-2025-0001 acts.confirm.by = PER-farroyuelo
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.entitlement import people_behind
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R61", "R82")
KINDS = ("request",)
_THEIRS = ("confirm", "dispute", "withdraw")


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each word of the one who asked that somebody else spoke."""
    for request in index.of("request"):
        asked = index.records.get(str(request.data.get("from", "")))
        if asked is None or asked.kind not in ("person", "unit") or request.void:
            continue
        for number, act in enumerate(request.acts):
            if act.do in _THEIRS and act.by not in people_behind(index, asked.id, act.at[:10]):
                yield Finding(
                    request.path,
                    f"acts[{number}].by",
                    "`{act}` is for {asked} to do, and {person} did it.",
                    "Write who really said it under `by`, "
                    "and whoever writes it down under `entered_by`.",
                    values={"act": act.do, "asked": asked.id, "person": act.by},
                )
