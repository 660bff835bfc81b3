"""An act that somebody may not do was entered by them in another's name.

Nobody approves their own request, stamps it or verifies their own work, and nobody writes down that
somebody else did. A colleague who has no part in the matter enters it.

Good:
    set SEAL-2025-0001 acts.approve.how = paper
    set SEAL-2025-0001 acts.approve.evidence = [Slip 4]
    set SEAL-2025-0001 acts.approve.entered_by = PER-farroyuelo
Bad:
    set SEAL-2025-0001 acts.apply_for.by = PER-farroyuelo
    set SEAL-2025-0001 acts.approve.how = paper
    set SEAL-2025-0001 acts.approve.evidence = [Slip 4]
    set SEAL-2025-0001 acts.approve.entered_by = PER-farroyuelo
    set SEAL-2025-0002 acts.apply_for.by = PER-farroyuelo
    set SEAL-2025-0002 acts.stamp.entered_by = PER-farroyuelo
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.entitlement import barred
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R94",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each act entered by one who may not do it."""
    for kind in index.office.kinds.values():
        shared = {spec.name for spec in kind.acts.values() if spec.not_by}
        for record in index.of(kind.name) if shared else ():
            for number, act in enumerate(record.acts):
                scribe = act.data.get("entered_by")
                if act.do not in shared or not isinstance(scribe, str) or scribe == act.by:
                    continue
                if barred(index, record, number, scribe):
                    yield Finding(
                        record.path,
                        f"acts[{number}].entered_by",
                        "{person} entered `{act}` of a matter of their own.",
                        "Have it entered by somebody who has no part in it.",
                        values={"person": scribe, "act": act.do},
                    )
