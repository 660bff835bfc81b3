"""What a study is said to have led to was there before the study was made.

What was settled already did not come of what was learnt. A rule is settled when it is approved, a
decision when the meeting is held, a task when it is done; what was under way could still be bent.

Good:
    set STD-2025-01 findings.F1.leads_to = BRF-2025-001
Bad:
    set STD-2025-01 findings.F1.leads_to = REG-seals-v1
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record, is_before

SERVES = ("R64", "R83")
KINDS = ("study",)
_SETTLES = {"regulation": "approve", "meeting": "hold", "briefing": "rule", "task": "claim_done"}


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each result that was settled before its study was made."""
    for study in index.of("study"):
        made = study.last("do")
        if made is None or study.adopted or study.void:
            continue
        for link in study.links:
            if not (link.at.startswith("findings[") and link.at.endswith(".leads_to")):
                continue
            result = index.records.get(link.target)
            settled = _settled(result) if result else ""
            if settled and is_before(settled, made.at):
                yield Finding(
                    study.path,
                    link.at,
                    "{result} is of {settled}, and the study was made only on {made}.",
                    "Name what really came of the finding, or write the verdict `note`.",
                    values={
                        "result": link.name,
                        "settled": settled[:10],
                        "made": made.at[:10],
                    },
                )


def _settled(result: Record) -> str:
    """Return when it was settled; empty as long as it is not, as with the items of a plan."""
    last = result.last(_SETTLES.get(result.kind, ""))
    if last is None:
        return result.acts[0].at if result.adopted else ""
    return last.at
