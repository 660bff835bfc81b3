"""What may not be destroyed for now, why, and since when.

A dossier is held by a disposal of that type that was carried out and not released since, by a hold
of its own, or by that of a paper in it. What was destroyed or transferred already is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.retention import contents, executed
from officerepo.index import Index
from officerepo.record import Record
from officerepo.report import Row, column, words

TITLE = words("Holds", "Retenciones", "冻结处置清单")
GROUP = "archive"
KINDS = ("dossier",)
DATED, OWNED = "since", "owner"
SERVES = ("R47",)

columns = (
    column("record", "link", "Held", "Retenido", "冻结对象"),
    column("because", "text", "Reason", "Motivo", "原因"),
    column("by", "link", "By", "En virtud de", "依据"),
    column("since", "date", "Since", "Desde", "起始日"),
    column("owner", "link", "Answers for it", "Responde", "立卷岗位"),
    column("state", "state", "State", "Estado", "状态"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield (record, reason, disposal or paper that holds it, since when, owner, state)."""
    filed: set[str] = set()
    found: list[Row] = []
    for dossier in index.of("dossier"):
        papers = [index.records[name] for name in contents(index, dossier) if name in index.records]
        filed.update(paper.id for paper in papers)
        if dossier.state in ("open", "closed", "permanent"):
            for reason, by, since in _holds(index, dossier, papers, today.isoformat()):
                found.append((dossier.id, reason, by, since, index.owner(dossier), dossier.id))
    for record in index.records.values():
        reason = _hold(record)
        if reason and record.kind != "dossier" and record.id not in filed:
            found.append((record.id, reason, "", "", index.owner(record), record.id))
    yield from sorted(found)


def _holds(
    index: Index, dossier: Record, papers: list[Record], day: str
) -> Iterator[tuple[str, str, str]]:
    """Yield reason, what holds a dossier, and since when."""
    holding = None
    for disposal, act in executed(index, dossier, day):
        if disposal.data.get("type") == "hold":
            holding = (str(disposal.data.get("because", "")), disposal.id, act.at[:10])
        elif disposal.data.get("type") == "release_hold":
            holding = None
    if holding:
        yield holding
    if _hold(dossier):
        yield _hold(dossier), "", ""
    for paper in papers:
        if _hold(paper):
            yield _hold(paper), paper.id, ""


def _hold(record: Record) -> str:
    reason = record.data.get("hold")
    return reason if isinstance(reason, str) else ""
