"""A seal was put on a document that was not yet approved and registered.

The custodian stamps what has its approval and its number, never a draft and never a blank. A letter
from before the office began has no approval that could be compared: it is a paper from outside.

Good:
    set SEAL-2025-0001 acts.stamp.at = 2025-02-18T12:30
Bad:
    shift SEAL-2025-0001 -1
    new OUT-2025-0003 like OUT-2025-0001
    set OUT-2025-0003 reply_to =
    set OUT-2025-0003 acts = [{do: adopt, at: 2025-03-12, by: PER-farroyuelo, from: Binder 4,
      dated: 2024-11-05}]
    new SEAL-2025-0004 like SEAL-2025-0001
    shift SEAL-2025-0004 +35
    set SEAL-2025-0004 document = OUT-2025-0003
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import is_before

SERVES = ("R13", "R42")
KINDS = ("seal-use",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each stamping that precedes the document's approval or registration."""
    for use in index.of("seal-use"):
        stamped = use.last("stamp")
        document = index.records.get(str(use.data.get("document", "")))
        if stamped is None or document is None:
            continue
        for do in ("approve", "register"):
            if do not in index.kind(document).acts:
                continue
            act = document.last(do)
            if act is None or is_before(stamped.at, act.at):
                yield Finding(
                    use.path,
                    f"acts[{use.acts.index(stamped)}].at",
                    "{document} was stamped at {at}, before its act `{act}` at {when}."
                    if act
                    else "{document} was stamped at {at} without its act `{act}`.",
                    "Stamp only what is approved and registered; of an old letter give "
                    "`title` and `sha256` under `document`."
                    if document.adopted
                    else "Stamp only what is approved and registered.",
                    values={
                        "document": document.id,
                        "at": stamped.at,
                        "act": do,
                        "when": act.at if act else "",
                    },
                )
                break
