"""A commit of the trunk says that it was made at a time that is still to come, or says no time.

With a date ahead of the clock, acts that have not happened yet would look as if they had.
"""

from __future__ import annotations

from collections.abc import Iterator

from officerepo.finding import Finding
from officerepo.history.past import CLOCKS, Past

SERVES = ("R62", "R97")


def check(past: Past) -> Iterator[Finding]:
    """Yield a finding for each commit dated after the moment of judging."""
    for _, commit in past.trunk:
        at, made = commit.committer.at, commit.committer.moment
        if made and made <= past.now + CLOCKS:
            continue
        yield Finding(
            "",
            "",
            "The commit says {at}, and it is only {now}."
            if at
            else "The commit does not say when it was made.",
            "Ask {who} which clock was wrong, and write the answer down.",
            values={
                "at": at,
                "now": past.now.isoformat(" ", "minutes"),
                "who": commit.committer.name or commit.committer.email,
            },
            commit=commit.id,
        )
