"""Somebody who has left still holds a post, or did or entered something afterwards.

The last working day is the last day of every appointment, and of every act.

Good:
    set PER-gpozohondo left = 2025-03-14
    set PER-gpozohondo appointments.0.to = 2025-03-14
Bad:
    set PER-gpozohondo left = 2025-03-14
    add TSK-2025-0004 acts = {do: report, at: 2025-03-17T11:00, by: PER-lmeandro,
      how: voice, entered_by: PER-gpozohondo, text: the lamps are on their way}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import entries_in
from officerepo.workdays import LAST_DAY

SERVES = ("R37", "R95", "R96")
KINDS = ("person",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each appointment and each act beyond somebody's last day."""
    gone: dict[str, str] = {}
    for person in index.of("person"):
        left = person.data.get("left")
        if not isinstance(left, str) or not left:
            continue
        gone[person.id] = left
        for number, item in enumerate(entries_in(person.data.get("appointments"))):
            if isinstance(item, dict) and str(item.get("to") or LAST_DAY) > left:
                yield Finding(
                    person.path,
                    f"appointments[{number}]",
                    "{person} left on {day}, and is appointed to {post} beyond that day.",
                    "Write {day} as `to` of the appointment, or correct `left`.",
                    values={"person": person.title, "day": left, "post": str(item.get("post"))},
                )
    for record in index.records.values() if gone else ():
        for number, act in enumerate(record.acts):
            for key, who in (("by", act.by), ("entered_by", act.data.get("entered_by"))):
                if isinstance(who, str) and act.at[:10] > gone.get(who, LAST_DAY):
                    yield Finding(
                        record.path,
                        f"acts[{number}].{key}",
                        "{person} left on {left}; `{act}` is dated {day}.",
                        "Correct the date, or who did it or entered it.",
                        values={
                            "person": who,
                            "left": gone[who],
                            "act": act.do,
                            "day": act.at[:10],
                        },
                    )
