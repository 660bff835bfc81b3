"""Minutes were approved in a meeting that could not approve them.

Minutes are read and approved by those who met: in a later meeting of the same unit, which had been
held when they were approved. Without `in`, the chair of the meeting approves them.

Good:
    set TSK-2025-0001 acts.close.at = 2025-02-06T12:00
    set MTG-2025-001 acts.file.at = 2025-02-07T09:00
    set MTG-2025-001 acts.approve.at = 2025-02-05T10:10
    set MTG-2025-001 acts.approve.in = MTG-2025-002
Bad:
    set MTG-2025-001 acts.approve.in = MTG-2025-002
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import is_before

SERVES = ("R52",)
KINDS = ("meeting",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each approval in an earlier meeting, one of others, or one not held."""
    for meeting in index.of("meeting"):
        for number, act in enumerate(meeting.acts):
            other = index.records.get(str(act.data.get("in", "")))
            if act.do != "approve" or other is None or other.kind != "meeting":
                continue
            held = other.last("hold")
            starts = [str(one.data.get("starts", "")) for one in (meeting, other)]
            if other.data.get("unit") != meeting.data.get("unit"):
                message = "The minutes were approved in {other}, a meeting of another unit."
            elif held is None or is_before(act.at, held.at):
                message = "{other} had not been held when it approved these minutes on {day}."
            elif not is_before(starts[0], starts[1]):
                message = "The minutes were approved in {other}, which is no later meeting."
            else:
                continue
            yield Finding(
                meeting.path,
                f"acts[{number}].in",
                message,
                "Name the later meeting of the same unit in which they were read, or leave `in`"
                " out when the chair approved them.",
                values={"other": other.id, "day": act.at[:10]},
            )
