"""Dates in names and texts, in three languages."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officerepo.importers.dates import bare_reading, month_in, readings, without_dates, year_in

ENGLISH = "January February March April May June July August September October November December"
SPANISH = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
DIGITS = "〇一二三四五六七八九"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023-05-14", "2023-05-14"),
        ("Minutes 2023.5.4", "2023-05-04"),
        ("2022/07/06 10:00~12:00", "2022-07-06"),
        ("2021-11--24", "2021-11-24"),
        ("2023 05 14 council", "2023-05-14"),
        ("2023年5月14日", "2023-05-14"),
        ("２０２３年５月１４日", "2023-05-14"),
        ("2023 年 5 月 14 日 例会", "2023-05-14"),
        ("二〇二三年五月十四日", "2023-05-14"),
        ("二〇二四年十二月三十一日", "2024-12-31"),
        ("二〇二四年十月廿一日", "2024-10-21"),
        ("Council - August 22, 2018", "2018-08-22"),
        ("Council - November 1st, 2023", "2023-11-01"),
        ("Council - September  6, 2023", "2023-09-06"),
        ("Council - 12 July, 2023", "2023-07-12"),
        ("on the 21st of April 2023", "2023-04-21"),
        ("Sept. 3, 2024", "2024-09-03"),
        ("2024-May-09", "2024-05-09"),
        ("14 de mayo de 2023", "2023-05-14"),
        ("1.º de mayo del 2023", "2023-05-01"),
        ("14_de_mayo_de_2023", "2023-05-14"),
        ("mayo 14 de 2023", "2023-05-14"),
        ("a catorce de mayo de dos mil veintitrés", "2023-05-14"),
        ("a treinta y uno de enero del año dos mil treinta y dos", "2032-01-31"),
        ("14-05-2023", "2023-05-14"),
        ("05/14/2023", "2023-05-14"),
    ],
)
def test_a_date_is_read(text: str, day: str) -> None:
    assert [reading.day.isoformat() for reading in readings(text)] == [day]


@pytest.mark.parametrize(
    "text",
    [
        "2023-13-40",
        "31/02/2023",
        "the 2025-2026 council",
        "room 12, 30 chairs",
        "https://example.org/p/notes-2021-7-7",
        "release 22.03 LTS",
        "1023-05-14",
        "20230514",
        "5月14日",
        "may 14",
    ],
)
def test_what_is_no_whole_date_is_not_read(text: str) -> None:
    assert readings(text) == []


def test_a_date_in_figures_that_ends_in_its_year_may_have_two_readings() -> None:
    (reading,) = readings("03-04-2023")
    assert (reading.day, reading.other) == (date(2023, 4, 3), date(2023, 3, 4))
    assert reading.day_first is None
    assert [r.day_first for r in readings("25-04-2023 and 04/25/2023")] == [True, False]


def test_digits_run_together_count_only_where_asked() -> None:
    assert [r.day.isoformat() for r in readings("20230514_minutes", compact=True)] == ["2023-05-14"]
    assert [r.day.isoformat() for r in readings("202305140930", compact=True)] == ["2023-05-14"]
    assert readings("120230514", compact=True) == []


def test_dates_without_a_year_are_read_under_a_year() -> None:
    days = [r.day.isoformat() for r in readings("12月24日, 5 de enero, March 3", year=2020)]
    assert days == ["2020-12-24", "2020-01-05", "2020-03-03"]
    assert bare_reading("0514_minutes", 2024).day.isoformat() == "2024-05-14"  # type: ignore[union-attr]
    assert bare_reading("minutes", 2024) is None


def test_several_dates_come_in_their_order_and_do_not_overlap() -> None:
    found = readings("from 3 May 2023 to 2023-05-05, then 2023年5月9日")
    assert [r.day.day for r in found] == [3, 5, 9]
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_months_and_years_alone() -> None:
    assert month_in("Council - March, 2022") == (2022, 3)
    assert month_in("2022年3月 例会") == (2022, 3)
    assert month_in("acta de marzo de 2022") == (2022, 3)
    assert month_in("2022-13") is None
    assert year_in("minutes of 2021") == 2021
    assert year_in("2021 and 2022") is None
    assert without_dates("Council - March, 2022").strip(" -") == "Council"


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.text(" ,.:()", max_size=3))
def test_a_date_reads_back_however_it_is_written(day: date, around: str) -> None:
    han_year = "".join(DIGITS[int(c)] for c in str(day.year))
    forms = [
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{han_year}年{_han(day.month)}月{_han(day.day)}日",
        f"{ENGLISH.split()[day.month - 1]} {day.day}, {day.year}",
        f"{day.day} {ENGLISH.split()[day.month - 1][:3]} {day.year}",
        f"{day.day} de {SPANISH.split()[day.month - 1]} de {day.year}",
    ]
    for form in forms:
        assert [r.day for r in readings(f"x {around}{form}{around} y")] == [day], form


@given(st.text(max_size=300), st.one_of(st.none(), st.integers(1900, 2199)))
def test_no_text_is_too_odd(text: str, year: int | None) -> None:
    for reading in readings(text, year=year, compact=True):
        assert 0 <= reading.start < reading.end <= len(text)
    without_dates(text, year)
    month_in(text)
    year_in(text)


def _han(number: int) -> str:
    tens, units = divmod(number, 10)
    ten = "" if not tens else "十" if tens == 1 else DIGITS[tens] + "十"
    return ten + (DIGITS[units] if units or not tens else "")
