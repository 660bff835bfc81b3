"""A paper counts as replied to, but the reply had not been sent.

What lies in a drawer answers nobody: the reply is recorded when the letter has been issued.

Good:
    set IN-2025-0001 acts.reply.at = 2025-02-20T12:00
Bad:
    set IN-2025-0001 acts.reply.at = 2025-02-20T11:00
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import is_before

SERVES = ("R09", "R23")
KINDS = ("incoming",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each reply recorded without or before the issue of the letter."""
    for paper in index.of("incoming"):
        for number, act in enumerate(paper.acts):
            reply = index.records.get(str(act.data.get("out", ""))) if act.do == "reply" else None
            if reply is None or reply.kind != "outgoing" or reply.adopted:
                continue
            issued = reply.last("issue")
            if issued is None or is_before(act.at, issued.at):
                yield Finding(
                    paper.path,
                    f"acts[{number}].at",
                    "The reply is recorded at {at}; {reply} was issued later, at {issued}."
                    if issued
                    else "The reply is recorded at {at}; {reply} has not been issued.",
                    "Record the reply when the letter has gone out.",
                    values={"at": act.at, "reply": reply.id, "issued": issued.at if issued else ""},
                )
