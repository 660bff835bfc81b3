"""The commit that brought an act has no good signature of whoever did or entered it.

A name and an address in a commit are claims. A signature is made with a key, and the people records
say whose key it is and from when to when it counts; those of before the commit decide, so nobody
brings a key along with what it signs. Signatures of other sorts than SSH's are not checked, and
prove nothing here.

When a commit was made is what its signer says. It is held against the act and against the commits
before it: it comes after both, and the key counts on both days. What comes `late` or was adopted
needs a key that still counts when it is merged.
"""

from __future__ import annotations

from collections.abc import Iterator

from officerepo.finding import Finding
from officerepo.history.past import (
    AT_ODDS,
    BROKEN,
    GOOD,
    NOT_AUTHOR,
    OF_ANOTHER,
    OTHER_FORMAT,
    OUT_OF_DATE,
    UNKNOWN,
    UNSIGNED,
    Past,
)

SERVES = ("R37", "R94")
NEEDS = "--signatures"

_SAID = {
    UNSIGNED: "`{act}` by {by} came with a commit that is not signed.",
    OTHER_FORMAT: "`{act}` by {by} came with a commit whose signature is not of an SSH key; it was"
    " not checked.",
    BROKEN: "`{act}` by {by} came with a commit whose signature does not fit its contents.",
    UNKNOWN: "`{act}` by {by} came with a commit that was signed with a key of nobody here.",
    OUT_OF_DATE: "`{act}` by {by} came with a commit that was signed with a key of {owner} that"
    " does not count on that day (limit {day}).",
    AT_ODDS: "`{act}` by {by} came with a commit that says it was made before the act, or before"
    " the commits that it follows.",
    OF_ANOTHER: "`{act}` by {by} came with a commit that {owner} signed.",
    NOT_AUTHOR: "`{act}` by {by} came with a commit that {owner} signed and {author} is said to"
    " have written.",
}


def check(past: Past) -> Iterator[Finding]:
    """Yield a finding for each act whose commit nobody signed who could answer for it."""
    for path, place, act, commit, state, owner, day in past.signed:
        if state == GOOD:
            continue
        yield Finding(
            path,
            f"acts[{place}]",
            _SAID[state],
            "Whoever did the act confirms it in a signed commit. Keys are listed under"
            " `signing_keys` of the person, with their days, in a change that comes before.",
            values={
                "act": str(act.get("do")),
                "by": str(act.get("by")),
                "owner": owner,
                "day": day,
                "author": commit.author.email,
            },
            commit=commit.id,
        )
