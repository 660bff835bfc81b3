"""An act stands in a record twice, word for word.

What happened once is entered once. A commit that is taken over a second time, as by `git
cherry-pick`, or two branches that enter the same thing, leave it there twice.

Good:
    then
    add TSK-2025-0002 acts =
      {do: follow_up, at: 2025-03-31T10:00, by: PER-lmeandro, remarks: the table is in use}
Bad:
    add TSK-2025-0002 acts =
      {do: follow_up, at: 2025-03-31T10:00, by: PER-lmeandro, remarks: the table is in use}
    then
    add TSK-2025-0002 acts =
      {do: follow_up, at: 2025-03-31T10:00, by: PER-lmeandro, remarks: the table is in use}
"""

from __future__ import annotations

from collections.abc import Iterator

from officerepo.finding import Finding
from officerepo.history.change import Change

SERVES = ("R62", "R94")


def check(change: Change) -> Iterator[Finding]:
    """Yield a finding for each new act that the record has already."""
    for record, number, act in change.new_acts:
        if act in record.acts[:number]:
            yield Finding(
                record.path,
                f"acts[{number}]",
                "`{act}` of {at} by {by} is entered already.",
                "Take the second one out before it is merged; if it happened twice, give each its"
                " own time.",
                values={"act": act.do, "at": act.at.replace("T", " "), "by": act.by},
            )
