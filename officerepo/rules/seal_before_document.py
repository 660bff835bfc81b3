"""A seal was put on a document that was not yet approved and registered.

The custodian stamps what has its approval and its number, never a draft and never a blank.

Good:
    set SEAL-2025-0001 acts.stamp.at = 2025-02-18T12:30
Bad:
    shift SEAL-2025-0001 -1
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import is_before


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each stamping that precedes the document's approval or registration."""
    for use in index.of("seal-use"):
        stamped = use.last("stamp")
        document = index.records.get(str(use.data.get("document", "")))
        if stamped is None or document is None or document.kind != "outgoing" or document.adopted:
            continue
        for do in ("approve", "register"):
            act = document.last(do)
            if act is None or is_before(stamped.at, act.at):
                yield Finding(
                    use.path,
                    f"acts[{use.acts.index(stamped)}].at",
                    "{document} was stamped at {at}, before its act `{act}` at {when}."
                    if act
                    else "{document} was stamped at {at} without its act `{act}`.",
                    "Stamp only what is approved and registered.",
                    values={
                        "document": document.id,
                        "at": stamped.at,
                        "act": do,
                        "when": act.at if act else "",
                    },
                )
                break
