"""A declared interest names neither an item of the agenda nor a decision of the meeting.

Whether the person took part can only be seen where the item is known.

Good:
    set MTG-2025-001 interests.0.item = 1
Bad:
    set MTG-2025-001 interests.0.item = D9
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import entries_in

SERVES = ("R52",)
KINDS = ("meeting",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each interest in what was not on the agenda and not decided."""
    for meeting in index.of("meeting"):
        known = [
            str(item.get(key))
            for field, key in (("agenda", "n"), ("decisions", "id"))
            if isinstance(items := meeting.data.get(field), list)
            for item in items
            if isinstance(item, dict)
        ]
        for number, interest in enumerate(entries_in(meeting.data.get("interests"))):
            item = interest.get("item") if isinstance(interest, dict) else None
            if known and isinstance(item, str) and item and item not in known:
                yield Finding(
                    meeting.path,
                    f"interests[{number}].item",
                    "There is no item or decision {item} in this meeting.",
                    "Write one of {known}.",
                    values={"item": item, "known": known},
                )
