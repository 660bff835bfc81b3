"""The timeline of plans: what is in it, what is drawn, and today's line."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from tests.portal.office import demo_office

PAGE = "plans/timeline.html"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    output = tmp_path_factory.mktemp("timeline") / "public"
    demo_office().build(output, today=date(2025, 12, 31))
    return (output / PAGE).read_text()


def sections(page: str) -> dict[str, str]:
    """The parts of the page by the plans that they are about, in their order."""
    parts = page.split('<div class="part">')[1:]
    return {re.findall(r"<h2[^>]*><a href=[^>]*/([^/>]*)\.html", part)[0]: part for part in parts}


def section(page: str, plan: str) -> str:
    return sections(page)[plan]


def rows(part: str) -> list[list[str]]:
    found = re.findall(r"<tr>(<th scope=\"row\".*?)</tr>", part)
    cells = (re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in found)
    return [[re.sub(r"<[^>]*>", "", cell) for cell in row] for row in cells]


def test_objectives_come_before_their_items_and_these_before_their_tasks(page: str) -> None:
    annual = section(page, "PLN-2025-annual")
    names = [row[0].split(" ")[0] for row in rows(annual)]
    at = names.index("PLN-2024-development/I01")
    assert names[at : at + 5] == [
        *("PLN-2024-development/I01", "PLN-2025-annual/I01", "PLN-2025-annual/I02"),
        *("PLN-2025-annual/I03", "TSK-2025-0016"),
    ]
    assert "10 of 12 reached, 1 in part, 1 missed" in annual


def test_an_item_lasts_from_its_first_task_or_the_plan_to_its_day(page: str) -> None:
    found = {row[0].split(" ")[0]: row for row in rows(section(page, "PLN-2025-annual"))}
    assert found["PLN-2025-annual/I01"][1:3] == ["1 Jan 2025", "19 Dec 2025"]
    assert found["PLN-2025-annual/I03"][1:4] == ["21 Feb 2025", "28 Nov 2025", "Reached in part"]
    assert found["PLN-2024-development/I01"][1:3] == ["", ""]


def test_today_is_drawn_in_the_plans_that_it_falls_into(page: str) -> None:
    """A day in two years of five: 730 of 1826 days and 440 units, after 190 for the labels."""
    (development,) = re.findall(r'class="now" d="M(\d+) ', section(page, "PLN-2024-development"))
    assert int(development) == 190 + round(730 * 440 / 1826)
    assert 'class="now"' not in section(page, "PLN-2026-annual")
    assert 'class="now"' not in section(page, "PLN-2025-half-year")


def test_a_late_item_is_red(tmp_path: Path) -> None:
    """In July the item due on 30 June is not done; the plan was not reviewed yet."""
    office = demo_office()
    plan = office.records["PLN-2025-annual"]
    acts = tuple(act for act in plan.acts if act.at < "2025-07-01")
    begun = office.changed(plan.id, acts=acts, state="in_execution")
    begun.build(tmp_path / "public", today=date(2025, 7, 1))
    part = section((tmp_path / "public" / PAGE).read_text(), "PLN-2025-annual")
    late = [row[0].split(" ")[0] for row in rows(part) if row[3] == "Late"]
    assert late == ["PLN-2025-annual/I08"]
    assert part.count('<rect class="late"') == 1


def test_a_plan_is_gone_a_year_after_its_end(page: str, tmp_path: Path) -> None:
    assert list(sections(page)) == [
        *("PLN-2026-annual", "PLN-2025-supply", "PLN-2025-half-year", "PLN-2025-annual"),
        "PLN-2024-development",
    ]
    demo_office().build(tmp_path / "public", today=date(2027, 1, 2))
    later = (tmp_path / "public" / PAGE).read_text()
    assert list(sections(later)) == ["PLN-2026-annual", "PLN-2024-development"]
