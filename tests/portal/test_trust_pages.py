"""Sheets for one person or post, the integrity page, findings by who answers, the organisation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from officerepo.finding import Finding
from tests.portal.office import Office, contents, demo_office

DAY = date(2025, 12, 31)


def read(office: Office, output: Path, path: str, **wishes: object) -> str:
    office.build(output, **({"today": DAY} | wishes))
    return (output / path).read_text("utf-8")


def test_a_handover_sheet_of_one_person_has_their_rows_alone(tmp_path: Path) -> None:
    office, output = demo_office(), tmp_path / "public"
    every = read(office, output, "reports/handover.html", audience="restricted")
    assert 'href="../reports/handover-PER-tnivel.html">Tadeo Nivel' in every
    assert "SL-oficial" in every
    sheet = (output / "reports/handover-PER-tnivel.html").read_text("utf-8")
    assert 'Handover sheets <span class="period">Tadeo Nivel</span>' in sheet
    assert "AST-equipment-0033" in sheet
    assert "SL-oficial" not in sheet
    assert ">Person<" not in sheet


def test_names_are_for_those_who_hand_over_and_others_see_posts(tmp_path: Path) -> None:
    read(demo_office(), tmp_path / "public", "index.html")
    found = {path.name for path in (tmp_path / "public" / "reports").iterdir()}
    assert "handover-by-post-POST-HID-02.html" in found
    assert not any(name.startswith("handover-PER") or name == "handover.html" for name in found)
    assert "acknowledgement-matrix.html" in found
    assert "acknowledgements-by-person.html" not in found
    assert "number-gaps.html" not in found


def test_a_thing_that_changes_hands_is_on_the_right_sheet_in_a_later_build(tmp_path: Path) -> None:
    office, wishes = demo_office(), {"today": DAY, "audience": "restricted"}
    laptop = office.records["AST-equipment-0033"]
    back = office.changed(laptop.id, acts=laptop.acts[:1])
    notes = tmp_path / "notes.json"
    for number, after in enumerate((office, back, office)):
        after.build(tmp_path / "later", notes=notes, **wishes)
        after.build(tmp_path / f"fresh{number}", **wishes)
        later, fresh = (tmp_path / name for name in ("later", f"fresh{number}"))
        assert contents(later.resolve()) == contents(fresh.resolve())
        sheet = later / "reports" / "handover-PER-tnivel.html"
        assert sheet.exists() == (after is office)


def test_a_portal_of_an_earlier_day_says_that_its_states_are_those_of_now(tmp_path: Path) -> None:
    """The demo's last act is of 31 December; the office before any act of 2026 has none later."""
    words = "; the portal shows them as they are now."
    office, notes = demo_office(), tmp_path / "notes.json"
    for day, said in ((DAY, False), (date(2025, 12, 30), True), (DAY, False)):
        for path in ("about/build.html", "reports/overdue.html"):
            page = read(office, tmp_path / "public", path, today=day, notes=notes)
            assert (words in page) == said


def test_the_integrity_page_counts_and_says_what_it_does_not_know(tmp_path: Path) -> None:
    office = demo_office()
    shown = read(office, tmp_path / "public", "integrity/index.html")
    assert '>Late entries</a></th><td class="number">2</td>' in shown
    assert '>Void numbers</a></th><td class="number">2</td>' in shown
    assert "Gaps in registers" not in shown
    assert "The gaps themselves are listed for those who see every record." in shown
    assert "The history of the records could not be read" not in shown
    every = read(office, tmp_path / "all", "integrity/index.html", audience="restricted")
    assert '>Gaps in registers</a></th><td class="number">0</td>' in every
    unread = read(office, tmp_path / "unread", "integrity/index.html", past_unread=True)
    assert "The history of the records could not be read" in unread


def test_findings_are_under_the_post_that_answers_errors_first(tmp_path: Path) -> None:
    office = demo_office()
    task, rule = office.records["TSK-2025-0004"], office.records["REG-seals-v1"]
    findings = (
        Finding(rule.path, "", "Said of the rule.", "", "late-rule", "warning"),
        Finding(task.path, "", "Said of the task.", "", "late-task", "error"),
        Finding("records/office.yaml", "", "Said of the settings.", "", "odd", "error"),
    )
    shown = read(replace(office, findings=findings), tmp_path / "public", "quality/index.html")
    headings = [
        shown.index(f"<h2 id={where}")
        for where in ('"of1"><a href="../posts/POST-OFI-07', '"of2"><a href="../posts/POST-OFI-01')
    ]
    places = [shown.index(f"Said of the {what}.") for what in ("task", "rule", "settings")]
    last = shown.index('<h2 id="of3">Nobody in particular</h2>')
    assert headings[0] < places[0] < headings[1] < places[1] < last < places[2]


def test_the_organisation_shows_vacancies_and_who_stands_in(tmp_path: Path) -> None:
    shown = read(demo_office(), tmp_path / "public", "organisation/index.html")
    vacant = shown.partition("Vacant:")[2].partition("</p>")[0]
    assert "POST-HID-02" in vacant
    assert "(4)" in vacant  # five places, one holder
    assert "POST-OFI-03" not in vacant
    registrar = shown.partition("posts/POST-OFI-03.html")[2].partition("</li>")[0]
    assert "Stands in:" in registrar
    assert "POST-OFI-04" in registrar
