"""The person who keeps a seal also has the power to authorise or to supervise its use.

Authority and custody are two hands: who decides that a paper is sealed does not hold the seal.

Good:
    set POST-OFI-05 notes = custody only
Bad:
    grant POST-OFI-05 authorise_seal:SL-oficial
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each handing of a seal to somebody with power over its use."""
    for seal in index.of("seal"):
        for number, act in enumerate(seal.acts):
            if act.do not in ("receive", "hand_over"):
                continue
            keeper = str(act.data.get("custodian") or act.data.get("received_by") or act.by)
            held = index.authority.powers(keeper, act.at[:10])
            both = [p for p in (f"authorise_seal:{seal.id}", "seal_supervise") if p in held]
            if both:
                yield Finding(
                    seal.path,
                    f"acts[{number}]",
                    "{person} keeps the seal from {day} and also has the power {power}.",
                    "Give the seal to somebody without it, or change the post's powers.",
                    values={"person": keeper, "day": act.at[:10], "power": ", ".join(both)},
                )
