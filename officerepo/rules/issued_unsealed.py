"""A letter that has to carry the seal was issued without a seal use.

Nothing leaves the house half finished: the stamping is registered before the letter goes out.

Good:
    set SEAL-2025-0001 acts.stamp.at = 2025-02-20T12:00
    set SEAL-2025-0001 acts.file.at = 2025-02-20T12:30
Bad:
    set OUT-2025-0001 acts.issue.at = 2025-02-18T12:05
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.fields import is_yes
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import is_before

SERVES = ("R11", "R13")
KINDS = ("outgoing",)
FINDS_ABSENCE = True


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each sealed letter that went out before it was stamped."""
    for letter in index.of("outgoing"):
        issued = letter.last("issue")
        if issued is None or not is_yes(letter.data.get("sealed")):
            continue
        stamps = [
            act
            for use, link in index.links_to(letter.id)
            if use.kind == "seal-use" and link.at == "document" and not use.void
            for act in use.acts
            if act.do == "stamp"
        ]
        if not any(not is_before(issued.at, act.at) for act in stamps):
            yield Finding(
                letter.path,
                f"acts[{letter.acts.index(issued)}].at",
                "The letter is to be sealed, and was issued at {at} without a seal use before it.",
                "Register the seal use, or correct when it was issued.",
                values={"at": issued.at},
            )
