"""Something is right only by rules, powers or people that the same change brings.

Nobody gives themselves a right and uses it in one step. Kinds, settings, calendar, posts and
appointments, and what a seal may be put on, are changed first, in a change of their own that people
look at as such; acts that rely on them come after it.

Good:
    then
    add POST-HID-01 versions = {n: 2, from: 2025-03-31, basis: Decision of 31 March 2025,
      powers: [assign_task], duties: [{id: U1, text: Read the gauges, standard: Without delay}]}
Bad:
    then
    add POST-HID-01 versions = {n: 2, from: 2025-03-31, basis: Decision of 31 March 2025,
      powers: [assign_task], duties: [{id: U1, text: Read the gauges, standard: Without delay}]}
    add TSK-2025-0002 acts =
      {do: reopen, at: 2025-03-31T10:00, by: PER-lmeandro, reason: two years are missing}
"""

from __future__ import annotations

from collections.abc import Iterator

from officerepo.finding import Finding
from officerepo.history.change import Change
from officerepo.office import is_control_file

SERVES = ("R28", "R37", "R77")


def check(change: Change) -> Iterator[Finding]:
    """Yield what is wrong by the rules of the branch in what the change touches, and only by them.

    People, posts and units say themselves who may do what; they are not held against the old ones.
    """
    said = change.head.rights(pair.id for pair in change.pairs)
    records = (change.head.records[name] for name in said)
    granting = {record.path for record in records if not record.acts}
    touched = {path for path in change.files if not is_control_file(path)} - granting
    for finding in change.unearned:
        if finding.path in touched and finding.severity == "error":
            yield Finding(
                finding.path,
                finding.at,
                "By the rules, powers and people so far this would be `{rule}`.",
                "This change brings the rule or the right that it uses. Propose rules, posts and"
                " appointments first, in a change of their own.",
                values={"rule": finding.rule},
            )
