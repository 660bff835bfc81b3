"""A figure is not what the records say.

One is one, and two is two: a figure with a count is counted again as of the moment its text was
settled, a summary when it was approved, a briefing when it was submitted, an evaluation sheet when
it was assessed; a draft as of today. A per cent may be rounded as it is written.

Good:
    set WRT-2025-001 claims =
      [{text: Three tasks were closed, value: 3, query: tasks.closed period=2025-01-01..2025-02-28},
      {text: All in time, value: 100.0, query: tasks.on-time-rate period=2025-02 unit=UNIT-HID}]
Bad:
    set WRT-2025-001 claims =
      [{text: Four tasks were closed, value: 4, query: tasks.closed period=2025-01-01..2025-02-28}]
    set EVL-2025-hid items.E2.actual = all in time
    set EVL-2025-hid items.E2.query = tasks.late
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from officerepo.domain.counting import Ledger, Uncountable, agrees, read_count, written
from officerepo.domain.figures import figures
from officerepo.fields import decimal
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R62",)
SOME_WARN = True


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each figure whose count gives another."""
    ledger = Ledger(index)
    for figure in figures(index):
        if not figure.query:
            continue
        as_of = figure.settled or today.isoformat()
        try:
            wanted = read_count(figure.query, index)
        except Uncountable:
            continue  # has its own finding
        counted = ledger.count(wanted, as_of)
        claimed = _number(figure.value)
        if counted is not None and claimed is not None and agrees(wanted, counted, claimed):
            continue
        yield Finding(
            figure.record.path,
            figure.at,
            "It says {said}; there was nothing to count in the records of {day}."
            if counted is None
            else "It says {said}; counted in the records of {day} it is {counted}.",
            "Correct the figure or the period counted; in an approved text, record a correction.",
            severity="error" if figure.binding else "warning",
            values={
                "said": figure.value,
                "day": as_of[:10],
                "counted": ""
                if counted is None
                else written(wanted, counted, claimed or Decimal(0)),
            },
        )


def _number(text: str) -> Decimal | None:
    try:
        return decimal(text)
    except ValueError:
        return None
