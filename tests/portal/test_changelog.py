"""The log of changes tells every act once, by day, and no more than the pages of the records."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from officerepo.portal import changelog
from officerepo.portal.chronicle import deeds
from officerepo.portal.site import Site
from officerepo.record import Act
from tests.portal.office import Office, contents, demo_office
from tests.portal.sites import site_of

DAY = date(2025, 12, 31)
TASK = "TSK-2025-0004"


def shown(site: Site, name: str) -> str:
    """What a page of the log tells, as HTML."""
    page = next(p for p in changelog.sheets(site) if p.path == f"changes/{name}.html")
    return "".join(lines for _, _, lines in changelog.changes(site, page)["days"])


def with_act(do: str, at: str, **data: Any) -> Office:
    office = demo_office()
    record = office.records[TASK]
    said = {"do": do, "at": at, "by": record.acts[0].by, **data}
    acts = (*record.acts[:3], Act(do, at, said["by"], said))
    written = {**record.data, "acts": [act.data for act in acts]}
    return office.changed(TASK, acts=acts, data=written)


def test_every_act_of_a_visible_record_is_told_once() -> None:
    site = site_of(demo_office(), DAY)
    told = [
        (deed.record.id, deed.number)
        for page in changelog.sheets(site)
        if not page.path.endswith("index.html")
        for deed in page.deeds
    ]
    done = [(r.id, number) for r in site.records.values() for number in range(len(r.acts))]
    assert len(done) > 1000
    assert sorted(told) == sorted(done)


def test_the_first_page_is_the_latest_month() -> None:
    site = site_of(demo_office(), date(2025, 3, 31))
    first = changelog.sheets(site)[0]
    assert (first.path, first.period) == ("changes/index.html", "2025-03")
    assert first.deeds[0].act.at < "2025-04"


def test_an_act_is_told_in_words() -> None:
    site = site_of(with_act("suspend", "2025-12-30T12:00", reason="Wait for IN-2025-0001"), DAY)
    page = shown(site, "2025-12")
    line = next(line for line in page.split("<li>") if f">{TASK}<" in line)
    assert "<b>Suspended</b>" in line
    assert "Accepted → Suspended" in line
    assert "12:00" in line
    assert '<a class="folio" href="../letters-in/2025/IN-2025-0001.html">' in line
    who = site.records[TASK].acts[0].by
    assert site.records[who].title not in line  # the post is told


def test_an_act_that_moves_nothing_tells_no_states() -> None:
    line = shown(site_of(with_act("report", "2025-12-30T12:00", text="Half of it"), DAY), "2025-12")
    line = next(part for part in line.split("<li>") if f">{TASK}<" in part)
    assert "Half of it" in line
    assert "→" not in line.replace("Accepted → In progress", "")


def test_acts_of_later_days_wait() -> None:
    office = with_act("suspend", "2026-01-01T00:00", reason="x")
    assert all("2026" not in page.period for page in changelog.sheets(site_of(office, DAY)))
    assert TASK in shown(site_of(office, date(2026, 1, 1)), "2026-01")


def test_a_long_month_is_divided_into_days(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = site_of(demo_office(), DAY)
    monkeypatch.setattr(changelog, "PAGE_ACTS", 130)
    site = site_of(demo_office(), DAY)
    pages = {page.path: page for page in changelog.sheets(site)}
    month = pages["changes/2025-12.html"]
    assert month.deeds == ()
    assert sum(number for _, number in month.days) > 130
    told = [d for day, _ in month.days for d in pages[f"changes/{day}.html"].deeds]
    assert told == [d for d in whole.once(deeds) if d.act.at.startswith("2025-12")]
    assert pages["changes/index.html"].deeds == pages["changes/2025-12-31.html"].deeds
    assert pages["changes/2025-08.html"].deeds  # a short one is not


def test_nothing_above_the_audience_is_told() -> None:
    office = with_act("suspend", "2025-12-30T12:00", reason="whispered of SEAL-2025-0001")
    hidden = office.changed(TASK, label="restricted", title="Hush")
    site = site_of(hidden, DAY)
    for page in changelog.sheets(site):
        told = str(changelog.changes(site, page))
        assert not any(word in told for word in (TASK, "whispered", "Hush"))
    one_hidden = office.changed("SEAL-2025-0001", label="restricted")
    text = shown(site_of(one_hidden, DAY), "2025-12")
    assert "whispered of [withheld]" in text
    assert "SEAL-2025-0001" not in text


def test_markup_in_a_reason_stays_text() -> None:
    page = shown(site_of(with_act("suspend", "2025-12-30T12:00", reason="<i>why"), DAY), "2025-12")
    assert "&lt;i&gt;why" in page
    assert "<i>why" not in page


def test_the_log_comes_and_goes_with_the_kinds() -> None:
    assert changelog.sheets(site_of(demo_office(), DAY, kinds=["unit", "person"])) == []
    empty = changelog.sheets(site_of(Office({}), DAY, kinds=["task"]))
    assert [page.path for page in empty] == ["changes/index.html"]


def test_keys_follow_what_a_page_tells() -> None:
    def keys(office: Office) -> dict[str, str]:
        site = site_of(office, DAY)
        return {page.path: changelog.sheet_key(site, page) for page in changelog.sheets(site)}

    before = keys(demo_office())
    after = keys(demo_office().changed("MTG-2025-003", title="Another title"))
    changed = {name for name in before if before[name] != after[name]}
    assert "changes/2025-01.html" in changed
    assert not changed & {"changes/2025-08.html", "changes/2024-12.html", "changes/2018-12.html"}


def test_a_later_build_equals_one_from_nothing(tmp_path: Path) -> None:
    later = with_act("suspend", "2025-12-30T12:00", reason="because")
    demo_office().build(tmp_path / "one", notes=tmp_path / "notes.json", today=DAY)
    later.build(tmp_path / "one", notes=tmp_path / "notes.json", today=DAY)
    later.build(tmp_path / "two", today=DAY)
    one, two = (contents((tmp_path / name).resolve()) for name in ("one", "two"))
    assert one == two
    assert b"because" in one["changes/2025-12.html"]
    assert b"because" in one["changes/feed.xml"]
