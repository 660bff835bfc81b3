"""A deputy is appointed for powers that the post does not have, or for none.

A deputy may do only what `limits` lists, and only as far as the post itself may do it that day. An
absent holder is represented in everything by an acting appointment instead.

Good:
    set PER-etorrente appointments.1.type = acting
    set PER-etorrente appointments.1.limits =
Bad:
    add PER-jribera appointments = {post: POST-OFI-03, from: 2025-03-24, to: 2025-03-28,
      type: deputy, instrument: Note of 21 March 2025, limits: [register, approve_out]}
    add PER-jribera appointments = {post: POST-OFI-02, from: 2025-03-24, to: 2025-03-28,
      type: deputy, instrument: Note of 21 March 2025}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding, Severity
from officerepo.index import Index

SERVES = ("R37", "R72")
KINDS = ("post",)
SEVERITY: Severity = "warning"


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a warning for each appointment as deputy that gives less than it seems to."""
    for post in index.of("post"):
        for holding in index.authority.appointments(post.id):
            if holding.type != "deputy":
                continue
            version = index.authority.version(post.id, holding.start)
            powers = version.get("powers") if version else None
            lacking = [power for power in holding.limits if power not in (powers or ())]
            if lacking or not holding.limits:
                yield Finding(
                    index.records[holding.person].path,
                    "appointments",
                    "The deputy of {post} from {day} is appointed for {lacking}, "
                    "which the post does not have."
                    if lacking
                    else "The deputy of {post} from {day} is appointed for no power.",
                    "List under `limits` the powers of the post that the deputy may use.",
                    values={
                        "post": post.id,
                        "day": holding.start,
                        "lacking": [str(power) for power in lacking],
                    },
                )
