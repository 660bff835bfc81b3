"""A kind of which there are records is not used any more.

Its records would be read as another kind, or not at all, and what was fixed in them would not be
looked at again. A kind that is done with stays, and gets no new records.

Good:
    then
    set office stale_after_days = 45
Bad:
    then
    set office kinds = [unit, post, person, regulation, task, meeting, plan, seal, seal-use,
      incoming, outgoing, acknowledgement, conduct, copy, dossier, disposal, briefing, writing,
      evaluation, study, mediation, reception, trip, asset, routine]
"""

from __future__ import annotations

from collections.abc import Iterator

from officerepo.finding import Finding
from officerepo.history.change import Change
from officerepo.office import SETTINGS

SERVES = ("R28", "R62")


def check(change: Change) -> Iterator[Finding]:
    """Yield a finding for each kind of before that has records and is not there after it."""
    for name in change.tip.office.kinds.keys() - change.own.office.kinds.keys():
        records = change.tip.of(name)
        if records:
            yield Finding(
                SETTINGS[0],
                "kinds",
                "The kind `{kind}` is not used any more, and there are {count} records of it, such"
                " as {id}.",
                "Leave it among `kinds`; nobody has to enter new records of it.",
                values={"kind": name, "count": str(len(records)), "id": records[-1].id},
            )
