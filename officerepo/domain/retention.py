"""How long a record is kept and what becomes of it: read from its series in the file plan.

The series decides (ISO 15489, MoReq2010: class determines destiny). Its `retention` says how long
(`period`), from what event (`from`) and what then (`action`). A record in a dossier shares the
dossier's destiny. A hold stops destruction; a review is the only way to another destiny than the
file plan's; an extension moves the day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from officerepo.course import is_settled, states
from officerepo.index import Index
from officerepo.record import Act, Record, entries_in, is_before
from officerepo.workdays import LAST_DAY

_PERIOD = re.compile(r"([1-9][0-9]{0,20}) (year|month)s?")
_ENDS = ("supersede", "repeal")

PATIENCE = timedelta(days=365)
"""How long what the file plan says may wait: archives go through their shelves once a year."""


@dataclass(frozen=True, slots=True)
class Destiny:
    """What the file plan has in store for a record; days are ISO dates, empty when unknown.

    `cut_off` is the day from which the period counts, `due` the first day on which `action` may
    be taken: empty before the cut-off and for what is kept for ever. `held` says why nothing may
    be destroyed for now; `reviewed` that a review has set the file plan's action aside.
    """

    series: str
    action: str
    basis: str
    cut_off: str
    due: str
    held: str
    reviewed: bool


def destiny(index: Index, record: Record, day: str = LAST_DAY) -> Destiny:
    """Return what becomes of a record, or of the dossier it lies in, as known on a day."""
    kept = dossier_of(index, record) or record
    code = series_of(index, kept)
    series = index.office.series.get(code)
    written = series.retention if series else {}
    retention = {name: str(text) for name, text in written.items()}
    start = cut_off(index, kept, retention.get("from", "closed"))
    return Destiny(
        series=code,
        action=retention.get("action", ""),
        basis=retention.get("basis", ""),
        cut_off=start,
        due=_due(index, kept, start, retention.get("period", ""), day),
        held=held(index, kept, day),
        reviewed=any(d.data.get("type") == "review" for d, _ in executed(index, kept, day)),
    )


def last_day(index: Index, dossier: Record, today: date) -> str:
    """Return the day (ISO date) by which something is to be decided about a closed dossier.

    It is a year after its time was up, or after what was decided last; nothing where it is kept for
    ever or held.
    """
    if dossier.state != "closed":
        return ""
    day = today.isoformat()
    planned = destiny(index, dossier, day)
    if planned.held or planned.action == "permanent" or not "" < planned.due < LAST_DAY:
        return ""
    decided = (act.at[:10] for _, act in executed(index, dossier, day))
    waits = date.fromisoformat(max((planned.due, *filter(is_day, decided))))
    return (waits + min(PATIENCE, date.max - waits)).isoformat()


def series_of(index: Index, record: Record) -> str:
    """Return the code of a record's series: its own, or that of its kind."""
    own = record.data.get("series")
    return own if isinstance(own, str) and own else index.kind(record).series


def dossier_of(index: Index, record: Record) -> Record | None:
    """Return the dossier a record lies in: the one it names, or the one that lists it."""
    named = index.records.get(str(record.data.get("dossier", "")))
    if named is not None and named.kind == "dossier":
        return named
    for other, link in index.links_to(record.id):
        if other.kind == "dossier" and link.at.startswith("items[") and not other.void:
            return other
    return None


def contents(index: Index, dossier: Record) -> list[str]:
    """Return the numbers of the records in a dossier: those listed, then those that name it."""
    items = dossier.data.get("items")
    listed = [item for item in entries_in(items) if isinstance(item, str)]
    named = [other.id for other, link in index.links_to(dossier.id) if link.at == "dossier"]
    return list(dict.fromkeys([*listed, *named]))


def residual(index: Index) -> frozenset[str]:
    """Return the numbers of the records that were destroyed with their dossier.

    The dossier itself stays, with its list: it explains why they are no longer there.
    """
    return frozenset(
        name
        for dossier in index.of("dossier")
        if dossier.state == "destroyed"
        for name in contents(index, dossier)
    )


# -- days -----------------------------------------------------------------------------------------


def cut_off(index: Index, record: Record, event: str) -> str:
    """Return the day from which a record's period counts, or an empty text before that event.

    `closed` is the day it was done with, `year_end` the last day of that year, `superseded` the
    day on which something else took its place: for a dossier, of the last of its papers.
    """
    if event == "superseded":
        return _superseded(index, record)
    closed = _closed(index, record)
    return f"{closed[:4]}-12-31" if closed and event == "year_end" else closed


def after(start: str, period: str) -> str:
    """Return the first day after a period that began on a day: date to date, and one more.

    Ten years from 2025-03-31 last until 2035-03-31, so the answer is 2035-04-01. Months without
    such a day end on their last. `permanent` has no such day, and the calendar ends in 9999.
    """
    found = _PERIOD.fullmatch(period)
    if not found or not start:
        return ""
    day = date.fromisoformat(start)
    months = int(found[1]) * (12 if found[2] == "year" else 1) + day.month - 1
    year, month = day.year + months // 12, months % 12 + 1
    if year >= 9999:
        return LAST_DAY
    last = day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))
    return (last + timedelta(days=1)).isoformat()


def _due(index: Index, kept: Record, start: str, period: str, day: str) -> str:
    due = after(start, period)
    for disposal, _ in executed(index, kept, day):
        until = disposal.data.get("until")
        if disposal.data.get("type") == "extend" and isinstance(until, str) and is_day(until):
            due = max(due, (date.fromisoformat(until) + timedelta(days=1)).isoformat())
    return due


def is_day(text: str) -> bool:
    """Whether a text is a date (ISO) after which another one comes."""
    try:
        return date.fromisoformat(text) < date.max
    except ValueError:
        return False


def _closed(index: Index, record: Record) -> str:
    """Return the day on which a record was done with; of a dossier, the day it was closed.

    An adopted record was done before it came here: a dossier says so in `span`, others do not.
    """
    if record.adopted:
        span = record.data.get("span")
        newest = span.get("to") if isinstance(span, dict) else None
        return newest if isinstance(newest, str) and is_day(newest) else ""
    if record.kind == "dossier":
        close = record.last("close")
        return close.at[:10] if close else ""
    kind = index.kind(record)
    closed = ""
    for act, state in zip(record.acts, states(record.acts, kind), strict=True):
        closed = (closed or act.at[:10]) if is_settled(state, kind) else ""
    return closed


def _superseded(index: Index, record: Record) -> str:
    if record.kind != "dossier":
        ends = [act.at[:10] for act in record.acts if act.do in _ENDS]
        return ends[-1] if ends else ""
    papers = [index.records[name] for name in contents(index, record) if name in index.records]
    days = [_superseded(index, paper) for paper in papers if paper.kind != "dossier"]
    return max(days) if days and all(days) else ""


# -- disposals ------------------------------------------------------------------------------------


def executed(index: Index, dossier: Record, day: str = LAST_DAY) -> Iterator[tuple[Record, Act]]:
    """Yield the disposals of a dossier that were carried out up to a moment, in that order."""
    found = {}
    for disposal, link in index.links_to(dossier.id):
        act = disposal.last("execute")
        if disposal.kind != "disposal" or not link.at.startswith("items[") or act is None:
            continue
        if not is_before(day, act.at):
            found[disposal.id] = (disposal, act)
    yield from sorted(found.values(), key=lambda pair: (pair[1].at, pair[0].id))


def held(index: Index, dossier: Record, day: str = LAST_DAY) -> str:
    """Return why a dossier may not be destroyed at a moment; empty when nothing holds it.

    It is its own `hold`, or that of a paper in it, or the number of a disposal of the type hold.
    """
    holding = ""
    for disposal, _ in executed(index, dossier, day):
        if disposal.data.get("type") == "hold":
            holding = disposal.id
        elif disposal.data.get("type") == "release_hold":
            holding = ""
    papers = [index.records.get(name) for name in contents(index, dossier)]
    for record in (dossier, *papers):
        reason = record.data.get("hold") if record else None
        if isinstance(reason, str) and reason:
            return reason
    return holding
