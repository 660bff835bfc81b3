"""The person who keeps a seal also has the power to authorise or to supervise its use.

Authority and custody are two hands: who decides that a paper is sealed does not hold the seal. It
counts for the whole time of custody, not only for the day on which the seal was received.

Good:
    set POST-OFI-05 versions.0.powers = ['custody_seal:SL-oficial', 'authorise_seal:SL-seco']
Bad:
    set PER-hrepresa appointments.0.to = 2025-03-19
    add PER-hrepresa appointments =
      {post: POST-OFI-05, from: 2025-03-20, type: titular, instrument: Contract of 19 March 2025}
    add PER-hrepresa appointments =
      {post: POST-OFI-01, from: 2025-03-20, to: 2025-03-21, type: acting,
      instrument: Note of 19 March}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.custody import custodies
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R13",)
KINDS = ("seal",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each time of custody by somebody with power over the seal's use."""
    for seal in index.of("seal"):
        powers = (f"authorise_seal:{seal.id}", "seal_supervise")
        for keeper, start, end, number in custodies(seal):
            first, last = start[:10], min(end[:10], today.isoformat())
            changes = index.authority.changes(keeper)
            for day in (first, *(day for day in changes if first < day <= last and "~" not in day)):
                held = index.authority.powers(keeper, day)
                both = [power for power in powers if power in held]
                if both:
                    yield Finding(
                        seal.path,
                        f"acts[{number}]",
                        "{person} keeps the seal and on {day} also has the power {power}.",
                        "Give the seal to somebody without it, or change the post's powers.",
                        values={"person": keeper, "day": day, "power": both},
                    )
                    break
