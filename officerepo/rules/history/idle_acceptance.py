"""An office accepts a finding that the audit does not make.

What the setting `accepted` lists is a finding that was looked into: a rule and a commit. Where the
audit makes no such finding, the entry was mistyped, or is about what nobody can accept, as a
history that was replaced; and whoever reads it believes that something is wrong which is not.
"""

from __future__ import annotations

from collections.abc import Iterator

from officerepo.finding import Finding
from officerepo.history.past import Past
from officerepo.office import SETTINGS

SERVES = ("R62", "R94")
SEVERITY = "warning"


def check(past: Past) -> Iterator[Finding]:
    """Yield a finding for each acceptance that nothing was found for."""
    for place, commit, rule, _, by, name, _ in past.idle:
        yield Finding(
            SETTINGS[0],
            f"accepted[{place}]",
            "`{rule}` is accepted in the commit {commit}, and the audit does not find it there."
            if name
            else "`{rule}` is accepted in the commit {commit} by {by}, who is nobody here.",
            "Compare commit and rule with what `officerepo audit` says, or take the entry out."
            if name
            else "Name the person who accepted it, by the number in records/people.",
            values={"rule": rule, "commit": commit[:10], "by": by},
        )
