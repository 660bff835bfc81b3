"""Who has a thing and how much of a supply is left: read from the asset's own acts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from officerepo.record import Act, Record
from officerepo.workdays import LAST_DAY

_STOCK = {"receive": 1, "restock": 1, "return": 1, "adjust": 1, "issue": -1}


class Keeping(NamedTuple):
    """A time in which a person, post or unit had a thing; `number` is the act that began it."""

    keeper: str
    start: str
    end: str
    number: int


def is_consumable(asset: Record) -> bool:
    """Whether the asset is a supply that is used up: it has a stock, and no keeper."""
    return asset.data.get("class") == "consumable"


def keepings(asset: Record) -> list[Keeping]:
    """Return the times in which somebody had a thing, in order; the last may be open."""
    found: list[Keeping] = []
    for number, act in enumerate(asset.acts):
        given = act.do in ("issue", "hand_over")
        if found and found[-1].end == LAST_DAY and (given or act.do in ("return", "write_off")):
            found[-1] = found[-1]._replace(end=act.at)
        if given and not is_consumable(asset):
            found.append(Keeping(str(act.data.get("to", "")), act.at, LAST_DAY, number))
    return found


def keeper_on(asset: Record, day: str) -> Keeping | None:
    """Return who has a thing at the end of a day (ISO date); None while it lies in the store."""
    for keeping in reversed(keepings(asset)):
        if keeping.start[:10] <= day < keeping.end[:10]:
            return keeping
    return None


def quantity(act: Act) -> Decimal:
    """Return the quantity an act says; 0 when it says none that can be read."""
    try:
        found = Decimal(str(act.data.get("qty", "0")))
    except InvalidOperation:
        return Decimal(0)
    return found if found.is_finite() else Decimal(0)


def movements(asset: Record) -> Iterator[tuple[int, Act, Decimal]]:
    """Yield each act with its number and the stock after it.

    The stock of a supply taken over from before is not known until it is first counted.
    """
    stock = Decimal(0)
    known = not asset.adopted
    for number, act in enumerate(asset.acts):
        if known:
            stock += quantity(act) * _STOCK.get(act.do, 0)
        elif act.do == "count":
            stock, known = quantity(act), True
        yield number, act, stock


def stock_on(asset: Record, day: str) -> Decimal:
    """Return how much of a supply is left at the end of a day (ISO date), by what was entered."""
    found = Decimal(0)
    for _, act, stock in movements(asset):
        if act.at[:10] <= day:
            found = stock
    return found
