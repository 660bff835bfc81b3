"""What was decided in all meetings, with who answers for it and what became of it.

The latest meeting comes first; one that is still to come, or was called off, has decided nothing.
What followed are the tasks that name the decision as their source; a decision that needs none says
why. One that was struck stays, with the day; a later decision that amends or supersedes one is
named beside it. The public sees of internal minutes those decisions that say so, once the minutes
are approved, and nothing else of the meeting.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.decisions import Decision, decisions, was_taken
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
    column("struck", "date", "Withdrawn", "Retirado", "撤下日期"),
)

CHANGES = ("amends", "supersedes")  # how a later record refers to what it changes


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield a row for each decision: see the columns."""
    for decision in decisions(index):
        if not was_taken(index, decision, today):
            continue
        data = decision.data
        struck = data.get("struck")
        yield (
            decision.number,
            str(data.get("text", "")),
            str(decision.meeting.data.get("unit", "")),
            decision.day,
            str(data.get("owner_post", "")),
            str(data.get("due", "")),
            _linking(index, decision, "source"),
            str(data.get("no_task_reason", "")),
            [each for ref in CHANGES for each in _linking(index, decision, f"refs.{ref}")],
            str(struck.get("at", "")) if isinstance(struck, dict) else "",
        )


def _linking(index: Index, decision: Decision, at: str) -> list[str]:
    """Return the records that link to a decision at a field, void ones left out."""
    return sorted(
        {
            record.id
            for record, link in index.links_to(decision.meeting.id)
            if link.sub == decision.name
            and (link.at == at or link.at.startswith(f"{at}["))
            and (at != "source" or record.kind == "task")
            and not record.void
        }
    )
