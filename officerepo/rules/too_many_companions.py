"""More colleagues sit at table with guests than the ratio allows.

Three for up to ten guests, beyond that one for each three guests; the office may set other
numbers under `companions` in its settings.

Good:
    set RCP-2025-001 companions = [PER-dcuencas, PER-hrepresa, PER-etorrente]
Bad:
    set RCP-2025-001 companions = [PER-dcuencas, PER-hrepresa, PER-etorrente, PER-jribera]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from officerepo.fields import number_in
from officerepo.finding import Finding
from officerepo.index import Index

SERVES = ("R54",)
KINDS = ("reception",)


def check(index: Index, today: date) -> Iterator[Finding]:
    """Yield a finding for each reception with more companions than its guests justify."""
    setting = index.office.settings.get("companions")
    ratio = setting if isinstance(setting, dict) else {}
    for reception in index.of("reception"):
        companions = reception.data.get("companions")
        guests = reception.data.get("guests")
        if not isinstance(companions, list) or not isinstance(guests, list):
            continue
        if reception.adopted or index.kind(reception).phase_of(reception.state) == "dropped":
            continue
        count = sum(number_in(g.get("count"), 0) for g in guests if isinstance(g, dict))
        allowed = _allowed(ratio, count)
        if len(companions) > allowed:
            yield Finding(
                reception.path,
                "companions",
                "{companions} companions are named for {guests} guests; {allowed} are allowed.",
                "Leave out those who are not needed.",
                values={
                    "companions": str(len(companions)),
                    "guests": str(count),
                    "allowed": str(allowed),
                },
            )


def _allowed(ratio: Mapping[str, Any], guests: int) -> int:
    most = number_in(ratio.get("at_most"), 3)
    if guests <= number_in(ratio.get("up_to_guests"), 10):
        return most
    return max(most, guests // (number_in(ratio.get("then_one_for"), 3) or 1))
