"""Originals that were lent: to whom, until when, and which are not back; those come first.

The holder and the day are those that count now, after all extensions and handings on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.index import Index
from officerepo.report import Row, column, words
from officerepo.workdays import LAST_DAY

TITLE = words("Loans", "Préstamos", "借阅清单")
GROUP = "archive"
KINDS = ("copy",)
DATED, OWNED = "since", "holder"
SERVES = ("R17", "R50")

columns = (
    column("record", "link", "Loan", "Préstamo", "借阅"),
    column("of", "link", "Original", "Original", "原件"),
    column("holder", "link", "Lent to", "Prestado a", "借阅人"),
    column("since", "date", "Since", "Desde", "借出日期"),
    column("due", "date", "Due back", "Devolución prevista", "应还日期"),
    column("back", "date", "Back on", "Devuelto", "归还日期"),
    column("late", "boolean", "Overdue", "Vencido", "逾期"),
    column("state", "state", "State", "Estado", "状态"),
)

_ENDS = ("return", "release", "destroy", "lose")


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield a row for each loan that was handed out: those still out first, by their due day."""
    out: list[Row] = []
    back: list[Row] = []
    for copy in index.of("copy"):
        issued = copy.last("issue")
        if copy.data.get("mode") != "loan" or issued is None or copy.void:
            continue
        end = next((act.at[:10] for act in copy.acts[::-1] if act.do in _ENDS), "")
        due = index.due(copy)
        late = copy.state == "issued" and "" < due < today.isoformat()
        row = (
            copy.id,
            str(copy.data.get("of", "")),
            index.owner(copy),
            issued.at[:10],
            due,
            "" if copy.state == "issued" else end,
            "yes" if late else "no",
            copy.id,
        )
        (out if copy.state == "issued" else back).append(row)
    yield from sorted(out, key=lambda row: (row[4] or LAST_DAY, row[0]))
    yield from sorted(back, key=lambda row: (row[3], row[0]), reverse=True)
