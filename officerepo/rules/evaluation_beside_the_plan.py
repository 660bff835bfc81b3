"""An evaluation measures something else than what its subject had agreed to reach.

The items of a sheet are plan items for which the subject answers, with the target that the plan
said when the sheet was assessed or its period ended, and duties of the subject's posts. Of the plan
items, those that fell due in the period as the plan then stood are all on the sheet: none is left
out because it went badly.

Good:
    set EVL-2025-hid items.E2.plan_item = PLN-2025-annual/I01
    set EVL-2025-hid items.E2.duty =
    set EVL-2025-hid items.E1.target = "10"
    set EVL-2025-hid items.E2.target = "10"
    add PLN-2025-annual acts =
      {do: amend, at: 2025-02-05, by: PER-amanantial, item: I01, to: "10", in: MTG-2025-001/D1}
    add PLN-2025-annual acts =
      {do: amend, at: 2025-03-27, by: PER-amanantial, item: I01, to: "11", in: MTG-2025-001/D1}
Bad:
    add PLN-2025-annual acts = {do: amend, at: 2025-02-05, by: PER-amanantial,
      item: I01, from: "12", to: "10", in: MTG-2025-001/D1}
    new EVL-2025-q1 like EVL-2025-hid
    set EVL-2025-q1 period.to = 2025-03-27
    set PLN-2025-annual items.I01.due = 2025-03-14
    set EVL-2025-hid items.E1.plan_item =
    set EVL-2025-hid items.E1.duty = POST-OFI-01/U1
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from officerepo.domain.plans import Item, in_force
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record

SERVES = ("R58", "R59")
KINDS = ("evaluation",)
_AGREED = ("approved", "in_execution", "reviewed", "closed")


class _Aim(NamedTuple):
    """A plan item in a period: the posts that answered for it, and how it stood at the end.

    There is no post when it was withdrawn by then.
    """

    name: str
    posts: set[str]
    post: str
    due: str
    target: str


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each item beside the plan, and for each plan item left out."""
    agreed: dict[tuple[str, str], dict[str, _Aim]] = {}
    for sheet in index.of("evaluation"):
        period, items = sheet.data.get("period"), sheet.data.get("items")
        subject = index.records.get(str(sheet.data.get("subject", "")))
        if (
            subject is None
            or sheet.void
            or sheet.adopted
            or not isinstance(period, dict)
            or not isinstance(items, list)
        ):
            continue
        first, last = str(period.get("from", "")), str(period.get("to", ""))
        assessed = sheet.last("assess")
        until = max(first, min(last, assessed.at[:10] if assessed else today.isoformat()))
        if (first, until) not in agreed:
            agreed[first, until] = {aim.name: aim for aim in _aims(index, first, until)}
        aims = agreed[first, until]
        posts = _posts(index, subject, first, last)
        measured = set()
        for number, item in enumerate(items):
            if isinstance(item, dict):
                measured.add(str(item.get("plan_item")))
                yield from _judged(sheet, number, item, posts, aims, until)
        for aim in aims.values():
            if aim.post in posts and first <= aim.due <= last and aim.name not in measured:
                yield Finding(
                    sheet.path,
                    "items",
                    "{item} fell due on {due}, and the sheet leaves it out.",
                    "Add an item with `plan_item: {item}`.",
                    values={"item": aim.name, "due": aim.due},
                )


def _aims(index: Index, first: str, last: str) -> Iterator[_Aim]:
    """Yield the items that plans had between two days."""
    for plan in index.of("plan"):
        if plan.state not in _AGREED or plan.data.get("type") == "development":
            continue
        amended = {act.at[:10] for act in plan.acts if act.do == "amend"}
        stages: dict[str, list[Item]] = {}
        for day in sorted({first, last, *(day for day in amended if first < day < last)}):
            for item in in_force(plan, day):
                stages.setdefault(item.name, []).append(item)
        for name, items in stages.items():
            held = [item for item in items if not item.struck]
            if held:
                yield _Aim(
                    f"{plan.id}/{name}",
                    {item.says("owner_post") for item in held},
                    "" if items[-1].struck else items[-1].says("owner_post"),
                    items[-1].says("due"),
                    held[-1].says("target"),
                )


def _posts(index: Index, subject: Record, first: str, last: str) -> set[str]:
    """Return the posts of a unit, or those a person held during the period."""
    if subject.kind == "unit":
        return {post.id for post in index.of("post") if post.data.get("unit") == subject.id}
    held = index.authority.holdings(subject.id, first) + index.authority.holdings(subject.id, last)
    return {holding.post for holding in held if holding.type != "deputy"}


def _judged(
    sheet: Record,
    number: int,
    item: Mapping[str, Any],
    posts: set[str],
    aims: Mapping[str, _Aim],
    until: str,
) -> Iterator[Finding]:
    name, duty = str(item.get("plan_item") or ""), str(item.get("duty") or "")
    values = {"item": str(item.get("id", "")), "subject": str(sheet.data.get("subject"))}
    aim = aims.get(name)
    if bool(name) == bool(duty):
        yield Finding(
            sheet.path,
            f"items[{number}]",
            "Item {item} names both a plan item and a duty."
            if name
            else "Item {item} names neither a plan item nor a duty.",
            "Name the one that is measured.",
            values=values,
        )
    elif duty and duty.partition("/")[0] not in posts:
        yield Finding(
            sheet.path,
            f"items[{number}].duty",
            "{duty} is not a duty of {subject} in this period.",
            "Write a duty of the subject's own post.",
            values={**values, "duty": duty},
        )
    elif name and (aim is None or aim.posts.isdisjoint(posts)):
        yield Finding(
            sheet.path,
            f"items[{number}].plan_item",
            "{aim} is no item of an approved plan for which {subject} answers.",
            "Write a plan item of the subject's own posts.",
            values={**values, "aim": name},
        )
    elif aim is not None and str(item.get("target")) != aim.target:
        yield Finding(
            sheet.path,
            f"items[{number}].target",
            "The target of item {item} is {said}; on {day} the plan said {target}.",
            "Measure against the target of the plan; it is changed in the plan, by a decision.",
            values={
                **values,
                "said": str(item.get("target")),
                "day": until,
                "target": aim.target,
            },
        )
