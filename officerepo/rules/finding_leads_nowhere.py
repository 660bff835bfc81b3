"""A finding of a study is to be adopted or adapted, and nothing came of it.

What was learnt shows in a task, a rule, a plan item or a decision. It is asked for once the study
has been taken up.

Good:
    set STD-2025-01 findings.F2.verdict = reject
Bad:
    set STD-2025-01 findings.F1.leads_to =
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R64", "R83")
KINDS = ("study",)
FINDS_ABSENCE = True


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each finding taken up without a result."""
    for study in index.of("study"):
        findings = study.data.get("findings")
        if study.last("take_up") is None or study.void or not isinstance(findings, list):
            continue
        for number, found in enumerate(findings):
            if (
                isinstance(found, dict)
                and found.get("verdict") in ("adopt", "adapt")
                and not found.get("leads_to")
            ):
                yield Finding(
                    study.path,
                    f"findings[{number}]",
                    "Finding {finding} was taken up, and nothing came of it.",
                    "Write under `leads_to` the task or rule that came of it, "
                    "or change the verdict and its reason.",
                    values={"finding": str(found.get("id", ""))},
                )
