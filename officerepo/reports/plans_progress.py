"""How far each plan has come, by the objective that its items serve.

A plan whose items serve no objective of another plan has one row. Items count as done when every
task made of them is closed. Once a plan was reviewed, they count as the review says: as reached,
which is done, in part or missed; of an item that it does not name, its own words are all there is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from officerepo.domain.plans import in_force
from officerepo.domain.progress import (
    DONE,
    IN_HAND,
    IN_PART,
    LATE,
    MISSED,
    OPEN,
    REACHED,
    REVIEWED,
    newest_first,
    span,
    steps,
    summary,
)
from officerepo.index import Index
from officerepo.report import Chart, Row, column, words

TITLE = words("Progress of plans", "Avance de los planes", "计划进度")
GROUP = "work"
KINDS = ("plan",)
DATED, OWNED = "from", "unit"
CHART = Chart("plan", ("done", "in_hand", "reviewed", "in_part", "late", "missed", "open"))
SERVES = ("R05", "R20", "R58")

columns = (
    column("plan", "link", "Plan", "Plan", "计划"),
    column("objective", "number", "Objective", "Objetivo", "目标"),
    column("about", "text", "In words", "En palabras", "目标内容"),
    column("unit", "link", "Unit", "Unidad", "单位"),
    column("from", "date", "From", "Desde", "起"),
    column("to", "date", "To", "Hasta", "止"),
    column("summary", "words", "Progress", "Avance", "进度"),
    column("items", "integer", "Items", "Medidas", "事项数"),
    column("done", "integer", "Done", "Hechas", "已完成"),
    column("in_part", "integer", "In part", "En parte", "部分达成"),
    column("missed", "integer", "Missed", "Sin lograr", "未达成"),
    column("in_hand", "integer", "In hand", "En curso", "进行中"),
    column("late", "integer", "Late", "Con retraso", "逾期"),
    column("open", "integer", "Not begun", "Sin empezar", "未开始"),
    column("reviewed", "integer", "By the review", "Según el balance", "见总结"),
)

_COUNTED = ((DONE, REACHED), (IN_PART,), (MISSED,), (IN_HAND,), (LATE,), (OPEN,), (REVIEWED,))


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield a row for each plan and objective, the latest plan first."""
    for plan in newest_first(index):
        start, end = span(plan)
        counted: dict[str, Counter[str]] = {}
        for step in steps(index, plan, today):
            counted.setdefault(step.item.says("serves"), Counter())[step.standing] += 1
        unit = str(plan.data.get("unit", ""))
        for objective, standings in sorted(counted.items()):
            about = _about(index, objective) or plan.title
            figures = (str(sum(standings[n] for n in names)) for names in _COUNTED)
            items = str(standings.total())
            yield plan.id, objective, about, unit, start, end, summary(standings), items, *figures


def _about(index: Index, objective: str) -> str:
    """Return what an objective, an item of another plan, says now."""
    plan, _, name = objective.partition("/")
    found = index.records.get(plan)
    items = in_force(found) if found is not None and name else []
    return next((item.says("text") for item in items if item.name == name), "")
