"""The retention calendar: what is due stands under its month, as far as the readers may see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from officerepo.portal import schedule
from tests.portal.office import Office, contents, demo_office

HELD, TASKS, RESTRICTED = "DOS-145-2014-003", "DOS-145-2025-001", "DOS-115-2025-301"
DAY = date(2025, 12, 31)


def pages(office: Office, output: Path, **wishes: object) -> dict[str, str]:
    """The pages of the calendar by their name."""
    office.build(output, **({"today": DAY} | wishes))
    folder = output / "retention"
    return {page.stem: page.read_text("utf-8") for page in sorted(folder.iterdir())}


def part(page: str, title: str) -> str:
    """The section of that title."""
    return page.partition(f">{title}</h2>")[2].partition("</section>")[0]


def test_what_is_due_stands_under_its_month(tmp_path: Path) -> None:
    found = pages(demo_office(), tmp_path / "public")
    assert list(found) == ["index"]
    assert HELD in part(found["index"], "Time is up")
    assert "IN-2025-0041" in part(found["index"], "Time is up")  # why it is held
    assert TASKS in part(found["index"], "July 2031")
    assert "8 Jul 2031" in part(found["index"], "July 2031")
    assert "DOS-145-2014-001" not in found["index"]  # it was destroyed


def test_the_same_days_stand_on_the_dossiers_page_and_in_the_register(tmp_path: Path) -> None:
    pages(demo_office(), tmp_path / "public")
    for path in (f"dossiers/2025/{TASKS}.html", "dossiers/index.html"):
        assert 'datetime="2031-07-08"' in (tmp_path / "public" / path).read_text("utf-8"), path


def test_the_calendar_names_only_what_its_readers_may_see(tmp_path: Path) -> None:
    assert RESTRICTED not in pages(demo_office(), tmp_path / "internal")["index"]
    assert RESTRICTED in pages(demo_office(), tmp_path / "all", audience="restricted")["index"]
    public = pages(demo_office(), tmp_path / "public", audience="public")["index"]
    assert "DOS-" not in public


def test_a_long_calendar_is_divided_into_years(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedule, "PAGE_ROWS", 10)
    found = pages(demo_office(), tmp_path / "public")
    assert HELD in found["index"]
    assert TASKS not in found["index"]
    assert "2031.html" in found["index"]
    assert TASKS in part(found["2031"], "July 2031")


def test_a_hold_on_a_paper_shows_at_once_on_the_pages_of_its_dossier(tmp_path: Path) -> None:
    office = demo_office()
    paper = office.records["TSK-2025-0004"]
    pages(office, tmp_path / "later", notes=tmp_path / "notes.json")
    later = office.changed(paper.id, data={**paper.data, "hold": "an appeal"})
    again = pages(later, tmp_path / "later", notes=tmp_path / "notes.json")
    assert "an appeal" in part(again["index"], "July 2031")
    later.build(tmp_path / "fresh", today=DAY)
    assert contents((tmp_path / "later").resolve()) == contents((tmp_path / "fresh").resolve())


def test_the_calendar_follows_the_day(tmp_path: Path) -> None:
    found = pages(demo_office(), tmp_path / "public", today=date(2031, 7, 8))
    assert TASKS in part(found["index"], "Time is up")


def test_an_office_without_dossiers_has_no_calendar(tmp_path: Path) -> None:
    office = demo_office().index
    kinds = {name: kind for name, kind in office.office.kinds.items() if name != "dossier"}
    site = type("Site", (), {"office": replace(office.office, kinds=kinds)})
    assert schedule.sheets(site) == []  # type: ignore[arg-type]
