"""Letters from outside that wait for an answer of the office, the first due first.

They are to be acted on, and neither a reply is recorded nor why there is none. The day is that by
which the next step is awaited: to be answered, where the letter says until when, else to be carried
on. Those of which nothing is awaited by a day come last, the longest waiting first.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.letters import unanswered
from officerepo.domain.owed import owed_of
from officerepo.index import Index
from officerepo.report import Row, column, words
from officerepo.workdays import LAST_DAY

TITLE = words("Letters without reply", "Escritos sin respuesta", "待复来文")
GROUP = "registers"
KINDS = ("incoming",)
DATED, OWNED = "presented", "owner"
SERVES = ("R01", "R09", "R45")

columns = (
    column("record", "link", "Letter", "Escrito", "来文"),
    column("sender", "link", "From", "De", "来文单位"),
    column("presented", "date", "Presented", "Presentado", "收文日期"),
    column("due", "date", "Due", "Vence", "时限"),
    column("step", "words", "Awaited", "Se espera", "待办环节"),
    column("late", "boolean", "Late", "Con retraso", "逾期"),
    column("owner", "link", "Passed to", "Pasa a", "承办单位"),
    column("state", "state", "State", "Estado", "状态"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield (letter, sender, when it came, day, what is awaited by then, late, unit, state)."""
    found = []
    for letter in unanswered(index):
        came = letter.acts[0].at[:10] if letter.acts else ""
        due, step = next(((o.day, o.step) for o in owed_of(index, letter, today)), ("", ""))
        late = "yes" if "" < due < today.isoformat() else "no"
        sender, owner = str(letter.data.get("sender", "")), index.owner(letter)
        found.append((letter.id, sender, came, due, step, late, owner, letter.id))
    yield from sorted(found, key=lambda row: (row[3] or LAST_DAY, row[2], row[0]))
