"""CODEOWNERS names other people than the posts do today.

A forge asks those whom the file names to look at a change. Who has left would still be asked, and
whoever came would not. A file that the office writes itself is not compared.

Good:
    file CODEOWNERS = * registry@emea.example
Bad:
    file CODEOWNERS = # Made from the posts; written anew by `officerepo forge`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.owners import FILE, is_made, owned, owners_in
from officerepo.finding import Finding, Severity
from officerepo.index import Index

SERVES = ("R28",)
SEVERITY: Severity = "warning"


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding at the first line that is not as it would be written today."""
    found = index.files.get(FILE)
    text = found.raw.decode("utf-8", "replace") if found else ""
    if not is_made(text):
        return
    written = owners_in(text)
    due = {each.pattern: each.emails for each in owned(index, today.isoformat())}
    for pattern in (*written, *due):
        if written.get(pattern) != due.get(pattern):
            lines = text.splitlines()
            number = next(
                (n for n, line in enumerate(lines, 1) if line.split()[:1] == [pattern]), 1
            )
            yield Finding(
                FILE,
                "",
                "The owners of `{pattern}` are not those whom the posts name today.",
                "Write the file anew: `officerepo forge`.",
                values={"pattern": pattern},
                line=number,
                column=1,
            )
            return
