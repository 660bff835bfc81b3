"""What was decided in all meetings, with who answers for it and what became of it.

The latest meeting comes first; one that is still to come has decided nothing. What followed are the
tasks that name the decision as their source; a decision that needs none says why. One that was
struck stays, with the day; a later decision that amends or supersedes one is named beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from officerepo.index import Index
from officerepo.record import Record
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
    held = (m for m in index.of("meeting") if _when(m)[0] <= today.isoformat())
    for meeting in sorted(held, key=_when, reverse=True):
        for decision in _decisions(meeting):
            name = str(decision.get("id", ""))
            struck = decision.get("struck")
            yield (
                f"{meeting.id}/{name}" if name else meeting.id,
                str(decision.get("text", "")),
                str(meeting.data.get("unit", "")),
                str(meeting.data.get("starts", ""))[:10],
                str(decision.get("owner_post", "")),
                str(decision.get("due", "")),
                _linking(index, meeting, name, "source"),
                str(decision.get("no_task_reason", "")),
                [each for ref in CHANGES for each in _linking(index, meeting, name, f"refs.{ref}")],
                str(struck.get("at", "")) if isinstance(struck, dict) else "",
            )


def _when(meeting: Record) -> tuple[str, str]:
    return str(meeting.data.get("starts", ""))[:10], meeting.id


def _decisions(meeting: Record) -> Iterator[Mapping[str, Any]]:
    found = meeting.data.get("decisions")
    yield from (
        item for item in (found if isinstance(found, list) else ()) if isinstance(item, dict)
    )


def _linking(index: Index, meeting: Record, name: str, at: str) -> list[str]:
    """Return the records that link to a decision at a field, void ones left out."""
    return sorted(
        {
            record.id
            for record, link in index.links_to(meeting.id)
            if link.sub == name
            and (link.at == at or link.at.startswith(f"{at}["))
            and (at != "source" or record.kind == "task")
            and not record.void
        }
    )
