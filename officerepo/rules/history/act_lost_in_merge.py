"""A merge left out an act that one of its sides had.

Acts are only added. Where two branches add to the same record, the merge keeps both; choosing one
side, or joining the lines by machine, loses what the other side did, and no later comparison with
the trunk shows it.
"""

from __future__ import annotations

from collections.abc import Iterator

from officerepo.finding import Finding
from officerepo.history.past import Past

SERVES = ("R45", "R62", "R94")
FINDS_ABSENCE = True


def check(past: Past) -> Iterator[Finding]:
    """Yield a finding for each act that a merge dropped from a record."""
    for path, act, commit in past.lost_acts:
        yield Finding(
            path,
            "acts",
            "The merge {commit} left out `{act}` of {at} by {by}.",
            "Add the act again at the end of the list, with a reason under `late`.",
            values={
                "commit": commit.short,
                "act": str(act.get("do", "?")),
                "at": str(act.get("at", "?")).replace("T", " "),
                "by": str(act.get("by", "?")),
            },
            commit=commit.id,
        )
