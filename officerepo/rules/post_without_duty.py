"""A post that is meant to be filled has no duty.

A post is there for its work. Without a duty nobody knows what its holder answers for, and no task
can name what it belongs to. A post that is kept and not filled (`headcount: 0`) needs none.

Good:
    new POST-OFI-08 like POST-OFI-07
    set POST-OFI-08 headcount = 0
    set POST-OFI-08 versions.0.duties =
Bad:
    add POST-OFI-07 versions = {n: 2, from: 2025-03-31, basis: Note of 28 March,
      powers: [draft_out]}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding, Severity
from officerepo.index import Index
from officerepo.record import Record, entries_in

SERVES = ("R10", "R39")
KINDS = ("post",)
SEVERITY: Severity = "warning"
FINDS_ABSENCE = True


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each post of today whose version in force names no duty."""
    day = today.isoformat()
    for post in index.of("post"):
        version = index.authority.version(post.id, day)
        if version is None or str(post.data.get("headcount")) == "0" or not _exists(post, day):
            continue
        duties = version.get("duties")
        if any(isinstance(duty, dict) and "struck" not in duty for duty in entries_in(duties)):
            continue
        yield Finding(
            post.path,
            "versions",
            "Since {day} the post has no duty.",
            "Write under `duties` of the last version what its holder has to do, "
            "or set `headcount: 0` if the post is not filled.",
            values={"day": str(version.get("from", ""))},
        )


def _exists(post: Record, day: str) -> bool:
    valid = post.data.get("valid")
    if not isinstance(valid, dict):
        return False
    return str(valid.get("from", "")) <= day <= str(valid.get("to") or day)
