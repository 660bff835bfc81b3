"""A dossier was destroyed or handed on before its time.

The period of its series has to be over: it counts from the day the file plan names, and an
extension moves it. A dossier that does not say when it was closed has no such day.

Good:
    set DOS-145-2014-001 span.to = 2015-03-09
Bad:
    set DOS-145-2014-001 span.to = 2015-03-10
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.retention import destiny
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import entries_in

SERVES = ("R17", "R47")
KINDS = ("disposal",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each dossier whose period was not over when it was disposed of."""
    for disposal in index.of("disposal"):
        done = disposal.last("execute")
        if disposal.data.get("type") not in ("transfer", "destroy") or done is None:
            continue
        for number, name in enumerate(entries_in(disposal.data.get("items"))):
            dossier = index.records.get(str(name))
            if dossier is None or dossier.kind != "dossier":
                continue
            planned = destiny(index, dossier, done.at)
            if planned.cut_off and planned.due <= done.at[:10]:
                continue  # what is kept for ever has no day
            yield Finding(
                disposal.path,
                f"items[{number}]",
                "{dossier} was disposed of on {day}; its time is up on {due}."
                if planned.due
                else "{dossier} was disposed of on {day}, and does not say when it was closed.",
                "Wait for that day."
                if planned.due
                else "Close it first; for one from before, fill in `span`.",
                values={"dossier": dossier.id, "day": done.at[:10], "due": planned.due},
            )
