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

from officerepo.course import countersignatures
from officerepo.fields import count_in
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Act, Record

SERVES = ("R11", "R33", "R37")
SOME_WARN = True
_LONGEST = 30  # worked days in which a countersignature may come


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each act whose actor is excluded by an earlier act or by a field."""
    for record in index.records.values():
        if not record.acts:
            continue
        acts = index.kind(record).acts
        for number, act in enumerate(record.acts):
            if acts[act[0]].not_by and (name := index.barred(record, number, act.by)):
                yield from _judged(index, record, number, act, name, today)


def _judged(
    index: Index, record: Record, number: int, act: Act, name: str, today: date
) -> Iterator[Finding]:
    is_act = name in index.kind(record).acts
    values = {"person": act.by, "act": act.do, "other": name, "day": act.at[:10]}
    at = f"acts[{number}].by"
    control = index.office.settings.get("compensating_control")
    if isinstance(control, dict):
        power = str(control.get("by_power"))
        days = max(1, min(count_in(control.get("within_days")), _LONGEST))
        until = index.office.calendar.add(date.fromisoformat(act.at[:10]), days).isoformat()
        for later, _ in countersignatures(record.acts, number):
            if (
                later.by != act.by
                and later.at[:10] <= until
                and power in index.authority.powers(later.by, later.at[:10])
            ):
                return
        if today.isoformat() <= until:
            yield Finding(
                record.path,
                at,
                "{person} did both `{act}` and `{other}`; it stays open until countersigned."
                if is_act
                else "{person} did `{act}` and is `{other}`; it stays open until countersigned.",
                "Have it countersigned by {until} by somebody with the power {power}.",
                severity="warning",
                values={**values, "until": until, "power": power},
            )
            return
    yield Finding(
        record.path,
        at,
        "{person} did `{act}` on {day}, and `{other}` too."
        if is_act
        else "{person} did `{act}` on {day}, and is `{other}`.",
        "Have `{act}` done by somebody else.",
        values=values,
    )
