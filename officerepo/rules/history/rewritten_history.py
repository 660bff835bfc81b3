"""The commit of a checkpoint does not lead to the present one: the history was replaced.

Whoever may push by force can drop, alter and re-date everything that was, and the new history looks
as good as the old one. A checkpoint that was kept elsewhere tells.
"""

from __future__ import annotations

from collections.abc import Iterator

from officerepo.finding import Finding
from officerepo.history.past import Past

SERVES = ("R45", "R62", "R94")
NEEDS = "--checkpoint"


def check(past: Past) -> Iterator[Finding]:
    """Yield a finding when the saved commit is not among those that lead to the tip."""
    if past.saved is None or past.saved.leads_here:
        return
    saved = past.saved.checkpoint
    yield Finding(
        "",
        "",
        "The commit of the checkpoint, of {date}, is not in this clone: the history was replaced,"
        " or this is the clone of another office."
        if past.saved.then is None
        else "The commit of the checkpoint, of {date}, does not lead to the present one: the"
        " history was replaced.",
        "Find a clone that still has it, compare both, and ask who may push by force.",
        values={"date": saved.date},
        commit=saved.commit,
    )
