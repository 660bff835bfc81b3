"""A thing was issued, handed over or returned by somebody who did not have it.

Who has a thing is read from one act to the next: out of the store to somebody, from them to the
next one or back. A break in the chain is a thing that nobody answers for.

Good:
    set AST-equipment-0001 acts.hand_over =
    set AST-equipment-0001 acts.issue.to = PER-jribera
Bad:
    set AST-equipment-0001 acts.hand_over.from = PER-hrepresa
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.domain.inventory import is_consumable
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Record

SERVES = ("R55",)
KINDS = ("asset",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each act that does not follow on who had the thing before."""
    for asset in index.of("asset"):
        if not is_consumable(asset) and not asset.adopted:
            yield from _breaks(asset)


def _breaks(asset: Record) -> Iterator[Finding]:
    keeper = ""
    for number, act in enumerate(asset.acts):
        giver = str(act.data.get("from", "")) if act.do in ("hand_over", "return") else ""
        values = {"day": act.at[:10], "keeper": keeper, "giver": giver}
        if act.do == "issue" and keeper:
            yield Finding(
                asset.path,
                f"acts[{number}]",
                "It was issued on {day}, while {keeper} had it.",
                "Enter its return first, or hand it over from {keeper}.",
                values=values,
            )
        elif giver and giver != keeper:
            yield Finding(
                asset.path,
                f"acts[{number}].from",
                "{giver} gave it away on {day}; {keeper} had it then."
                if keeper
                else "{giver} gave it away on {day}; nobody had it then.",
                "Correct who gave it, or enter how it came to them.",
                values=values,
            )
        if act.do in ("issue", "hand_over"):
            keeper = str(act.data.get("to", ""))
        elif act.do in ("return", "write_off"):
            keeper = ""
