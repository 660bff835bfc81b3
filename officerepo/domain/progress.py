"""How far the items of plans have come: what the review says, before it what their tasks say.

An item is done when all its tasks are closed, cancelled ones aside. It is late when its day has
passed without that while its plan is under way, or one of its tasks is late; in hand when there is
a task, or another plan that serves it was begun. Once the plan was reviewed none of this counts any
more: the item was reached, reached in part or missed, as the review says; where it does not say it
of the item, its words are all there is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from officerepo.domain.owed import is_late, late_of
from officerepo.domain.plans import Item, done, in_force, live, results, tasks_by_item
from officerepo.index import Index
from officerepo.kind import Words
from officerepo.marks import marks_of
from officerepo.record import Record

DONE, IN_HAND, LATE, OPEN, REVIEWED = "done", "in_hand", "late", "open", "reviewed"
REACHED, IN_PART, MISSED = "reached", "in_part", "missed"

STANDINGS: Mapping[str, Words] = {
    REACHED: {"en": "Reached", "es": "Logrado", "zh": "已达成"},
    IN_PART: {"en": "Reached in part", "es": "Logrado en parte", "zh": "部分达成"},
    MISSED: {"en": "Missed", "es": "No logrado", "zh": "未达成"},
    DONE: {"en": "Done", "es": "Hecho", "zh": "已完成"},
    IN_HAND: {"en": "In hand", "es": "En curso", "zh": "进行中"},
    LATE: {"en": "Late", "es": "Con retraso", "zh": "逾期"},
    OPEN: {"en": "Not begun", "es": "Sin empezar", "zh": "未开始"},
    REVIEWED: {"en": "By the review", "es": "Según el balance", "zh": "见计划总结"},
}
"""How an item may stand, in the order of interest."""

_OUTCOMES = (REACHED, IN_PART, MISSED, REVIEWED)
"""How an item may stand once its plan was reviewed."""

_SAID: Mapping[str, Words] = {
    REACHED: {"en": "{n} reached", "es": "{n} logradas", "zh": "达成 {n} 项"},
    DONE: {"en": "{n} done", "es": "{n} hechas", "zh": "完成 {n} 项"},
    IN_PART: {"en": "{n} in part", "es": "{n} en parte", "zh": "部分达成 {n} 项"},
    MISSED: {"en": "{n} missed", "es": "{n} sin lograr", "zh": "未达成 {n} 项"},
    LATE: {"en": "{n} late", "es": "{n} con retraso", "zh": "逾期 {n} 项"},
    REVIEWED: {"en": "{n} by the review", "es": "{n} según el balance", "zh": "见总结 {n} 项"},
}
_OF_ALL: Words = {"en": "{n} of {items}", "es": "{n} de {items}", "zh": "{n}/{items}"}

OVER = ("reviewed", "closed")
"""The states of a plan of which it was said what was reached."""


class Step(NamedTuple):
    """An item of a plan as it stands, with the tasks made of it and the items that serve it.

    `figure` is what was reached of its target, as the review says.
    """

    plan: Record
    item: Item
    standing: str
    tasks: tuple[Record, ...]
    served_by: tuple[str, ...]
    figure: str = ""

    @property
    def name(self) -> str:
        """Return the number of the item: PLN-2025-annual/I03."""
        return f"{self.plan.id}/{self.item.name}"


def span(plan: Record) -> tuple[str, str]:
    """Return the first and the last day of a plan's period; empty where it does not say them."""
    period = plan.data.get("period")
    found = period if isinstance(period, dict) else {}
    return str(found.get("from", "")), str(found.get("to", ""))


def newest_first(index: Index) -> list[Record]:
    """Return the plans that are not void, those whose period begins last first."""
    plans = [plan for plan in index.of("plan") if not plan.void]
    return sorted(plans, key=lambda plan: (span(plan)[0], plan.id), reverse=True)


def steps(index: Index, plan: Record, today: date) -> Iterator[Step]:
    """Yield the items of a plan that were not struck, as they stand on a day."""
    tasks, told = tasks_by_item(index, plan), results(plan)
    ready = done(index, plan)
    behind = {each.part for each in late_of(index, plan, today)}
    served: dict[str, dict[str, Record]] = {}
    for record, link in index.links_to(plan.id):
        if record.kind == "plan" and link.at.endswith(".serves") and not record.void:
            name = _item_at(record, link.at)
            if name and link.sub:
                served.setdefault(link.sub, {})[name] = record
    for item in in_force(plan, today.isoformat()):
        if item.struck or not item.name:
            continue
        own = tuple(sorted(tasks.get(item.name, ()), key=lambda task: task.id))
        serving = served.get(item.name, {})
        result = told.get(item.name, {})
        if plan.state in OVER:
            standing = str(result.get("result"))
            standing = standing if standing in _OUTCOMES else REVIEWED
        elif item.name in ready:
            standing = DONE
        elif item.name in behind or any(is_late(index, task, today) for task in own):
            standing = LATE
        else:
            begun = any(each.state in ("in_execution", *OVER) for each in serving.values())
            standing = IN_HAND if live(index, own) or begun else OPEN
        yield Step(plan, item, standing, own, tuple(sorted(serving)), str(result.get("figure", "")))


def summary(standings: Counter[str]) -> Words:
    """Return how items stand in words: 9 of 14 done, 2 late; 10 of 12 reached, 1 in part."""
    items = standings.total()
    first = REACHED if any(standings[name] for name in _OUTCOMES) else DONE
    if standings[REVIEWED] == items > 0:
        first = REVIEWED
    rest = [name for name in _SAID if name != first and standings[name]]
    said = {}
    for code, whole in _OF_ALL.items():
        head = _SAID[first][code].replace("{n}", whole)
        parts = (head, *(_SAID[name][code] for name in rest))
        figures = (standings[name] for name in (first, *rest))
        told = (part.replace("{n}", str(n)) for part, n in zip(parts, figures, strict=True))
        said[code] = marks_of(code).clause.join(told).replace("{items}", str(items))
    return said


def _item_at(plan: Record, at: str) -> str:
    """Return the number of the item at which a link of a plan stands: `items[3].serves`."""
    place = at.removesuffix(".serves")
    return next((f"{plan.id}/{i.name}" for i in in_force(plan) if i.at == place), "")
