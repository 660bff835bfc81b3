"""The same person did two acts that have to be done by different people.

Four eyes: who drafts does not approve, who applies neither approves nor stamps, who carries a task
does not verify it, not even after giving up the post. Persons are compared, not posts or accounts.
What somebody does later in the same matter does not count against them. An office too small for it
may set a compensating control: the act then stays open until a leader countersigns it in time.

Good:
    set OUT-2025-0001 acts.recheck.by = PER-dcuencas
Bad:
    set SEAL-2025-0001 acts.apply_for.by = PER-dcuencas
    add PER-etorrente appointments = {post: POST-HID-01, from: 2025-02-10, to: 2025-02-10,
      type: acting, instrument: Note of 7 February 2025}
    add TSK-2025-0003 acts = {do: follow_up, at: 2025-03-03, by: PER-etorrente, remarks: it lasts}
    set TSK-2025-0003 acts.claim_done.by = PER-etorrente
    set TSK-2025-0003 acts.verify.at = 2025-02-11T11:00
    set TSK-2025-0003 acts.close.at = 2025-02-11T12:00
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.controls import Doubled, doubled
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R11", "R33", "R37")
SOME_WARN = True


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each act whose actor is excluded by an earlier act or by a field."""
    for found in doubled(index):
        if found.control is None or not found.control.signed:
            yield _finding(index, found, today)


def _finding(index: Index, found: Doubled, today: date) -> Finding:
    record, act = found.record, found.record.acts[found.number]
    is_act = found.bar in index.kind(record).acts
    values = {"person": act.by, "act": act.do, "other": found.bar, "day": act.at[:10]}
    at, control = f"acts[{found.number}].by", found.control
    if control is not None and today.isoformat() <= control.until:
        return Finding(
            record.path,
            at,
            "{person} did both `{act}` and `{other}`; it stays open until countersigned."
            if is_act
            else "{person} did `{act}` and is `{other}`; it stays open until countersigned.",
            "Have it countersigned by {until} by somebody with the power {power}.",
            severity="warning",
            values={**values, "until": control.until, "power": control.power},
        )
    return Finding(
        record.path,
        at,
        "{person} did `{act}` on {day}, and `{other}` too."
        if is_act
        else "{person} did `{act}` on {day}, and is `{other}`.",
        "Have `{act}` done by somebody else.",
        values=values,
    )
