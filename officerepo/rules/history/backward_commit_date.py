"""A commit of the trunk says that it is older than the one before it.

The date of a commit is what its maker's clock said, or what its maker wanted it to say. On the
trunk one commit follows another, so their dates do too, but for clocks that differ by some minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from officerepo.finding import Finding
from officerepo.past import Past

SERVES = ("R62", "R97")

_CLOCKS = timedelta(minutes=10)


def check(past: Past) -> Iterator[Finding]:
    """Yield a finding for each commit that claims to come before its first parent."""
    for before, commit in past.trunk:
        if not (commit.committer.at and before.committer.at):
            continue
        earlier, later = map(datetime.fromisoformat, (before.committer.at, commit.committer.at))
        if later < earlier - _CLOCKS:
            yield Finding(
                "",
                "",
                "The commit says {at}, and the one before it {before}.",
                "Ask {who} which clock was wrong, and write the answer down. The acts that came"
                " with it may be back-dated.",
                values={
                    "at": commit.committer.at,
                    "before": before.committer.at,
                    "who": commit.committer.name or commit.committer.email,
                },
                commit=commit.id,
            )
