"""The letter that answers an incoming paper names another paper, or none, as what it answers.

Question and answer point at each other, so that whoever finds one finds both. One letter may
answer several: the first stands in `reply_to`, the others in `refs.replies_to`.

Good:
    set IN-2025-0001 acts.reply.at = 2025-02-20T12:00
Bad:
    set OUT-2025-0001 reply_to = IN-2025-0003
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record, entries_in

SERVES = ("R09",)
KINDS = ("incoming",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each reply that does not point back."""
    for paper in index.of("incoming"):
        for number, act in enumerate(paper.acts):
            reply = index.records.get(str(act.data.get("out", ""))) if act.do == "reply" else None
            if reply is None or reply.kind != "outgoing" or reply.adopted:
                continue
            answered = str(reply.data.get("reply_to") or "")
            if answered != paper.id and paper.id not in _also(reply):
                yield Finding(
                    paper.path,
                    f"acts[{number}].out",
                    "{reply} is recorded as the reply, but it answers {answered}."
                    if answered
                    else "{reply} is recorded as the reply, but it does not say what it answers.",
                    "Correct the number of the letter here, or `reply_to` there. A second paper "
                    "that the letter answers stands there in `refs` under `replies_to`.",
                    values={"reply": reply.id, "answered": answered},
                )


def _also(reply: Record) -> list[object]:
    """Return what a letter answers besides."""
    refs = reply.data.get("refs")
    return entries_in(refs.get("replies_to") if isinstance(refs, dict) else None)
