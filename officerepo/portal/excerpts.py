"""What the public is told of meetings whose minutes are not for it: the decisions that say so."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from officerepo.domain.decisions import is_for_the_public
from officerepo.kind import Kind
from officerepo.portal.audience import Hidden
from officerepo.record import Record


def told_to_the_public(
    meetings: Iterable[Record], kind: Kind, shown: Collection[str], hidden: Hidden, mark: str
) -> tuple[Record, ...]:
    """Returns excerpts of hidden meetings: number, day, body and the words of public decisions.

    Only of internal minutes that are approved: stricter ones publish nothing, and until then a
    decision may still be struck. Words that name a hidden record lose its number to `mark`; a body
    that is not in `shown` is not named.
    """
    found = []
    for meeting in meetings:
        internal = meeting.label == "internal" and meeting.id not in shown
        if internal and kind.phase_of(meeting.state) == "done":
            told = list(_told(meeting.data.get("decisions"), hidden, mark))
            body = meeting.data.get("unit")
            if told:
                data = {
                    "unit": body if isinstance(body, str) and body in shown else "",
                    "starts": str(meeting.data.get("starts", ""))[:10],
                    "decisions": told,
                }
                found.append(Record(meeting.id, meeting.kind, "", "", data, title=meeting.id))
    return tuple(found)


def _told(decisions: Any, hidden: Hidden, mark: str) -> Iterable[dict[str, str]]:
    for each in decisions if isinstance(decisions, list) else ():
        if isinstance(each, dict) and is_for_the_public(each) and not each.get("struck"):
            said = {name: hidden.silenced(str(each.get(name, "")), mark) for name in ("id", "text")}
            yield {**said, "publish": "yes"}
