"""What is late or falls due within a week, the longest overdue first.

Everything with a deadline counts, whatever its kind: tasks, letters to be answered, briefings that
wait for a ruling, loans that were not returned. The day is the one that holds now, extensions
included; adopted records wait for nothing. Letters that ask for a confirmation count once for each
addressee in the house who owes it, on the day by which the office expects it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from officerepo.acknowledged import unconfirmed
from officerepo.deadlines import awaited, who_answers
from officerepo.finding import fill
from officerepo.index import Index
from officerepo.kind import Words
from officerepo.report import Row, column, words

TITLE = words("Late and due soon", "Vencido y por vencer", "催办单")
GROUP = "today"
DATED, OWNED = "due", "owner"
PROMINENT = True
SERVES = ("R10", "R17", "R27", "R35", "R36", "R97")

SOON = 7  # days

columns = (
    column("due", "date", "Due", "Vence", "时限"),
    column("days_late", "integer", "Days late", "Días de retraso", "逾期天数"),
    column("record", "link", "Record", "Registro", "记录"),
    column("state", "state", "State", "Estado", "状态"),
    column("owner", "link", "Answers for it", "Responde", "承办"),
    column("waits_for", "words", "Waits for", "Qué se espera", "待办事由"),
)

RECEIVED = words(
    "Receipt of this paper was to be confirmed by {day}; it is not.",
    "La recepción de este escrito debía confirmarse para el {day}; no se ha confirmado.",
    "应于 {day} 前确认收到本文，尚未确认。",
)
ACTED = words(
    "What this paper asks was to be reported done by {day}; it is not.",
    "De lo que pide este escrito debía darse cuenta para el {day}; no se ha dado.",
    "应于 {day} 前反馈本文要求的落实情况，尚未反馈。",
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield (day, days late or nothing, record, its state, owner, what it waits for)."""
    last = (today + timedelta(days=SOON)).isoformat()
    found = [row for row in (*_steps(index, today), *_confirmations(index)) if row[0] <= last]
    for day, record, owner, waits_for in sorted(found, key=lambda row: row[:3]):
        late = (today - date.fromisoformat(day)).days
        yield day, str(late) if late > 0 else "", record, record, owner, waits_for


def _steps(index: Index, today: date) -> Iterator[tuple[str, str, str, Words]]:
    """Yield the steps that kinds await by a day: the day, the record, its owner, their words."""
    for kind in index.office.kinds.values():
        for record in index.of(kind.name) if kind.deadlines else ():
            if waits := awaited(index, record):
                deadline, day = waits
                owner = who_answers(index, record, deadline.owner, today.isoformat())
                yield day, record.id, index.owner(record), _said(deadline.message, day, owner)


def _confirmations(index: Index) -> Iterator[tuple[str, str, str, Words]]:
    """Yield the confirmations that circulars ask for: day, letter, addressee, what is asked."""
    within = index.office.number("acknowledge_circulars_within", 5)
    for letter in index.of("outgoing") if "acknowledgement" in index.office.kinds else ():
        issued = letter.last("issue")
        for _, addressee in unconfirmed(index, letter) if issued else ():
            try:
                start = date.fromisoformat(issued.at[:10]) if issued else date.min
            except ValueError:
                continue  # no day: has its own finding
            day = index.office.calendar.add(start, within).isoformat()
            asked = ACTED if letter.data.get("ack_required") == "acted" else RECEIVED
            yield day, letter.id, addressee, _said(asked, day, addressee)


def _said(message: Words, day: str, owner: str) -> Words:
    return {code: fill(text, {"day": day, "owner": owner}) for code, text in message.items()}
