"""An answer was put off only when the day it was promised for had passed.

Who asked is told before the day that it will take longer. Afterwards the promise is broken, and a
new day does not mend it: the answer is late.

Good:
    set REQ-2025-0001 acts.take = {do: take, at: 2025-03-03T09:30, by: PER-ivadolargo}
Bad:
    set REQ-2025-0001 promised_by = 2025-03-03
    set REQ-2025-0001 acts.answer =
      {do: extend, at: 2025-03-05T12:00, by: PER-dcuencas, until: 2025-04-10, reason: no key}
    set REQ-2025-0001 acts.confirm =
    set REQ-2025-0001 acts.close =
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R56", "R97")
KINDS = ("request",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each extension after the day then promised."""
    for request in index.of("request"):
        for number, act in enumerate(request.acts):
            if act.do != "extend":
                continue
            promised = index.in_force(request, "promised_by", act)
            if promised and promised < act.at[:10]:
                yield Finding(
                    request.path,
                    f"acts[{number}].at",
                    "The answer was put off on {day}, after the promised day {promised} had "
                    "passed.",
                    "Leave the promise as it is, take the act out, and answer; it is late.",
                    values={"day": act.at[:10], "promised": promised},
                )
