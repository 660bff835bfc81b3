"""The items of a plan: what was approved, what amendments made of it, what was reached of them.

An item is done when all the tasks that were made of it are closed, those that were cancelled aside.
What was reached of it, its plan's review says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from officerepo.index import Index
from officerepo.record import Act, Record, entries_in
from officerepo.workdays import LAST_DAY

ADD, STRIKE = "add", "strike"

UNDER_WAY = ("approved", "in_execution")
"""The states in which the items of a plan are to be reached."""


class Item(NamedTuple):
    """An item of a plan: its number, the place where it was laid down, and what it says."""

    name: str
    at: str
    data: Mapping[str, Any]

    @property
    def struck(self) -> bool:
        """Whether it was taken out, of the draft or by an amendment."""
        return bool(self.data.get("struck"))

    def says(self, field: str) -> str:
        """Return what it says under a name, or nothing."""
        value = self.data.get(field)
        return value if isinstance(value, str) else ""


def changed(act: Act) -> str:
    """Return what an amendment changes; those that do not say it change the target."""
    return str(act.data.get("change") or "target")


def laid_down(plan: Record) -> Iterator[Item]:
    """Yield the items of a plan as they were first written, those added by amendments last."""
    items = plan.data.get("items")
    for number, item in enumerate(entries_in(items)):
        if isinstance(item, dict):
            yield Item(str(item.get("id", "")), f"items[{number}]", item)
    for number, act in enumerate(plan.acts):
        new = act.data.get("new")
        if act.do == "amend" and changed(act) == ADD and isinstance(new, dict):
            name = str(act.data.get("item", ""))
            yield Item(name, f"acts[{number}].new", {"id": name, **new})


def in_force(plan: Record, day: str = LAST_DAY) -> list[Item]:
    """Return the items of a plan as they stand at the end of a day (ISO date), struck ones too."""
    amendments = [act for act in plan.acts if act.do == "amend" and act.at[:10] <= day]
    return list(_amended(plan, amendments))


def before(plan: Record, number: int) -> dict[str, Item]:
    """Return the items of a plan as they stood just before an act, by their numbers."""
    amendments = [act for act in plan.acts[:number] if act.do == "amend"]
    return {item.name: item for item in _amended(plan, amendments)}


def results(plan: Record) -> dict[str, Mapping[str, Any]]:
    """Return what the review of a plan says of its items, by their numbers."""
    review = plan.last("review")
    told = review.data.get("results") if review else None
    entries = told if isinstance(told, list) else ()
    return {str(each.get("item", "")): each for each in entries if isinstance(each, dict)}


def tasks_by_item(index: Index, plan: Record) -> dict[str, list[Record]]:
    """Return the tasks that were made of the items of a plan, by the numbers of these."""
    found: dict[str, list[Record]] = {}
    for task, link in index.links_to(plan.id):
        if task.kind == "task" and link.at == "source" and link.sub and not task.void:
            found.setdefault(link.sub, []).append(task)
    return found


def live(index: Index, tasks: Iterable[Record]) -> list[Record]:
    """Return those of some tasks that were not given up."""
    return [task for task in tasks if index.kind(task).phase_of(task.state) != "dropped"]


def done(index: Index, plan: Record) -> Collection[str]:
    """Return the numbers of the items of a plan that are done, as far as its readers are told."""
    told = index.withheld.done
    return index.once(_done, plan.id) if told is None else told.get(plan.id, ())


def done_told(whole: Index, shown: Index) -> dict[str, Collection[str]]:
    """Return which items are done of each plan that is shown, by tasks that may be withheld."""
    return {plan.id: done(whole, whole.records[plan.id]) for plan in shown.of("plan")}


def _done(index: Index, name: str) -> tuple[str, ...]:
    found = []
    for item, tasks in sorted(tasks_by_item(index, index.records[name]).items()):
        wanted = live(index, tasks)
        if wanted and not any(map(index.is_open, wanted)):
            found.append(item)
    return tuple(found)


def _amended(plan: Record, amendments: list[Act]) -> Iterator[Item]:
    added = {str(act.data.get("item")) for act in amendments if changed(act) == ADD}
    for item in laid_down(plan):
        if item.at.startswith("acts") and item.name not in added:
            continue
        data = dict(item.data)
        for act in amendments:
            if act.data.get("item") != item.name:
                continue
            change, now = changed(act), act.data.get("to")
            if change == STRIKE:
                data["struck"] = {"at": act.at[:10], "reason": str(act.data.get("reason", ""))}
            elif change != ADD and isinstance(now, str):
                data[change] = now
        yield item._replace(data=data)
