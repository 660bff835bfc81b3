"""Of internal minutes the public is told the decisions that say so, and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from officerepo.portal.reports import rows_of
from tests.portal.office import Office, contents, demo_office
from tests.portal.sites import site_of

DAY = date(2025, 12, 31)
MEETING = "MTG-2025-017"


def rows(office: Office, audience: str = "public") -> dict[str, tuple[Any, ...]]:
    site = site_of(office, DAY, audience=audience)
    return {row[0]: row for row in rows_of(site)["decisions"]}


def changed(number: int, **values: Any) -> Office:
    """The demo office with other values in one decision of the meeting."""
    office = demo_office()
    data = office.records[MEETING].data
    decisions = [dict(each) for each in data["decisions"]]
    decisions[number] |= values
    return office.changed(MEETING, data={**data, "decisions": decisions})


def test_number_text_and_day_are_told_and_nothing_else() -> None:
    found = rows(demo_office())
    assert list(found) == ["MTG-2025-018/D1", f"{MEETING}/D2"]
    number, text, body, day, *rest = found[f"{MEETING}/D2"]
    assert text.startswith("Item I07 is amended from two piezometers to one")
    assert (number, body, day) == (f"{MEETING}/D2", "UNIT-DIR", "2025-07-10")
    assert not any(rest)
    hidden = demo_office().changed("UNIT-DIR", label="internal")
    assert rows(hidden)[f"{MEETING}/D2"][2] == ""


@pytest.mark.parametrize(
    "values",
    [
        {"state": "circulated"},
        {"state": "cancelled"},
        {"label": "restricted"},
        {"label": "confidential"},
        {"label": "intern"},
    ],
)
def test_only_approved_internal_minutes_tell(values: dict[str, str]) -> None:
    assert f"{MEETING}/D2" not in rows(demo_office().changed(MEETING, **values))


def test_only_decisions_that_say_so_and_stand_are_told() -> None:
    assert f"{MEETING}/D2" not in rows(changed(1, publish="no"))
    assert f"{MEETING}/D2" not in rows(changed(1, struck={"at": "2025-07-11", "reason": "x"}))
    assert f"{MEETING}/D1" in rows(changed(0, publish="yes"))


def test_words_lose_the_numbers_of_hidden_records() -> None:
    text = rows(changed(1, text="As TSK-2025-0001 says, after MTG-2025-016/D1."))[f"{MEETING}/D2"][
        1
    ]
    assert text == "As [withheld] says, after [withheld]."


def test_no_number_that_is_hidden_stands_in_the_name_of_a_decision() -> None:
    named = "D2, see TSK-2025-0001"
    assert not [name for name in rows(changed(1, id=named)) if "TSK" in name]


def test_a_body_that_is_no_name_is_not_told() -> None:
    office = demo_office()
    data = {**office.records[MEETING].data, "unit": ["UNIT-DIR"]}
    assert rows(office.changed(MEETING, data=data))[f"{MEETING}/D2"][2] == ""


def test_a_new_title_of_the_body_stands_in_the_feed_of_the_next_build(tmp_path: Path) -> None:
    notes, wishes = tmp_path / "notes.json", {"audience": "public", "today": DAY}
    demo_office().build(tmp_path / "later", notes=notes, **wishes)
    unit = demo_office().records["UNIT-DIR"]
    data = {**unit.data, "title": "Steering committee"}
    office = demo_office().changed(unit.id, data=data, title="Steering committee", blob="0" * 40)
    office.build(tmp_path / "later", notes=notes, **wishes)
    office.build(tmp_path / "fresh", **wishes)
    assert "Steering committee" in (tmp_path / "fresh/decisions/feed.xml").read_text("utf-8")
    assert contents((tmp_path / "later").resolve()) == contents((tmp_path / "fresh").resolve())


def test_other_readers_see_whole_minutes_once() -> None:
    assert rows(demo_office(), "internal")[f"{MEETING}/D2"][4] == "POST-SUB-01"
    public = rows(demo_office().changed(MEETING, label="public"))
    assert sum(name.startswith(MEETING) for name in public) == 4


def test_pages_name_it_without_a_link_in_this_build_and_the_next(tmp_path: Path) -> None:
    notes, wishes = tmp_path / "notes.json", {"audience": "public", "today": DAY}
    demo_office().build(tmp_path / "later", notes=notes, **wishes)
    home = (tmp_path / "later/index.html").read_text(encoding="utf-8")
    assert "<span>Item I07 is amended" in home
    report = (tmp_path / "later/reports/decisions.html").read_text(encoding="utf-8")
    assert f'<span class="folio">{MEETING}/D2</span>' in report
    assert not (tmp_path / f"later/meetings/2025/{MEETING}.html").exists()
    edited = changed(1, text="Another piezometer.")
    edited.build(tmp_path / "later", notes=notes, **wishes)
    edited.build(tmp_path / "fresh", **wishes)
    assert contents((tmp_path / "later").resolve()) == contents((tmp_path / "fresh").resolve())
    assert "Another piezometer." in (tmp_path / "later/index.html").read_text(encoding="utf-8")
