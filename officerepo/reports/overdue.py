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
from officerepo.deadlines import SOON, awaited, who_answers
from officerepo.establishment import answering
from officerepo.finding import fill
from officerepo.index import Index
from officerepo.kind import Words
from officerepo.report import Row, column, words

TITLE = words("Late and due soon", "Vencido y por vencer", "催办单")
GROUP = "today"
DATED, OWNED = "due", "owner"
PROMINENT = True
SERVES = ("R10", "R17", "R27", "R35", "R36", "R97")

columns = (
    column("due", "date", "Due", "Vence", "时限"),
    column("days_late", "integer", "Days late", "Días de retraso", "逾期天数"),
    column("record", "link", "Record", "Registro", "记录"),
    column("state", "state", "State", "Estado", "状态"),
    column("owner", "link", "Answers for it", "Responde", "承办"),
    column("waits_for", "words", "What is to be done", "Qué hay que hacer", "应办事项"),
)

CONFIRMATION = words(
    "Remind them, and record the acknowledgement when it comes.",
    "Recuérdeselo y anote el acuse cuando llegue.",
    "予以催办，收到确认后登记。",
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
                said = deadline.hint or deadline.message
                waits_for = {c: fill(t, {"day": day, "owner": owner}) for c, t in said.items()}
                yield day, record.id, _post(index, index.owner(record), today), waits_for


def _post(index: Index, owner: str, today: date) -> str:
    """Return the post of a person who answers for something: lists name posts, not people."""
    record = index.records.get(owner)
    if record is None or record.kind != "person":
        return owner
    return min(answering(index, owner, today.isoformat()), default=owner)


def _confirmations(index: Index) -> Iterator[tuple[str, str, str, Words]]:
    """Yield the confirmations that circulars ask for: day, letter, addressee, what to do."""
    within = index.office.number("acknowledge_circulars_within", 5)
    for letter in index.of("outgoing") if "acknowledgement" in index.office.kinds else ():
        issued = letter.last("issue")
        for _, addressee in unconfirmed(index, letter) if issued else ():
            try:
                start = date.fromisoformat(issued.at[:10]) if issued else date.min
            except ValueError:
                continue  # no day: has its own finding
            day = index.office.calendar.add(start, within).isoformat()
            yield day, letter.id, addressee, CONFIRMATION
