"""News, experiences, staff stories and commendations, the latest first.

Writings count once they were published, and are gone when they were withdrawn; meetings of
commendation once they were held.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.index import Index
from officerepo.kind import Words
from officerepo.record import Record
from officerepo.report import Row, column, words

TITLE = words("News and stories", "Noticias e historias", "动态与事迹")
GROUP = "today"
LABEL = "public"
DATED = "day"
PROMINENT = True
SERVES = ("R04", "R14", "R66")

TYPES = ("news", "experience", "staff_story")

columns = (
    column("day", "date", "Day", "Día", "日期"),
    column("what", "words", "What", "Qué", "类别"),
    column("title", "text", "Title", "Título", "标题"),
    column("record", "link", "Record", "Registro", "记录"),
    column("where", "text", "Where", "Dónde", "发布渠道"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield (day, type, title, record, where it was published), the latest first."""
    found: list[tuple[str, Record, Words, str]] = []
    for writing in index.of("writing"):
        act = writing.last("publish")
        if act and writing.state == "published" and writing.data.get("type") in TYPES:
            where = str(act.data.get("where", ""))
            found.append((act.at[:10], writing, _type(index, writing), where))
    for meeting in index.of("meeting"):
        held = meeting.last("hold")
        if held and not meeting.void and meeting.data.get("type") == "commendation":
            day = str(meeting.data.get("starts", ""))[:10]
            found.append((day, meeting, _type(index, meeting), ""))
    found.sort(key=lambda each: (each[0], each[1].id), reverse=True)
    for day, record, what, where in found:
        yield day, what, record.title, record.id, where


def _type(index: Index, record: Record) -> Words:
    said = str(record.data.get("type", ""))
    field = index.kind(record).fields.get("type")
    return (field.values.get(said) if field else None) or words(said, said, said)
