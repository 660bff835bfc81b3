"""A member with a declared interest is counted in a decision on that item.

Who has an interest leaves the room or abstains; `none` with a declared interest in a vote is not
recusal.

Good:
    set MTG-2025-001 interests.0.action = abstained
Bad:
    set MTG-2025-001 interests.0.action = none
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each declared interest without recusal."""
    for meeting in index.of("meeting"):
        interests = meeting.data.get("interests")
        for number, item in enumerate(interests if isinstance(interests, list) else ()):
            if isinstance(item, dict) and item.get("action") == "none":
                yield Finding(
                    meeting.path,
                    f"interests[{number}].action",
                    "{person} declared an interest in {item} and neither left nor abstained.",
                    "Record `left` or `abstained`; if the person voted, the decision is void.",
                    values={"person": str(item.get("person")), "item": str(item.get("item"))},
                )
