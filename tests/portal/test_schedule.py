"""The retention calendar: each dossier with its day, as far as the readers may see it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from officerepo.portal import reports
from tests.portal.office import Office, contents, demo_office

HELD, TASKS, RESTRICTED = "DOS-145-2014-003", "DOS-145-2025-001", "DOS-115-2025-301"
DAY = date(2025, 12, 31)


def pages(office: Office, output: Path, **wishes: object) -> dict[str, str]:
    """The pages of the calendar by their name."""
    office.build(output, **({"today": DAY} | wishes))
    found = sorted((output / "reports").glob("retention-calendar*.html"))
    return {page.stem.removeprefix("retention-calendar"): page.read_text("utf-8") for page in found}


def line(page: str, name: str) -> str:
    """The row of a dossier."""
    before, found, after = page.partition(f">{name}<")
    return before.rpartition("<tr>")[2] + after.partition("</tr>")[0] if found else ""


def test_what_is_due_stands_with_its_day(tmp_path: Path) -> None:
    found = pages(demo_office(), tmp_path / "public")
    assert list(found) == [""]
    assert "<td>Yes</td>" in line(found[""], HELD)
    assert "IN-2025-0041" in line(found[""], HELD)  # why it is held
    assert 'datetime="2031-07-08"' in line(found[""], TASKS)
    assert "<td>No</td>" in line(found[""], TASKS)
    assert "DOS-145-2014-001" not in found[""]  # it was destroyed


def test_the_same_days_stand_on_the_dossiers_page_and_in_the_register(tmp_path: Path) -> None:
    pages(demo_office(), tmp_path / "public")
    for path in (f"dossiers/2025/{TASKS}.html", "dossiers/index.html"):
        assert 'datetime="2031-07-08"' in (tmp_path / "public" / path).read_text("utf-8"), path


def test_the_calendar_names_only_what_its_readers_may_see(tmp_path: Path) -> None:
    assert RESTRICTED not in pages(demo_office(), tmp_path / "internal")[""]
    assert RESTRICTED in pages(demo_office(), tmp_path / "all", audience="restricted")[""]
    assert pages(demo_office(), tmp_path / "public", audience="public") == {}


def test_a_long_calendar_is_divided_into_years_and_begins_with_what_is_due(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "PAGE_ROWS", 10)
    found = pages(demo_office(), tmp_path / "public")
    assert line(found[""], HELD)  # nothing falls due in 2025, and this has been since 2021
    assert not line(found[""], TASKS)
    assert "retention-calendar-2031.html" in found[""]
    assert line(found["-2031"], TASKS)


def test_a_hold_on_a_paper_shows_at_once_on_the_pages_of_its_dossier(tmp_path: Path) -> None:
    office = demo_office()
    paper = office.records["TSK-2025-0004"]
    pages(office, tmp_path / "later", notes=tmp_path / "notes.json")
    later = office.changed(paper.id, data={**paper.data, "hold": "an appeal"})
    again = pages(later, tmp_path / "later", notes=tmp_path / "notes.json")
    assert "an appeal" in line(again[""], TASKS)
    later.build(tmp_path / "fresh", today=DAY)
    assert contents((tmp_path / "later").resolve()) == contents((tmp_path / "fresh").resolve())


def test_the_calendar_follows_the_day(tmp_path: Path) -> None:
    found = pages(demo_office(), tmp_path / "public", today=date(2031, 7, 8))
    assert "<td>Yes</td>" in line(found[""], TASKS)
