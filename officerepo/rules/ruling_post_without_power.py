"""A letter was ruled on by a post that does not decide what becomes of letters.

Who rules on a letter leads the house or distributes the work: the post belongs to the leadership
or has the power assign_task on that day. Otherwise anybody could be named, and take the matter.

Good:
    set IN-2025-0001 ruling_post = POST-OFI-01
    set IN-2025-0001 acts.rule.by = PER-dcuencas
Bad:
    set IN-2025-0001 ruling_post = POST-OFI-07
    set IN-2025-0001 acts.rule.by = PER-jribera
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R37", "R39")
KINDS = ("incoming",)
_POWER = "assign_task"


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each letter that somebody ruled on without being there for it."""
    for letter in index.of("incoming"):
        post = index.records.get(str(letter.data.get("ruling_post", "")))
        ruled = next((act for act in letter.acts if act.do in ("rule", "assign", "extend")), None)
        if post is None or ruled is None or letter.void or letter.adopted:
            continue
        unit = index.records.get(str(post.data.get("unit", "")))
        version = index.authority.version(post.id, ruled.at[:10])
        powers = version.get("powers") if version else None
        leads = unit is not None and unit.data.get("type") == "leadership"
        if not leads and not (isinstance(powers, list) and _POWER in powers):
            yield Finding(
                letter.path,
                "ruling_post",
                "{post} is not of the leadership, and had no power {power} on {day}.",
                "Name the post that decides about such letters.",
                values={"post": post.id, "power": _POWER, "day": ruled.at[:10]},
            )
