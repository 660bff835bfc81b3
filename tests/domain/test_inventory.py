"""Who has a thing on a day, and how much of a supply is left, by hand-counted examples."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from officerepo.domain.inventory import keeper_on, keepings, quantity, stock_on
from officerepo.record import Act, Record


def asset(cls: str, *acts: tuple[str, str, dict[str, Any]]) -> Record:
    done = tuple(Act(do, at, "PER-a", {"do": do, "at": at, **keys}) for do, at, keys in acts)
    return Record("AST-x-0001", "asset", "", "", {"class": cls}, done, "in_service")


LAPTOP = asset(
    "equipment",
    ("receive", "2025-01-02T09:00", {}),
    ("issue", "2025-01-10T09:00", {"to": "PER-a"}),
    ("hand_over", "2025-02-03", {"from": "PER-a", "to": "POST-B-01"}),
    ("maintain", "2025-02-10T09:00", {"reason": "hinge"}),
    ("restore", "2025-02-12T09:00", {}),
    ("return", "2025-03-03T09:00", {"from": "POST-B-01"}),
)
PAPER = asset(
    "consumable",
    ("receive", "2025-01-02T09:00", {"qty": "20"}),
    ("issue", "2025-01-10T09:00", {"to": "UNIT-X", "qty": "8.5"}),
    ("return", "2025-01-13T09:00", {"from": "UNIT-X", "qty": "1"}),
    ("restock", "2025-02-03", {"qty": "10"}),
    ("count", "2025-02-04", {"qty": "19.5"}),
    ("adjust", "2025-02-04", {"qty": "-3"}),
)


@pytest.mark.parametrize(
    ("day", "keeper"),
    [
        ("2025-01-09", None),
        ("2025-01-10", "PER-a"),
        ("2025-02-02", "PER-a"),
        ("2025-02-03", "POST-B-01"),
        ("2025-02-11", "POST-B-01"),  # the one who had it answers for it in the workshop too
        ("2025-03-02", "POST-B-01"),
        ("2025-03-03", None),
    ],
)
def test_who_has_a_thing_at_the_end_of_a_day(day: str, keeper: str | None) -> None:
    found = keeper_on(LAPTOP, day)
    assert (found.keeper if found else None) == keeper


def test_keepings_follow_each_other_without_a_gap() -> None:
    assert [(k.keeper, k.start, k.end, k.number) for k in keepings(LAPTOP)] == [
        ("PER-a", "2025-01-10T09:00", "2025-02-03", 1),
        ("POST-B-01", "2025-02-03", "2025-03-03T09:00", 2),
    ]


def test_nobody_keeps_what_is_used_up() -> None:
    assert keepings(PAPER) == []
    assert keeper_on(PAPER, "2025-01-31") is None


@pytest.mark.parametrize(
    ("day", "left"),
    [
        ("2025-01-01", "0"),
        ("2025-01-02", "20"),
        ("2025-01-10", "11.5"),
        ("2025-01-13", "12.5"),
        ("2025-02-03", "22.5"),
        ("2025-02-04", "19.5"),  # counting changes nothing, adjusting does
        ("2026-01-01", "19.5"),
    ],
)
def test_how_much_of_a_supply_is_left(day: str, left: str) -> None:
    assert stock_on(PAPER, day) == Decimal(left)


def test_the_stock_of_what_was_taken_over_is_known_once_it_is_counted() -> None:
    old = asset(
        "consumable",
        ("adopt", "2025-01-02", {"from": "card index"}),
        ("issue", "2025-01-10", {"to": "UNIT-X", "qty": "4"}),
        ("count", "2025-01-13", {"qty": "30"}),
        ("issue", "2025-01-14", {"to": "UNIT-X", "qty": "4"}),
    )
    assert [str(stock_on(old, f"2025-01-{day}")) for day in ("02", "10", "13", "14")] == [
        "0",
        "0",
        "30",
        "26",
    ]


@pytest.mark.parametrize("odd", ["", "many", "NaN", "Infinity", ["1"], {"a": "1"}])
def test_a_quantity_that_cannot_be_read_counts_as_nothing(odd: Any) -> None:
    assert quantity(Act("issue", "2025-01-02", "PER-a", {"qty": odd})) == 0
