"""An approval was entered by the person who had asked for it.

Nobody approves their own request, and nobody writes down that somebody else did. A colleague who
has no part in the matter enters it.

Good:
    set SEAL-2025-0001 acts.approve.how = paper
    set SEAL-2025-0001 acts.approve.evidence = [Slip 4]
    set SEAL-2025-0001 acts.approve.entered_by = PER-farroyuelo
Bad:
    set SEAL-2025-0001 acts.approve.how = paper
    set SEAL-2025-0001 acts.approve.evidence = [Slip 4]
    set SEAL-2025-0001 acts.approve.entered_by = PER-jribera
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each approval entered by one who may not give it."""
    for record in index.records.values():
        if not record.acts:
            continue
        acts = index.kind(record).acts
        for number, act in enumerate(record.acts):
            spec, scribe = acts[act.do], act.data.get("entered_by")
            if not spec.approval or not scribe or scribe == act.by:
                continue
            names = [f"act:{name}" if name in acts else name for name in spec.not_by]
            if scribe in index.entitled(names, record, act.at[:10], act):
                yield Finding(
                    record.path,
                    f"acts[{number}].entered_by",
                    "{person} entered `{act}` of a matter of their own.",
                    "Have it entered by somebody who did not ask for it.",
                    values={"person": str(scribe), "act": act.do},
                )
