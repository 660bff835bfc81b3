"""An article says that a check enforces it, and there is no such check.

What is only stated is only stated; a name that belongs to nothing would make people rely on it.

Good:
    set REG-seals-v1 articles.A1.enforced_by = seal-before-document
Bad:
    set REG-seals-v1 articles.A1.enforced_by = seal-befor-document
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding, Severity
from officerepo.index import Index
from officerepo.profile import STRUCTURE
from officerepo.record import entries_in
from officerepo.rules import every_rule
from officerepo.text import near

SERVES = ("R28", "R70")
KINDS = ("regulation",)
SEVERITY: Severity = "warning"


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each article whose check does not exist."""
    declared = (rule for kind in index.office.kinds.values() for rule in kind.rules)
    known = {*STRUCTURE, *every_rule(), *declared}
    for regulation in index.of("regulation"):
        for number, article in enumerate(entries_in(regulation.data.get("articles"))):
            named = str(article.get("enforced_by", "")) if isinstance(article, dict) else ""
            if named and named not in known and not regulation.void:
                like = near(named, known)
                yield Finding(
                    regulation.path,
                    f"articles[{number}].enforced_by",
                    "There is no check `{rule}` that could enforce article {article}.",
                    "Write `{like}`."
                    if like
                    else "Write the check's name as `check` shows it, or leave the line out.",
                    values={"rule": named, "like": like, "article": str(article.get("id", ""))},
                )
