"""How often each month the seals were used, and how often a use was refused.

A use counts in the month in which it was stamped or refused. What was withdrawn before anybody
decided, or is void, does not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from officerepo.fields import count_in
from officerepo.index import Index
from officerepo.report import Chart, Row, column, words

TITLE = words("Seal uses by month", "Usos del sello por mes", "每月用印")
GROUP = "registers"
KINDS = ("seal-use",)
DATED = "month"
CHART = Chart("month", ("applied", "refused"))
SERVES = ("R13",)

columns = (
    column("month", "month", "Month", "Mes", "月份"),
    column("applied", "integer", "Applied", "Estampados", "用印"),
    column("impressions", "integer", "Impressions", "Impresiones", "印数"),
    column("refused", "integer", "Refused", "Denegados", "退回"),
)


def rows(index: Index, today: date) -> Iterator[Row]:
    """Yield (month, uses, impressions, refusals), the latest month first."""
    applied: Counter[str] = Counter()
    impressions: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for record in index.of("seal-use"):
        if record.void:
            continue
        if stamped := record.last("stamp"):
            month = stamped.at[:7]
            applied[month] += 1
            impressions[month] += count_in(record.data.get("impressions"))
        elif act := record.last("refuse"):
            refused[act.at[:7]] += 1
    for month in sorted(applied.keys() | refused.keys(), reverse=True):
        yield month, str(applied[month]), str(impressions[month]), str(refused[month])
