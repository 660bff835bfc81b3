"""A record that a commit held is not there any more, and nothing says why.

Every version of every commit counts, also those of branches that were merged: a merge can drop a
file without any other commit saying so, and git's usual views do not show it. A record is explained
by a dossier whose destruction was carried out, by the later name that says `formerly`, or, where
its kind has no numbers, by having been a draft. What a branch dropped before it ever came to the
trunk was its own affair.
"""

from __future__ import annotations

from collections.abc import Iterator

from officerepo.finding import Finding
from officerepo.history.departed import goes_on, unexplained
from officerepo.history.past import Past
from officerepo.record import Record

SERVES = ("R17", "R45", "R62")
FINDS_ABSENCE = True


def check(past: Past) -> Iterator[Finding]:
    """Yield a finding for each record that is gone, with the commit that dropped it."""
    dropped_by = {record.id: commit for record, commit, _ in past.departed}
    gone = [record for record, _, new in past.departed if not _is_renamed(past, record, new)]
    for record in unexplained(past.tip, gone, past.kinds):
        commit = dropped_by[record.id]
        yield Finding(
            record.path,
            "",
            "{id} was dropped by the merge {commit} of {day}: {subject}."
            if len(commit.parents) > 1
            else "{id} was dropped by the commit {commit} of {day}: {subject}.",
            "Bring the file back as it was: `git checkout {commit}~ -- {path}`, or from the other"
            " side of a merge. A number taken by mistake is voided with a reason.",
            values={
                "id": record.id,
                "commit": commit.short,
                "day": commit.committer.at[:10],
                "subject": commit.subject.rstrip("."),
                "path": record.path,
            },
            commit=commit.id,
        )


def _is_renamed(past: Past, old: Record, new: Record | None) -> bool:
    return new is not None and goes_on(old, new, past.kinds[old.kind], past.tip.aliases)
