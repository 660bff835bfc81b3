"""A seal was given to somebody whose post does not keep it.

Who receives a seal, for good or for a week, has the power of custody for it that day: by a post, an
acting appointment, or as a deputy for that power.

Good:
    set PER-etorrente appointments.1.from = 2025-03-07
Bad:
    set SEAL-2025-0002 acts.stamp.at = 2025-03-14T15:00
    set SEAL-2025-0002 acts.stamp.by = PER-hrepresa
    set SL-oficial acts.2.received_by = PER-farroyuelo
    set SL-oficial acts.2.to = POST-OFI-03
    set SL-oficial acts.3.by = PER-amanantial
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.custody import custodies
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R13", "R37")
KINDS = ("seal",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each handing of a seal to somebody without the power to keep it."""
    for seal in index.of("seal"):
        if seal.adopted:
            continue
        power = f"custody_seal:{seal.id}"
        for keeper, start, _, number in custodies(seal):
            if keeper in index.records and power not in index.authority.powers(keeper, start[:10]):
                yield Finding(
                    seal.path,
                    f"acts[{number}]",
                    "{person} received the seal on {day} and did not have the power {power}.",
                    "Give it to somebody who has it: {names}; or record the appointment as deputy."
                    if (names := index.authority.who_could((power,), start[:10]))
                    else "Appoint somebody to a post with this power first.",
                    values={
                        "person": keeper,
                        "day": start[:10],
                        "power": power,
                        "names": [*names],
                    },
                )
