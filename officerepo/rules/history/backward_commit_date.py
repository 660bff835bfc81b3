"""A commit of the trunk says that it is older than one before it.

The date of a commit is what its maker's clock said, or what its maker wanted it to say. On the
trunk one commit follows another, so their dates do too, but for clocks that differ by some minutes.
The latest date so far counts, for many small steps back would lead anywhere; after a finding it is
the commit's own, for the later one may be the wrong one.
"""

from __future__ import annotations

from collections.abc import Iterator

from officerepo.finding import Finding
from officerepo.history.past import CLOCKS, Past

SERVES = ("R62", "R97")


def check(past: Past) -> Iterator[Finding]:
    """Yield a finding for each commit that claims to come before one that leads to it."""
    latest = past.trunk[0][0].committer if past.trunk else None
    for _, commit in past.trunk:
        made = commit.committer
        if latest is None or made.moment is None:
            continue
        if latest.moment and made.moment < latest.moment - CLOCKS:
            yield Finding(
                "",
                "",
                "The commit says {at}, and one before it {before}.",
                "Ask {who} which clock was wrong, and write the answer down. The acts that came"
                " with it, and with those after it until {before}, may be back-dated.",
                values={"at": made.at, "before": latest.at, "who": made.name or made.email},
                commit=commit.id,
            )
            latest = made
        elif latest.moment is None or made.moment > latest.moment:
            latest = made
