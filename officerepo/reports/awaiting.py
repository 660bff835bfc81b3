"""What waits for somebody's approval, review, ruling, verification or answer, the longest first.

The next step is the one that leads on from where a record is; who can take it are the posts that
have the power for it today, or that the record names, without those who may not because the work
is their own. Letters and requests wait for those to whom they were given. What is being worked on
waits for nobody and is not here, nor is what waits for a day that is still to come.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.waiting import waiting
from officerepo.index import Index
from officerepo.report import Row, column, words

TITLE = words("Waiting for somebody", "Pendiente de alguien", "待办理事项")
GROUP = "today"
DATED, OWNED = "since", "posts"
PROMINENT = True
GROUPED = "posts"
SERVES = ("R11", "R33", "R57", "R65")

columns = (
    column("record", "link", "Record", "Registro", "记录"),
    column("next", "words", "To be", "Ha de quedar", "待"),
    column("state", "state", "Stands at", "Está en", "现状"),
    column("posts", "links", "By", "Por", "由谁办理"),
    column("remark", "words", "Remark", "Observación", "备注"),
    column("since", "moment", "Since", "Desde", "自"),
    column("workdays", "integer", "Worked days", "Días hábiles", "工作日数"),
)

NOBODY = words(
    "Nobody can: no post that is filled has the right to",
    "Nadie puede: ningún puesto cubierto tiene derecho a hacerlo",
    "无人可办：现有在岗人员均无此权限",
)
ANYBODY = words(
    "Anybody but who did the work",
    "Cualquiera que no haya hecho el trabajo",
    "经办人以外任何人",
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield (record, next step, its state, posts, remark, moment, worked days), oldest first."""
    found = sorted(waiting(index, today.isoformat()), key=lambda each: (each.since, each.record.id))
    for record, act, since, posts, anybody in found:
        remark = ANYBODY if anybody else "" if posts else NOBODY
        waited = _workdays(index, since, today)
        yield record.id, act.title, record.id, list(posts), remark, since, waited


def _workdays(index: Index, since: str, today: date) -> str:
    try:
        return str(index.office.calendar.workdays_between(since, today.isoformat()))
    except ValueError:
        return ""  # no day: has its own finding
