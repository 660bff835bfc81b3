"""The index of what an audience sees, with what it is told of the records that it does not.

Of withheld records it learns that they changed a decision, kept a turn of a routine or did what an
item of a plan asks for, and the public of internal minutes the decisions that say so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from operator import attrgetter, is_
from typing import Any

from officerepo.domain.decisions import amendments_told, is_for_the_public
from officerepo.domain.plans import done_told
from officerepo.domain.routines import horizon, turns_told
from officerepo.index import Index
from officerepo.portal.audience import Hidden
from officerepo.record import Record, by_id, entries_in
from officerepo.withheld import Withheld


def index_for(
    whole: Index,
    records: Mapping[str, Record],
    hidden: Hidden,
    *,
    audience: str,
    today: date,
    mark: str,
) -> Index:
    """Returns the index of the records that an audience sees; it is the whole where these are all.

    Files that cannot be read keep their numbers only for whoever sees all.
    """
    # What was read from the cache comes before what was read anew; pages must not show that.
    ordered = by_id(sorted(records.values(), key=attrgetter("path")))
    if not hidden and all(map(is_, ordered.values(), whole.records.values())):
        return whole
    shown = Index(whole.office, ordered, () if hidden else whole.findings)
    if audience == "public" and "meeting" in whole.office.kinds:
        meetings = tuple(_excerpts(whole, records, hidden, mark))
        shown = replace(shown, withheld=Withheld(meetings))
    amendments = amendments_told(whole, shown, approved=audience == "public")
    kept, done = turns_told(whole, shown, horizon(today)), done_told(whole, shown)
    told = replace(shown.withheld, amendments=amendments, turns=kept, done=done)
    return replace(shown, withheld=told)


def _excerpts(whole: Index, shown: Collection[str], hidden: Hidden, mark: str) -> Iterator[Record]:
    """Yields excerpts of hidden meetings: number, day, body and the words of public decisions.

    Only of internal minutes that are approved: stricter ones publish nothing, and until then a
    decision may still be struck. Words that name a hidden record lose its number to `mark`; a body
    that is not in `shown` is not named.
    """
    kind = whole.office.kinds["meeting"]
    for meeting in whole.of("meeting"):
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
                yield Record(meeting.id, meeting.kind, "", "", data, title=meeting.id)


def _told(decisions: Any, hidden: Hidden, mark: str) -> Iterable[dict[str, str]]:
    for each in entries_in(decisions):
        if isinstance(each, dict) and is_for_the_public(each) and not each.get("struck"):
            said = {name: hidden.silenced(str(each.get(name, "")), mark) for name in ("id", "text")}
            yield {**said, "publish": "yes"}
