"""An approval was entered by the person who had asked for it.

Nobody approves their own request, and nobody writes down that somebody else did. A colleague who
has no part in the matter enters it.

Good:
    set SEAL-2025-0001 acts.approve.how = paper
    set SEAL-2025-0001 acts.approve.evidence = [Slip 4]
    set SEAL-2025-0001 acts.approve.entered_by = PER-farroyuelo
Bad:
    set SEAL-2025-0001 acts.apply_for.by = PER-farroyuelo
    set SEAL-2025-0001 acts.approve.how = paper
    set SEAL-2025-0001 acts.approve.evidence = [Slip 4]
    set SEAL-2025-0001 acts.approve.entered_by = PER-farroyuelo
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R94",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each approval entered by one who may not give it."""
    for kind in index.office.kinds.values():
        approvals = {spec.name for spec in kind.acts.values() if spec.approval}
        for record in index.of(kind.name) if approvals else ():
            for number, act in enumerate(record.acts):
                scribe = act.data.get("entered_by")
                if act.do not in approvals or not scribe or scribe == act.by:
                    continue
                not_by = kind.acts[act.do].not_by
                names = [f"act:{name}" if name in kind.acts else name for name in not_by]
                if scribe in index.entitled(names, record, act.at[:10], act):
                    yield Finding(
                        record.path,
                        f"acts[{number}].entered_by",
                        "{person} entered `{act}` of a matter of their own.",
                        "Have it entered by somebody who did not ask for it.",
                        values={"person": str(scribe), "act": act.do},
                    )
