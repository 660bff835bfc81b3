"""An act was entered later than its kind allows, or before it happened.

What is entered is held against the clock of the day it is merged, never against a commit's own
date, which anybody can set. Each kind has its days of grace (setting `grace`, worked days); what
comes later says so in `late`, with a reason and a second person.

Good:
    merged 2025-04-07T09:00
    then
    add TSK-2025-0002 acts =
      {do: follow_up, at: 2025-03-31T10:00, by: PER-lmeandro, remarks: the table is in use}
Bad:
    merged 2025-04-14T09:00
    then
    add TSK-2025-0002 acts =
      {do: follow_up, at: 2025-03-31T10:00, by: PER-lmeandro, remarks: the table is in use}
"""

from __future__ import annotations

from collections.abc import Iterator

from officerepo.finding import Finding
from officerepo.history.change import Change
from officerepo.record import is_before

SERVES = ("R62", "R97")


def check(change: Change) -> Iterator[Finding]:
    """Yield a finding for each new act whose time does not fit the time of merging."""
    office = change.head.office
    for record, number, act in change.new_acts:
        grace = office.grace(record.kind)
        waited = office.calendar.workdays_between(act.at, change.merged_at)
        if is_before(change.merged_at, act.at):
            message = "`{act}` happened at {at}, and it was only {merged} when it was merged."
            hint = "Correct the time, or merge it when it has happened."
        elif waited > grace and "late" not in act.data and not (record.adopted and number == 0):
            message = "`{act}` of {at} comes {waited} working days later; this kind allows {grace}."
            hint = (
                "If it did happen then, the act says `late`, with a reason and who countersigned"
                " it; else correct the time. What is merged the day it is entered is never late."
            )
        else:
            continue
        yield Finding(
            record.path,
            f"acts[{number}].at",
            message,
            hint,
            values={
                "act": act.do,
                "at": act.at.replace("T", " "),
                "merged": change.merged_at.replace("T", " "),
                "waited": str(waited),
                "grace": str(grace),
            },
        )
