"""A stock was adjusted, and no second person signed for it.

Whoever keeps the supplies does not make a shortage disappear alone. A countersignature that names
no act counts until the next adjustment; one that names the act counts whenever it comes.

Good:
    set AST-consumable-0001 acts.countersign.by = PER-hrepresa
    set AST-consumable-0001 acts.countersign.of = adjust
Bad:
    set AST-consumable-0001 acts.countersign.by = PER-ivadolargo
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.course import countersignatures
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R55",)
KINDS = ("asset",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each adjustment that nobody else countersigned."""
    for asset in index.of("asset"):
        for number, act in enumerate(asset.acts):
            if act.do != "adjust":
                continue
            until = next((a.at for a in asset.acts[number + 1 :] if a.do == "adjust"), "9999")
            if not any(
                signed.by != act.by and (named or signed.at < until)
                for signed, named in countersignatures(asset.acts, number)
            ):
                yield Finding(
                    asset.path,
                    f"acts[{number}]",
                    "{person} adjusted the stock on {day}, and nobody else has signed for it.",
                    "Have a second person count and countersign: an act `countersign` with "
                    "`of: {number}`.",
                    values={"person": act.by, "day": act.at[:10], "number": str(number + 1)},
                )
