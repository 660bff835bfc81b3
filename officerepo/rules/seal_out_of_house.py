"""A seal that was taken out is not back in time, or was used in the house meanwhile.

A seal is in one place. Taken out for one use, it is back by the next working day, and nothing is
stamped with it in the house until then.

Good:
    set SEAL-2025-0002 offsite = {place: Town hall, escort: PER-jribera}
    set SEAL-2025-0002 acts.2 = {do: take_out, at: 2025-03-11T09:40, by: PER-etorrente}
    add SEAL-2025-0002 acts =
      {do: stamp, at: 2025-03-11T10:00, by: PER-etorrente, witness: PER-ivadolargo}
    add SEAL-2025-0002 acts = {do: bring_back, at: 2025-03-12T09:00, by: PER-etorrente}
Bad:
    set SEAL-2025-0001 offsite = {place: Town hall, escort: PER-jribera}
    set SEAL-2025-0001 acts.2 = {do: take_out, at: 2025-02-18T12:40, by: PER-hrepresa}
    set SEAL-2025-0001 acts.3 =
      {do: stamp, at: 2025-02-18T13:00, by: PER-hrepresa, witness: PER-ivadolargo}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import is_before

SERVES = ("R13", "R97")
KINDS = ("seal-use",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each seal that is still out, and for each use at home while it was."""
    uses = index.of("seal-use")
    for out in uses:
        left = out.last("take_out")
        if left is None:
            continue
        back = out.last("bring_back")
        workdays = index.office.calendar.workdays_between
        if back is None and workdays(left.at, today.isoformat()) > 1:
            yield Finding(
                out.path,
                f"acts[{out.acts.index(left)}].at",
                "The seal left the house at {left}, and is not back on the next working day.",
                "Record when it was brought back; if it is nowhere, report it lost.",
                values={"left": left.at},
            )
        for use in uses:
            stamped = use.last("stamp")
            if use is out or stamped is None or use.data.get("seal") != out.data.get("seal"):
                continue
            away = not is_before(stamped.at, left.at)
            if away and not use.last("take_out") and (not back or is_before(stamped.at, back.at)):
                yield Finding(
                    use.path,
                    f"acts[{use.acts.index(stamped)}].at",
                    "It was stamped in the house at {at}; the seal had left at {left} for {out}.",
                    "Correct the times, or record when the seal came back.",
                    values={"at": stamped.at, "left": left.at, "out": out.id},
                )
