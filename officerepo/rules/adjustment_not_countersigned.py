"""A stock was adjusted, and no second person signed for it.

Whoever keeps the supplies does not make a shortage disappear alone.

Good:
    set AST-consumable-0001 acts.countersign.by = PER-hrepresa
Bad:
    set AST-consumable-0001 acts.countersign.by = PER-ivadolargo
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R55",)
KINDS = ("asset",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each adjustment that nobody else countersigned before the next."""
    for asset in index.of("asset"):
        for number, act in enumerate(asset.acts):
            if act.do != "adjust":
                continue
            signed = False
            for later in asset.acts[number + 1 :]:
                if later.do == "adjust":
                    break
                signed = signed or (later.do == "countersign" and later.by != act.by)
            if not signed:
                yield Finding(
                    asset.path,
                    f"acts[{number}]",
                    "{person} adjusted the stock on {day}, and nobody else has signed for it.",
                    "Have a second person count and countersign.",
                    values={"person": act.by, "day": act.at[:10]},
                )
