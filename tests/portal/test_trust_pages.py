"""Sheets for one person or post, the integrity page, findings by who answers, the organisation."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from textwrap import indent

import pytest

from officerepo.finding import Finding
from officerepo.history.checkpoint import checkpoint
from officerepo.portal.checkpoints import latest_checkpoint
from officerepo.portal.trust import by_owner
from tests.portal.office import Office, contents, demo_office
from tests.portal.sites import site_of

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


JUDGED_BY_DAY = ("index.html", "board/index.html", "calendar/index.html", "plans/timeline.html")


def test_a_portal_of_an_earlier_day_says_that_its_states_are_those_of_now(tmp_path: Path) -> None:
    """The demo's last act is of 31 December; the office before any act of 2026 has none later."""
    words = "; the portal shows them as they are now."
    office, notes = demo_office(), tmp_path / "notes.json"
    for day, said in ((DAY, False), (date(2025, 12, 30), True), (DAY, False)):
        for path in (*JUDGED_BY_DAY, "about/build.html", "reports/overdue.html"):
            page = read(office, tmp_path / "public", path, today=day, notes=notes)
            assert (words in page) == said


def test_errors_are_listed_before_warnings_where_not_all_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, last = "records/tasks/2025/TSK-2025-0001.yaml", "records/tasks/2025/TSK-2025-0058.yaml"
    warning = Finding(first, "", "It is odd.", "Look.", "odd", "warning")
    error = Finding(last, "", "It is wrong.", "Mend it.", "wrong")
    site = replace(site_of(demo_office(), DAY), findings=(warning, error))
    assert len([each for own in by_owner(site).values() for each in own]) == 2
    monkeypatch.setattr("officerepo.portal.trust.SHOWN", 1)
    assert [each for own in by_owner(replace(site, _once={})).values() for each in own] == [error]


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


def test_the_integrity_page_names_the_latest_checkpoint_that_stands_in_a_text(
    tmp_path: Path,
) -> None:
    office, path = demo_office(), "integrity/index.html"
    assert "No record of this portal holds a checkpoint." in read(office, tmp_path / "none", path)
    made = [
        checkpoint(office.index, "5d1c" * 10, f"2025-{month}-30 18:00+01:00").as_text()
        for month in ("06", "09", "12")
    ]
    spoilt = made[2].replace("date 2025-12-30", "date 2025-12-31")
    bodies = {
        "MTG-2025-014": f"```\n{made[0]}```\n",
        "MTG-2025-026": f"It was read out:\n\n{indent(made[1], '    ')}\nNobody objected.\n",
        "MTG-2025-027": spoilt,
    }
    told = replace(office, body=lambda record: bodies.get(record.id, ""))
    notes = tmp_path / "notes.json"
    office.build(tmp_path / "later", notes=notes)
    for record in bodies:
        told = told.changed(record)
    shown = read(told, tmp_path / "later", path, notes=notes)
    said = shown.partition("The latest that a record holds is of")[2].partition("</li>")[0]
    assert "30 September 2025" in said
    assert 'href="../meetings/2025/MTG-2025-026.html"' in said
    books = made[1].count("  ") and len([line for line in made[1].splitlines() if ": " in line])
    assert f"{books} registers." in said
    closed = told.changed("MTG-2025-026", label="restricted")
    said = read(closed, tmp_path / "later", path, notes=notes)
    assert "30 June 2025" in said
    assert "30 September 2025" not in said
    secret = told.changed("MTG-2025-026", label="confidential")  # of these numbers alone are told
    said = read(secret, tmp_path / "secret", path, audience="restricted")
    assert "30 September 2025" not in said


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


def broken(*numbers: str) -> Office:
    """The demo office with records that are files which cannot be read."""
    office = demo_office()
    findings = tuple(
        Finding(office.records[number].path, "", "It is no YAML.", "", "yaml", "error")
        for number in numbers
    )
    return replace(office.without(*numbers), findings=findings)


def test_a_register_says_that_files_of_it_cannot_be_read(tmp_path: Path) -> None:
    tasks = [name for name in demo_office().records if name.startswith("TSK-")]
    office, one = broken(*tasks), broken(tasks[0], "CND-2025-01")
    path = demo_office().records[tasks[0]].path
    register, quality = "tasks/index.html", "quality/index.html"
    says = f"{len(tasks)} files of this register cannot be read"
    shown = read(office, tmp_path / "internal", register)
    assert says in shown
    assert "The register is empty" not in shown
    assert says in read(office, tmp_path / "internal", quality)
    for page in (register, quality):
        inside = read(one, tmp_path / "internal", page)
        assert "1 file of this register cannot be read" in inside
        assert "Here the check found nothing." not in inside
        assert tasks[0] not in inside
        assert "CND-2025-01" not in inside
        assert "Rewards and sanctions" not in inside.partition("<main")[2].partition("</main")[0]
        every = read(one, tmp_path / "all", page, audience="restricted")
        assert path in every.partition('class="notice"')[2].partition("</p>")[0]
        public = read(one, tmp_path / "public", page, audience="public")
        assert "cannot be read" not in public


def test_what_is_hidden_or_only_faulty_counts_as_read(tmp_path: Path) -> None:
    office = demo_office()
    hidden = office.records["TSK-2025-0001"]
    said = Finding(hidden.path, "", "Said of the task.", "", "odd", "error")
    stray = Finding("records/tasks/notes.yaml", "", "It is no record.", "", "odd", "error")
    office = replace(office.changed(hidden.id, label="restricted"), findings=(said, stray))
    for page in ("tasks/index.html", "quality/index.html"):
        assert "cannot be read" not in read(office, tmp_path / "public", page)


def test_a_file_that_can_be_read_again_is_no_longer_missed(tmp_path: Path) -> None:
    notes = tmp_path / "notes.json"
    for office in (demo_office(), broken("TSK-2025-0001"), broken("TSK-2025-0002"), demo_office()):
        office.build(tmp_path / "later", notes=notes)
        office.build(tmp_path / "fresh")
        later, fresh = (contents((tmp_path / name).resolve()) for name in ("later", "fresh"))
        assert later == fresh


def test_texts_full_of_beginnings_of_checkpoints_are_read_once() -> None:
    """Each line is looked at for the checkpoint in which it stands, not for all before it."""
    office = demo_office()
    whole = checkpoint(office.index, "5d1c" * 10, "2025-12-30 18:00+01:00")
    text = "officerepo checkpoint 1\n" * 20_000 + indent(whole.as_text(), "  ")
    start = time.process_time()
    kept = latest_checkpoint(
        office.index, lambda record: text if record.id == "MTG-2025-014" else ""
    )
    assert time.process_time() - start < 2  # 0.02 s; read again for each beginning, 15 s
    assert kept is not None
    assert (kept.checkpoint, kept.record.id) == (whole, "MTG-2025-014")


def test_the_organisation_shows_vacancies_and_who_stands_in(tmp_path: Path) -> None:
    shown = read(demo_office(), tmp_path / "public", "organisation/index.html")
    vacant = shown.partition("Vacant:")[2].partition("</p>")[0]
    assert "POST-HID-02" in vacant
    assert "(4)" in vacant  # five places, one holder
    assert "POST-OFI-03" not in vacant
    registrar = shown.partition("posts/POST-OFI-03.html")[2].partition("</li>")[0]
    assert "Stands in:" in registrar
    assert "POST-OFI-04" in registrar
