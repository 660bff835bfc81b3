"""The items of all plans with their measures and targets, who answers for them, how they stand.

The latest plan comes first. Items that were struck are left out; amended ones are shown as they
stand now. Done means that every task made of the item is closed; once the plan was reviewed, the
item stands as the review says, with the figure that was reached.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.progress import STANDINGS, newest_first, steps
from officerepo.index import Index
from officerepo.report import Row, column, words

TITLE = words("Objectives", "Objetivos", "目标任务")
GROUP = "work"
KINDS = ("plan",)
DATED, OWNED = "due", "owner"
SERVES = ("R05", "R20", "R39", "R58")

columns = (
    column("item", "number", "Item", "Medida", "事项"),
    column("text", "text", "What", "Qué", "内容"),
    column("standing", "choice", "Stands at", "Está", "进展", values=STANDINGS),
    column("tasks", "standing", "Tasks", "Tareas", "督办事项"),
    column("measure", "text", "Measured by", "Se mide por", "衡量标准"),
    column("target", "text", "Target", "Meta", "目标值"),
    column("figure", "text", "Came to", "Alcanzado", "实际完成"),
    column("owner", "link", "Responsible", "Responsable", "责任岗位"),
    column("due", "date", "Due", "Plazo", "时限"),
    column("serves", "number", "Serves", "Sirve a", "服务于"),
    column("served_by", "number", "Served by", "Lo sirven", "由以下事项落实"),
    column("budget", "text", "Budget line", "Partida", "预算科目"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield a row for each item: see the columns."""
    for plan in newest_first(index):
        for step in steps(index, plan, today):
            item = step.item
            yield (
                step.name,
                item.says("text"),
                step.standing,
                [task.id for task in step.tasks],
                item.says("measure"),
                f"{item.says('target')} {item.says('unit_of_measure')}".strip(),
                step.figure,
                item.says("owner_post"),
                item.says("due"),
                item.says("serves"),
                list(step.served_by),
                item.says("budget_line"),
            )
