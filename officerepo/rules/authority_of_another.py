"""The use of a seal rests on an authority that the approver did not have.

`authority` says by what right the use was approved. A post counts when the approver held it that
day with the power over that seal, a decision when its meeting had been held. Regulations are
looked at by the rule on rules not in force.

Good:
    set SEAL-2025-0002 authority = MTG-2025-001/D1
Bad:
    set SEAL-2025-0002 authority = POST-HID-01
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import is_before

SERVES = ("R13", "R37")
KINDS = ("seal-use",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each approved use whose authority is not the approver's."""
    for use in index.of("seal-use"):
        act = use.last("approve")
        written = str(use.data.get("authority", ""))
        named = index.records.get(written.split("/")[0])
        if act is None or named is None or use.adopted:
            continue
        values = {"authority": written, "person": act.by, "day": act.at[:10]}
        if named.kind == "post":
            power = f"authorise_seal:{use.data.get('seal')}"
            posts = index.authority.powers(act.by, act.at[:10]).get(power, ())
            if posts and named.id not in posts:
                yield Finding(
                    use.path,
                    "authority",
                    "{person} approved it on {day}, and had the power over the seal as {posts}.",
                    "Write {posts}, or have it approved by the holder of {authority}.",
                    values={**values, "posts": " / ".join(posts)},
                )
        elif named.kind == "meeting":
            held = named.last("hold")
            if not named.adopted and (held is None or is_before(act.at, held.at)):
                yield Finding(
                    use.path,
                    "authority",
                    "It was approved on {day} by {authority}, which had not been decided then.",
                    "Name what the approval rested on that day.",
                    values=values,
                )
