"""A post belongs to a unit on days on which the unit does not exist.

When a unit ends, its posts end with it, and their holders' appointments with them; what is needed
further moves to another unit.

Good:
    set UNIT-HID valid.to = 2026-12-31
    set POST-HID-01 valid.to = 2026-12-31
    set PER-lmeandro appointments.0.to = 2026-12-31
Bad:
    set UNIT-HID valid.to = 2026-12-31
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.workdays import LAST_DAY

SERVES = ("R37",)
KINDS = ("post",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each post that lasts longer than its unit."""
    for post in index.of("post"):
        unit = index.records.get(str(post.data.get("unit", "")))
        end = _last_day(unit.data.get("valid")) if unit is not None else ""
        if unit is not None and end and (_last_day(post.data.get("valid")) or LAST_DAY) > end:
            yield Finding(
                post.path,
                "valid",
                "The post belongs to {unit}, which ends on {day}, and goes on after that.",
                "Write {day} as `to` under `valid`, or move the post to another unit.",
                values={"unit": unit.id, "day": end},
            )


def _last_day(valid: object) -> str:
    end = valid.get("to") if isinstance(valid, dict) else None
    return end if isinstance(end, str) else ""
