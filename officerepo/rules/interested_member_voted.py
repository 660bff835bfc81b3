"""A member with a declared interest is counted in a decision on that item.

Who has an interest leaves the room or abstains; `none` with a declared interest in a vote is not
recusal. An interest in an item of the agenda touches the decisions that name it as their `item`,
and those that name none; where nothing was decided, there was nothing to leave for.

Good:
    set MTG-2025-001 interests.0.action = abstained
    add MTG-2025-001 interests = {person: PER-hrepresa, item: 1, action: none}
    set MTG-2025-001 decisions.D1.item = 2
    set MTG-2025-001 decisions.D2.item = 2
    add MTG-2025-001 agenda = {n: 2, title: The lane}
Bad:
    set MTG-2025-001 interests.0.action = none
    add MTG-2025-001 interests = {person: PER-hrepresa, item: 1, action: none}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import entries_in

SERVES = ("R52",)
KINDS = ("meeting",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each declared interest without recusal from a decision."""
    for meeting in index.of("meeting"):
        interests, decisions = meeting.data.get("interests"), meeting.data.get("decisions")
        for number, interest in enumerate(entries_in(interests)):
            if not isinstance(interest, dict) or interest.get("action") != "none":
                continue
            item = str(interest.get("item"))
            touched = [
                str(decision.get("id"))
                for decision in entries_in(decisions)
                if isinstance(decision, dict) and _is_touched(decision, item)
            ]
            if touched:
                yield Finding(
                    meeting.path,
                    f"interests[{number}].action",
                    "{person} declared an interest in {item}, neither left nor abstained, and "
                    "this was decided: {decisions}.",
                    "Record `left` or `abstained`, or the `item` of each decision; if the person "
                    "voted, the decision is void.",
                    values={
                        "person": str(interest.get("person")),
                        "item": item,
                        "decisions": touched,
                    },
                )


def _is_touched(decision: Mapping[str, Any], item: str) -> bool:
    if "struck" in decision:
        return False
    under = decision.get("item")
    return item == decision.get("id") or (item.isdigit() and under in (None, "", item))
