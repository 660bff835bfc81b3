"""Which decisions stand on a day, and what later records changed in them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import feedparser
import pytest

from officerepo.domain.decisions import amendments, decisions, standing
from officerepo.index import Index
from officerepo.portal.atom import feed_bytes, feeds
from officerepo.portal.reports import rows_of
from officerepo.portal.today import home
from officerepo.record import Link
from officerepo.withheld import Amendment
from tests.portal.office import Office, contents, demo_office
from tests.portal.sites import site_of

DAY = date(2025, 4, 15)
CHANGED, BY, HELD = "MTG-2025-007/D2", "MTG-2025-012", "2025-04-03"
MEETING = "MTG-2025-007"


def told() -> Office:
    """The demo office, in which the decision with the wrong amount is for the public."""
    office = demo_office()
    data = office.records[MEETING].data
    items = [
        {**each, "publish": "yes"} if each["id"] == "D2" else each for each in data["decisions"]
    ]
    return office.changed(MEETING, data={**data, "decisions": items})


def superseding(office: Office) -> Office:
    """The office, in which the later meeting supersedes what it amends."""
    record = office.records[BY]
    refs = {"supersedes": [CHANGED], "cites": record.data["refs"]["cites"]}
    links = tuple(
        Link("refs.supersedes[0]", *link[1:]) if link.at.startswith("refs.amends") else link
        for link in record.links
    )
    return office.changed(BY, data={**record.data, "refs": refs}, links=links)


def changes(index: Index, day: date = DAY) -> list[Amendment]:
    (found,) = (each for each in decisions(index) if each.number == CHANGED)
    return amendments(index, found, day)


def stands(index: Index, day: date = DAY) -> bool:
    return CHANGED in {each.number for each in standing(index, day)}


def test_what_was_amended_stands_and_what_was_superseded_does_not() -> None:
    for office, supersedes in ((demo_office(), False), (superseding(demo_office()), True)):
        assert changes(office.index) == [Amendment(HELD, BY, supersedes)]
        assert stands(office.index) is not supersedes
        assert changes(office.index, date(2025, 4, 2)) == []
        assert stands(office.index, date(2025, 4, 2))


@pytest.mark.parametrize("state", ["cancelled", "void"])
def test_what_was_called_off_changes_nothing(state: str) -> None:
    office = superseding(demo_office()).changed(BY, state=state)
    assert changes(office.index) == []
    assert stands(office.index)


def test_a_record_without_a_date_of_its_own_changes_on_the_day_of_its_first_act() -> None:
    office = demo_office().changed(BY, data={**demo_office().records[BY].data, "starts": ""})
    (change,) = changes(office.index)
    assert change.day == office.records[BY].acts[0].at[:10]
    assert changes(office.changed(BY, data={}, acts=()).index) == []


@pytest.mark.parametrize(
    ("audience", "label", "by"),
    [
        ("internal", "internal", BY),
        ("internal", "restricted", ""),
        ("restricted", "confidential", BY),
        ("public", "internal", ""),
        ("public", "restricted", ""),
        ("public", "public", BY),
    ],
)
def test_readers_see_that_a_decision_was_changed_and_by_what_they_may_see(
    audience: str, label: str, by: str
) -> None:
    office = told().changed(BY, label=label)
    site = site_of(office, DAY, audience=audience)
    assert changes(site.index) == [Amendment(HELD, by, False)]
    row = {row[0]: row for row in rows_of(site)["decisions"]}[CHANGED]
    assert row[8:11] == ([by] if by else [], HELD, "")
    words = f"changed by {by} (3 Apr 2025)" if by else "changed on 3 Apr 2025"
    (feed,) = (each for each in feeds(site) if each.path == "decisions/feed.xml")
    assert words in feed_bytes(site, feed).decode()
    if audience == "public":
        shown = {each["number"]: each["amended"] for each in home(site)["decisions"]}
        assert [each.striptags() for each in shown[CHANGED]] == [words]
        assert not stands(site_of(superseding(office), DAY, audience=audience).index)


@pytest.mark.parametrize(
    ("audience", "label", "by"),
    [("internal", "internal", BY), ("public", "internal", ""), ("public", "public", BY)],
)
def test_a_feed_tells_that_a_decision_was_superseded(audience: str, label: str, by: str) -> None:
    office = superseding(told()).changed(BY, label=label)
    entries = {}
    for day in (date(2025, 4, 2), DAY):
        site = site_of(office, day, audience=audience)
        (feed,) = (each for each in feeds(site) if each.path == "decisions/feed.xml")
        found = feedparser.parse(feed_bytes(site, feed)).entries
        assert [each.updated for each in found] == sorted(
            (each.updated for each in found), reverse=True
        )
        (entries[day],) = (each for each in found if f":{CHANGED}" in each.id)
    before, after = entries.values()
    assert before.title.startswith(f"{CHANGED}: ")
    assert after.title == f"Superseded: {before.title}"
    assert after.id == f"{before.id}/superseded"
    assert after.updated == "2025-04-02T22:00:00+00:00"  # midnight where the office is
    assert (
        f"superseded by {by} (3 Apr 2025)" if by else "superseded on 3 Apr 2025"
    ) in after.summary
    if not by:
        assert BY not in str(after)


def test_the_public_hears_of_changes_when_their_minutes_are_approved() -> None:
    office = superseding(told()).changed(BY, state="circulated")
    assert stands(site_of(office, DAY, audience="public").index)
    assert not stands(site_of(office, DAY).index)


def test_a_public_portal_follows_a_change_in_hidden_minutes(tmp_path: Path) -> None:
    office = told()
    away = {**office.records[BY].data, "refs": {}}
    before = office.changed(BY, data=away, links=())
    pages = {}
    for name, each in (("later", before), ("later", office), ("fresh", office)):
        each.build(tmp_path / name, audience="public", today=DAY, notes=tmp_path / f"{name}.json")
        pages[name] = contents((tmp_path / name).resolve())
    assert pages["later"] == pages["fresh"]
    for path in ("index.html", "reports/decisions.html", "decisions/feed.xml"):
        text = pages["later"][path].decode()
        assert "3 Apr 2025" in text
        assert BY not in text
