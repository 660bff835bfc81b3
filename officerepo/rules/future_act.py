"""An act is dated after today.

What has not happened cannot be recorded. A meeting that is called for next week has its date in
`starts`; its `call` is dated today.

Good:
    add TSK-2025-0004 acts = {do: report, at: TODAY, by: PER-lmeandro, text: bulbs ordered}
Bad:
    add TSK-2025-0004 acts = {do: report, at: TOMORROW, by: PER-lmeandro, text: bulbs ordered}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R62",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each act that lies in the future."""
    day = today.isoformat()
    for record in index.records.values():
        if not record.acts or max(act.at for act in record.acts)[:10] <= day:
            continue
        for number, act in enumerate(record.acts):
            if act.at[:10] > day:
                yield Finding(
                    record.path,
                    f"acts[{number}].at",
                    "`{act}` is dated {at}; today is {today}.",
                    "Correct the date, or record the act on its day.",
                    values={"act": act.do, "at": act.at, "today": day},
                )
