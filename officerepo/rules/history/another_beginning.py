"""There was an office before the commit with which the judged history begins, or beside it.

The founding commit is taken as it is. Whoever puts a new one in front of the old history, or moves
the records to another folder and alters them on the way, would have nothing judged that was before.
An office that is moved as it is gives a warning: what came before the move is audited there.
"""

from __future__ import annotations

from collections.abc import Iterator

from officerepo.finding import Finding
from officerepo.history.past import Past

SERVES = ("R45", "R62", "R94")
SOME_WARN = True


def check(past: Past) -> Iterator[Finding]:
    """Yield a finding for each beginning from which the trunk does not lead on."""
    for commit, place, founding, moved in past.beginnings:
        yield Finding(
            "",
            "",
            "The office began with the commit {first} of {day} in another folder; {founding} moved"
            " it here as it was."
            if moved
            else "An office began with the commit {first} of {day} in another folder ({place}), and"
            " {founding}, with which this one begins, does not have its records as they were."
            if place
            else "An office began with the commit {first} of {day}, and the history that is judged"
            " begins with {founding}.",
            "Audit the time before as well: `git worktree add ../before {founding}~`."
            if moved
            else "Move an office as it is, in a commit that does nothing else."
            if place
            else "Compare what both hold, and lead the history on from the older one.",
            severity="warning" if moved else "error",
            values={
                "first": commit.short,
                "day": commit.committer.at[:10],
                "founding": founding.short,
                "place": place,
            },
            commit=founding.id,
        )
