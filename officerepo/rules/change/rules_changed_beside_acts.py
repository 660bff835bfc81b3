"""Settings, kinds, rights or guards of the repository change together with acts.

What gives records their meaning or people their powers, or steers how changes are shown, merged and
checked, is looked at by other people and with other eyes than a day's entries. It comes in a change
of its own. Which fields give rights is said by the kinds (`rights`): appointments, addresses and
keys of a person, powers of a post, what a seal may be put on.

Good:
    then
    set office stale_after_days = 45
Bad:
    then
    set office stale_after_days = 45
    add TSK-2025-0002 acts =
      {do: follow_up, at: 2025-03-31T10:00, by: PER-lmeandro, remarks: the table is in use}
"""

from __future__ import annotations

from collections.abc import Iterator

from officerepo.finding import Finding, Severity
from officerepo.history.change import Change
from officerepo.office import is_control_file, is_guard

SERVES = ("R28",)
SEVERITY: Severity = "warning"


def check(change: Change) -> Iterator[Finding]:
    """Yield a warning for each changed file of that sort when acts come with it."""
    if not change.new_acts:
        return
    for path in change.files:
        if is_control_file(path) or is_guard(path):
            yield Finding(
                path,
                "",
                "This file changes together with {count} acts.",
                "Propose it in a change of its own.",
                values={"count": str(len(change.new_acts))},
            )
    if any(finding.severity == "error" for finding in change.unearned):
        return  # what the acts owe to the change is told one by one
    for _, before, after, _ in change.pairs:
        fields = change.head.kind(after).rights if after else ()
        elsewhere = sum(record is not after for record, _, _ in change.new_acts)
        for field in fields if elsewhere else ():
            if after and (before.data.get(field) if before else None) != after.data.get(field):
                yield Finding(
                    after.path,
                    field,
                    "`{field}` changes together with {count} acts.",
                    "Propose it in a change of its own.",
                    values={"field": field, "count": str(elsewhere)},
                )
