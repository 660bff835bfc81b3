"""What became of the decisions of each body, by quarter: taken, carried out, late.

Decisions count in the quarter of their meeting once the minutes were sent round; struck ones do
not. One needs a task unless its minutes say why not, all its tasks were cancelled, or a later
record superseded it before it was carried out. It is carried out when its tasks are closed,
cancelled ones aside. It is late when one of its tasks is; without a task, when its own day has
passed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.owed import is_late
from officerepo.domain.periods import quarter_of
from officerepo.domain.tally import Hit, is_carried_out, is_minuted, needs_task
from officerepo.index import Index
from officerepo.record import Record
from officerepo.report import Row, column, words

TITLE = words("Decisions carried out", "Cumplimiento de acuerdos", "议定事项落实情况")
GROUP = "work"
KINDS = ("meeting", "task")
DATED, OWNED = "quarter", "body"
SERVES = ("R02", "R23", "R30")

columns = (
    column("quarter", "quarter", "Quarter", "Trimestre", "季度"),
    column("body", "link", "Body", "Órgano", "议事机构"),
    column("taken", "integer", "Taken", "Tomados", "议定"),
    column("to_carry_out", "integer", "To be carried out", "Por cumplir", "需落实"),
    column("with_task", "integer", "With a task", "Con tarea", "已立项"),
    column("done", "integer", "Carried out", "Cumplidos", "已落实"),
    column("in_hand", "integer", "In hand", "En curso", "落实中"),
    column("late", "integer", "Late", "Con retraso", "逾期"),
    column("rate", "percent", "Carried out, per cent", "Cumplidos, por ciento", "落实率"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield a row for each quarter and body, the latest quarter first."""
    day = today.isoformat()
    counted: dict[tuple[str, str], list[int]] = {}
    for meeting in index.of("meeting"):
        held, decisions = meeting.last("hold"), meeting.data.get("decisions")
        if held is None or meeting.void or not isinstance(decisions, list):
            continue
        key = quarter_of(held.at), str(meeting.data.get("unit", ""))
        tasks: dict[str, list[Record]] = {}
        for task, link in index.links_to(meeting.id):
            if task.kind == "task" and link.at == "source" and not task.void:
                tasks.setdefault(link.sub, []).append(task)
        for decision in decisions:
            hit = Hit(meeting, held, decision if isinstance(decision, dict) else {})
            if not hit.part or not is_minuted(index, hit, day):
                continue
            needed, done = needs_task(index, hit, day), is_carried_out(index, hit, day)
            followed = tasks.get(str(decision.get("id")), ())
            if followed:
                behind = any(is_late(index, task, today) for task in followed)
            else:
                behind = "" < str(decision.get("due", "")) < day
            late = needed and not done and behind
            in_hand = needed and not done and not late
            found = (True, needed, needed and bool(followed), done, in_hand, late)
            sums = counted.setdefault(key, [0] * len(found))
            counted[key] = [total + each for total, each in zip(sums, found, strict=True)]
    for (quarter, body), figures in sorted(counted.items(), key=_latest):
        wanted, carried_out = figures[1], figures[3]
        rate = str(round(100 * carried_out / wanted)) if wanted else ""
        yield quarter, body, *map(str, figures), rate


def _latest(entry: tuple[tuple[str, str], list[int]]) -> tuple[int, str]:
    (quarter, body), _ = entry
    digits = quarter.replace("-", "")
    return -int(digits) if digits.isdecimal() else 0, body
