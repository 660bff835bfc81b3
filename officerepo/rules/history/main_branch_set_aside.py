"""A merge made a side branch of what the main branch held, as `git pull` does.

The trunk is told by first parents, and `git pull` names the puller's own work first. What others
had brought to the main branch before then looks as if it came with that merge, late. A branch with
forged dates would look the same, so only a checkpoint from before, kept elsewhere, shows what the
main branch held. Whether it was such a merge is said by its message, which anybody can write: this
points, it excuses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from officerepo.finding import Finding, Severity
from officerepo.history.past import Past

SERVES = ("R62", "R97")
SEVERITY: Severity = "warning"

_PULLED = re.compile(r"Merge (?:remote-tracking )?branch '(?:[^/']+/)?(?P<branch>[^']+)'.*")


def check(past: Past) -> Iterator[Finding]:
    """Yield a finding for each merge on the trunk that says it brought the main branch there."""
    forge = past.tip.office.settings.get("forge")
    main = str(forge.get("branch") or "main") if isinstance(forge, dict) else "main"
    for before, commit in past.trunk:
        said = _PULLED.fullmatch(commit.subject)
        if said and said["branch"] == main and commit.parents[:1] == (before.id,):
            yield Finding(
                "",
                "",
                "The merge {commit} put what `{branch}` held second, so that its entries seem to"
                " have come on {day}.",
                "A checkpoint from before shows that they were there: --checkpoint FILE. Pull with"
                " `git pull --rebase` from now on.",
                values={"commit": commit.short, "branch": main, "day": commit.committer.at[:10]},
                commit=commit.id,
            )
