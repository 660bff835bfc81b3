"""Figures in running text: what is one, what only names something, and how they are written."""

from __future__ import annotations

from decimal import Decimal

import pytest

from officerepo.numeral import alike, figures_in, holds


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("41 tasks, 39 of them closed.", ["41", "39"]),
        ("cut from 14,600 to 13,400 euros", ["14,600", "13,400"]),
        ("1.234,5 m; 13 400 litros; −0.3 cm", ["1.234,5", "13 400", "−0.3"]),
        ("共41项，办结率92%", ["41", "92"]),
        ("92 % (in 2024: 88 %)", ["92", "88"]),
        ("on 14 February, between 7 and 14 July, 3rd of June", []),
        ("el 3 de marzo de 2025, March 14", []),
        ("2025年3月14日，第5条", []),
        ("winter mean 2005–2024, at 10:30", []),
        ("S-07, 5/2025, Q1, PLN-2025-annual/I07, IN-2025-0001", []),
        ("item 5, page 3, pages 3 to 9, artículo 12, n.º 7", []),
        ("ISO 9001 and UNE-EN 1717, pipes of DN 400", []),
        ("extension 201, ext. 14, la extensión 206, 分机 201", []),
        ("iso 12 levels, dn 3 gauges, en 14 casos", ["12", "3", "14"]),
        ("1. one\n2. two\n  3) three", []),
        ("https://example.org/12/34", []),
        ("| Tasks docketed | 29 |\n| answered | 31 / 17 |", ["29", "31", "17"]),
    ],
)
def test_figures_are_told_from_names_and_days(text: str, figures: list[str]) -> None:
    assert figures_in(text) == figures


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("13,400 euros", "13400"),
        ("13.400 euros", "13400"),
        ("13.400 euros", "13.4"),
        ("1.234,5 m", "1234.5"),
        ("1,234,567 litres", "1234567"),
        ("13 400 litros", "13400"),
        ("13.4 thousand", "13400"),
        ("1,3 millones", "1300000"),
        ("12万元", "120000"),
        ("3亿", "300000000"),
        ("fell by 0.3", "-0.3"),
        ("92.3 per cent", "92"),
        ("92 per cent", "92.3"),
        ("forty-one bottles", "41"),
        ("Nine sensors", "9"),
        ("cuarenta y una botellas", "41"),
        ("veintidós", "22"),
        ("四十一项", "41"),
        ("十二项", "12"),
        ("两项", "2"),
        ("none were returned", "0"),
    ],
)
def test_a_number_is_found_however_it_is_written(text: str, value: str) -> None:
    assert holds(text, Decimal(value))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("41 tasks", "39"),
        ("13,400 euros", "134"),
        ("ninety", "9"),
        ("forty bottles", "41"),
        ("四十一项", "42"),
        ("1.5 thousand", "15"),
        ("all of them", "120"),
    ],
)
def test_another_number_is_not_found(text: str, value: str) -> None:
    assert not holds(text, Decimal(value))


def test_two_numbers_are_alike_when_the_coarser_is_the_other_rounded() -> None:
    assert alike(Decimal("92.4"), Decimal("92"))
    assert alike(Decimal("88"), Decimal("88.00"))
    assert not alike(Decimal("92.6"), Decimal("92"))
    assert not alike(Decimal("3.652"), Decimal("4"))
    assert not alike(Decimal("9" * 40 + ".5"), Decimal("9" * 40))
    assert not alike(Decimal("41"), Decimal("39"))
