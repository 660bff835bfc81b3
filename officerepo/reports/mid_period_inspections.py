"""What was looked at of each plan while it ran: meetings, reviews, and the items amended by them.

Meetings count that were held within the plan's period, after its start, and had the plan among
their papers. A plan that has run for more than half of its period without any says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.plans import changed
from officerepo.domain.progress import newest_first, span
from officerepo.index import Index
from officerepo.kind import Words
from officerepo.record import Record
from officerepo.report import Row, column, words

TITLE = words("Inspection of plans", "Inspección de los planes", "计划中期检查")
GROUP = "work"
KINDS = ("plan",)
DATED, OWNED = "day", "unit"
SERVES = ("R36", "R58")

columns = (
    column("plan", "link", "Plan", "Plan", "计划"),
    column("unit", "link", "Unit", "Unidad", "单位"),
    column("day", "date", "Day", "Día", "日期"),
    column("what", "words", "What happened", "Qué hubo", "事由"),
    column("record", "link", "In", "En", "依据"),
    column("item", "number", "Item", "Medida", "事项"),
    column("from", "text", "From", "De", "原为"),
    column("to", "text", "To", "A", "改为"),
    column("because", "text", "Outcome or reason", "Resultado o motivo", "结果或理由"),
)

MEETING = words("On the agenda of a meeting", "En el orden del día de una reunión", "列入会议议程")
NOTHING = words(
    "Nothing yet, and half of the period is over",
    "Nada todavía, y ha pasado la mitad del periodo",
    "期限已过半，尚未检查",
)

Event = tuple[str, Words, str, str, str, str, str]


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield a row for each inspection and amendment, by plan and day."""
    for plan in newest_first(index):
        started, (first, last) = plan.last("start"), span(plan)
        if started is None:
            continue
        begun = started.at[:10]
        events = [*_meetings(index, plan, begun, last), *_acts(index, plan)]
        if not events and plan.state == "in_execution" and today > _half(first, last):
            events = [("", NOTHING, "", "", "", "", "")]
        unit = str(plan.data.get("unit", ""))
        for event in sorted(events, key=lambda each: (each[0], *each[2:])):
            yield plan.id, unit, *event


def _meetings(index: Index, plan: Record, begun: str, last: str) -> Iterator[Event]:
    """Yield the meetings that had a plan on their agenda while it ran."""
    found = {
        record.id: record
        for record, link in index.links_to(plan.id)
        if record.kind == "meeting" and link.at.startswith("agenda[")
    }
    for name, meeting in found.items():
        day = str(meeting.data.get("starts", ""))[:10]
        if begun < day <= last and meeting.last("hold") and not meeting.void:
            yield day, MEETING, name, "", "", "", str(meeting.data.get("result", ""))


def _acts(index: Index, plan: Record) -> Iterator[Event]:
    """Yield the reviews of a plan and the amendments of its items."""
    acts = index.kind(plan).acts
    for act in plan.acts:
        said = {name: str(act.data.get(name, "")) for name in ("in", "item", "from", "to")}
        because = str(act.data.get("outcome") or act.data.get("reason") or "")
        if act.do == "amend":
            item = f"{plan.id}/{said['item']}" if said["item"] else ""
            was, now = (said["from"], said["to"]) if changed(act) != "add" else ("", "")
            yield act.at[:10], acts[act.do].title, said["in"], item, was, now, because
        elif act.do == "review":
            yield act.at[:10], acts[act.do].title, plan.id, "", "", "", because


def _half(first: str, last: str) -> date:
    """Return the day in the middle of a period; the last of all days where it says none."""
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return date.max
    return start + (end - start) / 2
