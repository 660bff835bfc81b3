"""Nothing in the facts of a reward or sanction shows that they have to do with its subject.

Who is commended or punished appears in what is said to have happened: by name, by post or unit, or
in a record beside it. Where it cannot be seen in the records, the one who proposed names the record
that shows it.

Good:
    set CND-2025-01 facts = [TSK-2025-0001]
Bad:
    set CND-2025-01 facts = [TSK-2025-0001]
    set CND-2025-01 subject = PER-jribera
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.facts import concerns, facts_of
from officerepo.finding import Finding, Severity
from officerepo.index import Index

SERVES = ("R74",)
KINDS = ("conduct",)
SEVERITY: Severity = "warning"


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each case whose facts do not mention the one it concerns."""
    for case in index.of("conduct"):
        subject = index.records.get(str(case.data.get("subject", "")))
        facts = facts_of(index, case)
        if subject is None or subject.kind not in ("person", "unit") or case.adopted:
            continue
        if index.kind(case).phase_of(case.state) == "dropped":
            continue
        if facts and not any(concerns(index, fact, subject) for fact in facts):
            yield Finding(
                case.path,
                "facts",
                "None of the facts shows that it has to do with {subject}.",
                "Name the record in which {subject} or their post appears.",
                values={"subject": subject.id},
            )
