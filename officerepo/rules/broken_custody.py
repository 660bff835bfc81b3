"""A seal was handed over by who did not keep it, to the giver, or to a post its receiver lacks.

Custody has no gap and no overlap: the one who keeps the seal gives it, the holder of the next post
signs for it. A supervisor may take it from an absent keeper.

Good:
    set SL-oficial acts.2.by = PER-amanantial
Bad:
    set SL-oficial acts.2.by = PER-etorrente
    set SL-oficial acts.2.at = 2025-03-10T08:20
    set SL-oficial acts.2.received_by = PER-hrepresa
    set SEAL-2025-0002 acts.stamp.by = PER-hrepresa
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
    """Yield a finding for each handover that does not join the custody before and after it."""
    authority = index.authority
    for seal in index.of("seal"):
        keeper = ""
        for custody in custodies(seal):
            act, day = seal.acts[custody.number], custody.start[:10]
            values = {"person": act.by, "day": day, "keeper": keeper}
            if act.do == "hand_over":
                supervises = "seal_supervise" in authority.powers(act.by, day)
                if keeper and act.by != keeper and not supervises:
                    yield Finding(
                        seal.path,
                        f"acts[{custody.number}].by",
                        "{person} handed the seal over on {day}; {keeper} kept it then.",
                        "Correct who gave it, or record how it came into their hands.",
                        values=values,
                    )
                if act.by == custody.keeper:
                    yield Finding(
                        seal.path,
                        f"acts[{custody.number}].received_by",
                        "{person} handed the seal over on {day}, and received it too.",
                        "Name the other person; a handover is counted and signed by two.",
                        values=values,
                    )
                post = str(act.data.get("to", ""))
                holders = [holding.person for holding in authority.holders(post, day)]
                if holders and custody.keeper not in holders:
                    yield Finding(
                        seal.path,
                        f"acts[{custody.number}].received_by",
                        "{person} received the seal for {post} on {day}, which {holders} held.",
                        "Correct the post, or who received the seal.",
                        values={
                            **values,
                            "person": custody.keeper,
                            "post": post,
                            "holders": holders,
                        },
                    )
            keeper = custody.keeper
