"""The time of a dossier has been up for a year, and nothing was decided about it.

What the file plan promises to destroy is personal data kept too long; what it promises to another
archive may get lost. Archives go through their shelves once a year, so a year is left. A hold stops
the clock; a review, an extension or the end of a hold starts it anew.

Good:
    new DOS-145-2014-002 like DOS-145-2014-001
    set DOS-145-2014-002 acts.destroy =
    set DOS-145-2014-002 span.to = 2014-03-30
    set DOS-145-2014-002 span.from = 2013-03-03
Bad:
    new DOS-145-2014-002 like DOS-145-2014-001
    set DOS-145-2014-002 acts.destroy =
    set DOS-145-2014-002 span.to = 2014-03-29
    set DOS-145-2014-002 span.from = 2013-03-03
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.retention import destiny, last_day
from officerepo.finding import Finding, Severity
from officerepo.index import Index

SERVES = ("R17", "R47")
KINDS = ("dossier",)
SEVERITY: Severity = "warning"
FINDS_ABSENCE = True


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each closed dossier whose time was up more than a year ago."""
    day = today.isoformat()
    for dossier in index.of("dossier"):
        if "" < last_day(index, dossier, today) < day:
            yield Finding(
                dossier.path,
                "series",
                "The time of {dossier} was up on {due}, and nothing has been decided about it for "
                "a year.",
                "Propose what the file plan says: `officerepo new disposal`; if it has to stay, "
                "have it held or kept longer, with the reason.",
                values={"dossier": dossier.id, "due": destiny(index, dossier, day).due},
            )
