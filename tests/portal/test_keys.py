"""Keys of pages: whatever a page would tell otherwise changes its key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from officerepo.index import Index
from officerepo.portal import atom, ics
from officerepo.portal.calendar import calendar, sheets
from officerepo.portal.files import _shard_row
from officerepo.portal.integrity import integrity, integrity_key
from tests.portal.office import Office, contents, demo, demo_office
from tests.portal.sites import like, site_of

ACCEPTED = [
    {
        "commit": "4" * 40,
        "rule": "back-dated-act",
        "reason": "It was about IN-2025-0001, wrongly filed.",
        "by": "PER-dcuencas",
        "at": "2025-03-01",
    }
]


def test_a_reason_that_names_what_is_hidden_now_is_told_anew() -> None:
    office = demo_office()
    seen = site_of(office, settings={"accepted": ACCEPTED})
    hidden = site_of(
        office.changed("IN-2025-0001", label="restricted"), settings={"accepted": ACCEPTED}
    )
    assert "IN-2025-0001" in str(integrity(seen)["accepted"])
    assert "IN-2025-0001" not in str(integrity(hidden)["accepted"])
    assert integrity_key(seen) != integrity_key(hidden)


def test_a_former_number_that_is_taken_is_no_longer_searched_under() -> None:
    office = demo_office()
    name = "OUT-2025-0003"
    data = {**office.records[name].data, "formerly": ["OUT-2024-0002"]}
    office = office.changed(name, data=data)
    taken = like(office.records["OUT-2025-0004"], "OUT-2024-0002")
    both = Office({**office.records, taken.id: taken}, lambda record: "")
    free, held = site_of(office), site_of(both)
    assert "OUT-2024-0002" in _shard_row(free, free.records[name])
    assert _shard_row(free, free.records[name]) != _shard_row(held, held.records[name])


def test_a_first_name_that_is_told_makes_a_feed_anew() -> None:
    office = demo_office()
    name = "IN-2025-0023"
    data = {**office.records[name].data, "formerly": ["IN-2025-0999"]}
    before, after = site_of(office), site_of(office.changed(name, data=data, blob="0" * 40))
    keys = [atom.feed_key(site, atom.feeds(site)[0]) for site in (before, after)]
    assert keys[0] != keys[1]


def test_days_far_away_stop_neither_calendar_nor_feed(tmp_path: Path) -> None:
    office = demo_office()
    name = next(r.id for r in office.records.values() if r.kind == "meeting")
    for starts, ends in (
        ("9999-12-31T20:00", "9999-12-31T23:00"),
        ("0001-01-01", ""),
        ("2025-03-31T09:00", "9999-12-31"),
    ):
        data = {**office.records[name].data, "starts": starts, "ends": ends}
        site = site_of(office.changed(name, data=data))
        for sheet in sheets(site):
            calendar(site, sheet)
        for feed in ics.feeds(site):
            ics.calendar_bytes(site, feed)


@dataclass
class _Themed(Office):
    """An office with settings of its own."""

    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def index(self) -> Index:
        return Index(replace(demo()[1].office, settings=self.settings), self.records)


def test_a_crest_that_is_gone_is_on_no_page(tmp_path: Path) -> None:
    crest = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>'
    office = demo_office()
    settings = {
        **office.index.office.settings,
        "theme": {"crest": "c.svg", "crest_alt": "A square"},
    }
    office = _Themed(office.records, office.body, settings=settings)
    office.build(tmp_path / "public", files={"site/assets/c.svg": crest})
    assert b"c.svg" in contents((tmp_path / "public").resolve())["index.html"]
    office.build(tmp_path / "public")
    office.build(tmp_path / "fresh")
    assert contents((tmp_path / "public").resolve()) == contents((tmp_path / "fresh").resolve())


def test_due_days_far_away_stop_neither_calendar_nor_feed(tmp_path: Path) -> None:
    office = demo_office()
    task = office.records["TSK-2025-0004"]
    for due in ("9999-12-31", "9999-06-01", "0001-01-05"):
        data = {**task.data, "due": due}
        odd = office.changed(task.id, data=data, acts=task.acts[:3], state="accepted")
        odd.build(tmp_path / due)
        assert (tmp_path / due / "calendar/due.ics").exists()


def test_a_turn_that_a_hidden_record_kept_is_told_of_on_the_home_page_of_the_next_build(
    tmp_path: Path,
) -> None:
    name, today = "MTG-2025-024", date(2026, 1, 20)
    office = demo_office().changed(name, label="restricted", blob="0" * 40)
    notes = tmp_path / "notes.json"
    office.build(tmp_path / "later", notes=notes, today=today)
    office = office.changed(name, label="restricted", state="cancelled", blob="1" * 40)
    office.build(tmp_path / "later", notes=notes, today=today)
    office.build(tmp_path / "fresh", today=today)
    assert "RTN-annual-review" in (tmp_path / "fresh/index.html").read_text("utf-8")
    assert contents((tmp_path / "later").resolve()) == contents((tmp_path / "fresh").resolve())
