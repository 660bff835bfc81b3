"""What was decided in all meetings, with who answers for it and what became of it.

The latest meeting comes first; one that is still to come, or was called off, has decided nothing.
What followed are the tasks that name the decision as their source; a decision that needs none says
why. One that was struck stays, with the day. A later record that amends or supersedes one is named
beside it with the day; where its number is withheld, the day stands alone. The public sees of
internal minutes those decisions that say so, once the minutes are approved, and nothing else of the
meeting.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.decisions import (
    Decision,
    amendments,
    decisions,
    superseded_on,
    was_taken,
)
from officerepo.index import Index
from officerepo.report import Row, column, words

TITLE = words("Decisions", "Acuerdos", "议定事项")
GROUP = "registers"
LABEL = "public"
KINDS = ("meeting",)
DATED, OWNED = "date", "owner"
PROMINENT, BESIDE = True, "meeting"
SERVES = ("R02", "R30", "R52")

columns = (
    column("number", "number", "No.", "N.º", "编号"),
    column("text", "text", "Decision", "Acuerdo", "议定内容"),
    column("body", "link", "Body", "Órgano", "议事机构"),
    column("date", "date", "Date", "Fecha", "日期"),
    column("owner", "link", "Responsible", "Responsable", "责任岗位"),
    column("due", "date", "Due", "Plazo", "时限"),
    column("followed", "standing", "What followed", "Qué siguió", "落实情况"),
    column("no_task", "text", "Without a task because", "Sin tarea porque", "无需立项的理由"),
    column("changed_by", "number", "Changed by", "Modificado por", "后续变更"),
    column("changed", "date", "Changed on", "Modificado el", "变更日期"),
    column("superseded", "date", "Superseded on", "Sustituido el", "被取代日期"),
    column("struck", "date", "Withdrawn", "Retirado", "撤下日期"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield a row for each decision: see the columns."""
    for decision in decisions(index):
        if not was_taken(index, decision, today):
            continue
        data = decision.data
        struck = data.get("struck")
        changes = amendments(index, decision, today)
        yield (
            decision.number,
            str(data.get("text", "")),
            str(decision.meeting.data.get("unit", "")),
            decision.day,
            str(data.get("owner_post", "")),
            str(data.get("due", "")),
            _tasks(index, decision),
            str(data.get("no_task_reason", "")),
            list(dict.fromkeys(each.by for each in changes if each.by)),
            max((each.day for each in changes if not each.supersedes), default=""),
            superseded_on(index, decision, today.isoformat()),
            str(struck.get("at", "")) if isinstance(struck, dict) else "",
        )


def _tasks(index: Index, decision: Decision) -> list[str]:
    """Return the tasks that name a decision as their source, void ones left out."""
    return sorted(
        {
            record.id
            for record, link in index.links_to(decision.meeting.id)
            if link.sub == decision.name
            and (link.at == "source" or link.at.startswith("source["))
            and record.kind == "task"
            and not record.void
        }
    )
