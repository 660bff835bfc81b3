"""A stock was adjusted, and nobody who answers for it has signed besides.

Whoever keeps the supplies does not make a shortage disappear alone. The second signature is that of
another keeper, of whoever divides or verifies other people's work, or of the head of the keeper's
unit or one above it; a colleague who happens to stand by does not answer for the stock. One that
names no act counts until the next adjustment; one that names the act (`of`) whenever it comes.

Good:
    set AST-consumable-0001 acts.countersign.by = PER-etorrente
    add AST-consumable-0001 acts = {do: adjust, at: 2025-03-10T09:30, by: PER-ivadolargo, qty: -1,
      reason: torn}
    add AST-consumable-0001 acts =
      {do: countersign, at: 2025-03-10T10:00, by: PER-amanantial, of: adjust}
Bad:
    set AST-consumable-0001 acts.countersign.by = PER-ivadolargo
    add AST-consumable-0001 acts = {do: adjust, at: 2025-03-10T09:30, by: PER-ivadolargo, qty: -1,
      reason: torn}
    add AST-consumable-0001 acts = {do: countersign, at: 2025-03-10T10:00, by: PER-hrepresa}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from officerepo.course import countersignatures
from officerepo.domain.entitlement import people_behind
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.record import Act
from officerepo.workdays import LAST_DAY

SERVES = ("R55",)
KINDS = ("asset",)
_ANSWERING = ("keep_assets", "assign_task", "verify_task")
_DEEPEST = 10  # units above each other


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each adjustment that nobody else answers for."""
    for asset in index.of("asset"):
        for number, act in enumerate(asset.acts):
            if act.do != "adjust":
                continue
            until = next((a.at for a in asset.acts[number + 1 :] if a.do == "adjust"), LAST_DAY)
            signed = [
                later
                for later, named in countersignatures(asset.acts, number)
                if later.by not in (act.by, act.data.get("entered_by"))
                and (named or later.at < until)
            ]
            if not signed:
                message = "{person} adjusted the stock on {day}, and nobody else has signed for it."
                hint = (
                    "Have a second person count and countersign: an act `countersign` with "
                    "`of: {number}`."
                )
            elif not any(_answers(index, later, act) for later in signed):
                message = "{signer} signed for what {person} adjusted on {day}, without power to."
                hint = "Have it countersigned by another keeper, a verifier, or the head above."
            else:
                continue
            values = {"person": act.by, "day": act.at[:10], "number": str(number + 1)}
            if signed:
                values["signer"] = signed[-1].by
            yield Finding(asset.path, f"acts[{number}]", message, hint, values=values)


def _answers(index: Index, later: Act, act: Act) -> bool:
    """Whether somebody answers for a stock: by a power, or as a head above its keeper."""
    day = later.at[:10]
    if not index.authority.powers(later.by, day).keys().isdisjoint(_ANSWERING):
        return True
    for holding in index.authority.holdings(act.by, act.at[:10]):
        post = index.records.get(holding.post)
        unit, depth = str(post.data.get("unit", "")) if post else "", 0
        while unit and depth < _DEEPEST:
            if later.by in people_behind(index, unit, day):
                return True
            above = index.records.get(unit)
            unit, depth = str(above.data.get("parent", "")) if above else "", depth + 1
    return False
