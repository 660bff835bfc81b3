"""What registers and the covers of records say of what was asked for and never done."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from officerepo.documents.books import year_book
from officerepo.portal.books import register_books
from officerepo.portal.registers import Registers
from officerepo.record import Act
from officerepo.register import is_only_asked_for, stated
from tests.portal.office import Office, contents, demo_office
from tests.portal.sites import site_of

REFUSED, STAMPED = "SEAL-2025-0005", "SEAL-2025-0006"
NUMBERS = ("copies", "impressions")


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("portal") / "public"
    demo_office().build(folder)
    wanted = ("seal-uses/", "downloads/seal-uses-2025.")
    return {
        path: raw.decode("utf-8-sig")
        for path, raw in contents(folder).items()
        if path.startswith(wanted) and not path.endswith("xlsx")
    }


def cells(page: str, number: str) -> list[str]:
    row = next(row for row in page.split("<tr") if f">{number}</a></th>" in row)
    return [re.sub("<[^>]*>", "", cell) for cell in re.findall('<td class="number">.*?</td>', row)]


def test_a_register_shows_numbers_of_what_was_stamped_alone(portal: dict[str, str]) -> None:
    page = portal["seal-uses/2025.html"]
    assert cells(page, REFUSED) == ["", ""]
    assert all(cells(page, STAMPED))
    rows = {
        row["Number"]: row
        for row in csv.DictReader(portal["downloads/seal-uses-2025.csv"].split("\n"))
    }
    assert [rows[REFUSED][name] for name in ("Copies", "Impressions")] == ["", ""]
    assert all(rows[STAMPED][name] for name in ("Copies", "Impressions"))
    assert json.loads(portal["downloads/seal-uses-2025.json"])


def test_a_long_list_says_how_many_of_it_are_not_printed() -> None:
    """The page has all of them, to be searched; the book on paper has them printed."""
    site = site_of(demo_office(), audience="restricted")
    book = next(b for b in site.once(register_books) if b.path == "meetings/2025.html")
    present = site.records["MTG-2025-027"].data["attendance"]["present"]
    few = site.records["MTG-2025-025"].data["attendance"]["present"]
    assert (len(present), len(few)) == (7, 4)
    shown, short = (
        re.findall(f">{name}</a></th>.*?</tr>", Registers(site).content(book)["rows"])[0]
        for name in ("MTG-2025-027", "MTG-2025-025")
    )
    assert all(site.link("../", person, brief=True) in shown for person in present)
    assert '<li class="printed">4 more</li></ul>' in shown
    assert "printed" not in short
    assert "printed" not in year_book(site, site.office.kinds["meeting"], "2025").content["rows"]


def test_the_page_of_a_refused_use_says_that_numbers_were_asked_for(portal: dict[str, str]) -> None:
    refused, stamped = (portal[f"seal-uses/2025/{name}.html"] for name in (REFUSED, STAMPED))
    assert "<dt>Impressions (asked for)</dt><dd>3</dd>" in refused
    assert "<dt>Copies (asked for)</dt>" in refused
    assert "<dt>Impressions</dt>" in stamped
    assert "asked for" not in stamped


def test_a_held_dossier_says_so_beside_its_state_and_why_once(tmp_path: Path) -> None:
    demo_office().build(tmp_path / "public")
    folder = tmp_path / "public/dossiers"
    held = next(folder.rglob("DOS-145-2014-003.html")).read_text(encoding="utf-8")
    marks = held.partition('<p class="marks">')[2].partition("</p>")[0]
    assert marks.index(">Closed<") < marks.index('<span class="tag wait">On hold</span>')
    assert held.partition("<main")[2].partition("History")[0].count("Wage claim about hours") == 1
    others = [page for page in folder.rglob("DOS-*.html") if page.stem != "DOS-145-2014-003"]
    assert not any(">On hold<" in page.read_text(encoding="utf-8") for page in others)


def test_a_plan_leads_to_its_progress_and_to_the_timeline(tmp_path: Path) -> None:
    demo_office().build(tmp_path / "public")
    page = (tmp_path / "public/plans/2025/PLN-2025-annual.html").read_text(encoding="utf-8")
    doings = page.partition('<ul class="doings">')[2].partition("</ul>")[0]
    assert '<a href="../../reports/plans-progress.html">Progress of plans</a>' in doings
    assert '<a href="../../plans/timeline.html">Timeline of plans</a>' in doings
    task = (tmp_path / "public/tasks/2025/TSK-2025-0001.html").read_text(encoding="utf-8")
    assert "plans-progress" not in task.partition('<ul class="doings">')[2].partition("</ul>")[0]


def test_what_was_stamped_before_it_was_voided_or_adopted_counts() -> None:
    office = demo_office()
    stamped = office.records[STAMPED]
    void = Act("void", "2025-03-31T09:00", "PER-farroyuelo", {})
    adopted = Act("adopt", "2025-03-31T09:00", "PER-farroyuelo", {})
    spec = office.index.office.kinds["seal-use"].fields["impressions"]
    for acts, asked in (((*stamped.acts, void), False), ((adopted,), False), ((void,), True)):
        record = replace(stamped, acts=acts)
        assert is_only_asked_for(record, spec) is asked
        index = Office({**office.records, STAMPED: record}).index
        shown = [stated(index, record, name) is not None for name in NUMBERS]
        assert shown == [not asked] * 2
