"""How far the items of plans have come: read from the tasks that were made of them.

An item is done when all its tasks are closed, cancelled ones aside. It is late when its day has
passed without that, or one of its tasks is late; in hand when there is a task, or another plan that
serves it was begun. What a plan reached of its other items says its review, in words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from officerepo.domain.owed import is_late
from officerepo.domain.plans import Item, in_force
from officerepo.index import Index
from officerepo.kind import Words
from officerepo.record import Record

DONE, IN_HAND, LATE, OPEN, REVIEWED = "done", "in_hand", "late", "open", "reviewed"

STANDINGS: Mapping[str, Words] = {
    DONE: {"en": "Done", "es": "Hecho", "zh": "已完成"},
    IN_HAND: {"en": "In hand", "es": "En curso", "zh": "进行中"},
    LATE: {"en": "Late", "es": "Con retraso", "zh": "逾期"},
    OPEN: {"en": "Not begun", "es": "Sin empezar", "zh": "未开始"},
    REVIEWED: {"en": "By the review", "es": "Según el balance", "zh": "见计划总结"},
}
"""How an item may stand, in the order of interest."""


class Step(NamedTuple):
    """An item of a plan as it stands, with the tasks made of it and the items that serve it."""

    plan: Record
    item: Item
    standing: str
    tasks: tuple[Record, ...]
    served_by: tuple[str, ...]

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
    tasks: dict[str, list[Record]] = {}
    served: dict[str, dict[str, Record]] = {}
    for record, link in index.links_to(plan.id):
        if record.void or not link.sub:
            continue
        if record.kind == "task" and link.at == "source":
            tasks.setdefault(link.sub, []).append(record)
        elif record.kind == "plan" and link.at.endswith(".serves"):
            name = _item_at(record, link.at)
            if name:
                served.setdefault(link.sub, {})[name] = record
    for item in in_force(plan, today.isoformat()):
        if item.struck or not item.name:
            continue
        own = tuple(sorted(tasks.get(item.name, ()), key=lambda task: task.id))
        serving = served.get(item.name, {})
        standing = _standing(index, plan, item, own, serving.values(), today)
        yield Step(plan, item, standing, own, tuple(sorted(serving)))


def summary(standings: Counter[str]) -> Words:
    """Return how items stand in words: 9 of 14 done, 2 late."""
    items, done = standings.total(), standings[DONE]
    en, es = f"{done} of {items} done", f"{done} de {items} hechas"
    zh = f"{items} 项中已完成 {done} 项"
    if late := standings[LATE]:
        en, es, zh = f"{en}, {late} late", f"{es}, {late} con retraso", f"{zh}，逾期 {late} 项"
    if told := standings[REVIEWED]:
        en, es = f"{en}, {told} by the review", f"{es}, {told} según el balance"
        zh = f"{zh}，见总结 {told} 项"
    return {"en": en, "es": es, "zh": zh}


def _standing(
    index: Index,
    plan: Record,
    item: Item,
    tasks: tuple[Record, ...],
    serving: Iterable[Record],
    today: date,
) -> str:
    live = [task for task in tasks if index.kind(task).phase_of(task.state) != "dropped"]
    if live and not any(map(index.is_open, live)):
        return DONE
    if plan.state in ("reviewed", "closed"):
        return REVIEWED
    due = item.says("due")
    if "" < due < today.isoformat() or any(is_late(index, task, today) for task in live):
        return LATE
    begun = any(other.state in ("in_execution", "reviewed", "closed") for other in serving)
    return IN_HAND if live or begun else OPEN


def _item_at(plan: Record, at: str) -> str:
    """Return the number of the item at which a link of a plan stands: `items[3].serves`."""
    place = at.removesuffix(".serves")
    return next((f"{plan.id}/{i.name}" for i in in_force(plan) if i.at == place), "")
