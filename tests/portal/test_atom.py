"""Feeds tell the latest acts and decisions, with ids that stay, whatever the records hold."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import feedparser
import pytest

from officerepo.office import read_office
from officerepo.portal import atom
from officerepo.portal.chronicle import deeds
from officerepo.portal.identity import address
from officerepo.portal.site import Site
from officerepo.record import Act
from tests.portal.office import Office, demo_office
from tests.portal.sites import site_of

DAY = date(2025, 12, 31)
TASK, SEAL_USE = "TSK-2025-0004", "SEAL-2025-0001"


def raw_of(site: Site, path: str) -> bytes:
    found = next(feed for feed in atom.feeds(site) if feed.path == path)
    return atom.feed_bytes(site, found)


def parsed(raw: bytes) -> Any:
    """A feed as a reader sees it; it is well formed and its entries have all that Atom asks for."""
    root = ET.fromstring(raw)
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    found = feedparser.parse(raw)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    ids = [entry.id for entry in found.entries]
    assert len(set(ids)) == len(ids)
    for entry in [found.feed, *found.entries]:
        assert entry.id.startswith("tag:emea.officerepo.invalid,2025-01-02:")
        assert entry.title
        assert entry.updated
        assert entry.author
    return found


def with_act(do: str, at: str, **data: Any) -> Office:
    office = demo_office()
    record = office.records[TASK]
    by = record.acts[0].by
    act = Act(do, at, by, {"do": do, "at": at, "by": by, **data})
    return office.changed(TASK, acts=(*record.acts, act))


def test_changes_are_the_latest_acts() -> None:
    site = site_of(demo_office(), DAY)
    found = parsed(raw_of(site, "changes/feed.xml"))
    latest = site.once(deeds)[:100]
    assert len(found.entries) == 100
    madrid = ZoneInfo("Europe/Madrid")
    for entry, deed in zip(found.entries, latest, strict=True):
        assert deed.record.id in entry.title
        assert site.face_of(deed.record).url == entry.link.removeprefix("../")
        at = datetime.fromisoformat(deed.act.at).replace(tzinfo=madrid)
        assert datetime.fromisoformat(entry.updated) == at
    moments = [entry.updated for entry in found.entries]
    assert moments == sorted(moments, reverse=True)
    assert found.feed.updated == moments[0]


def test_an_act_is_told_with_post_states_and_reason() -> None:
    office = with_act("suspend", "2025-12-31T12:00", reason="the river stands too high")
    task = office.records[TASK]
    office = office.changed(TASK, acts=(*task.acts[:3], task.acts[-1]), state="suspended")
    entry = parsed(raw_of(site_of(office, DAY), "changes/feed.xml")).entries[0]
    assert entry.title == f"Suspended: {task.title} ({TASK})"
    assert "→ Suspended" in entry.summary
    assert "the river stands too high" in entry.summary
    assert entry.id.endswith(f":{TASK}/suspend/2025-12-31T12:00")


def test_acts_of_later_days_are_not_told() -> None:
    office = with_act("close", "2026-01-01T00:00")
    found = parsed(raw_of(site_of(office, DAY), "changes/feed.xml"))
    assert all("2026-01-01" not in entry.id for entry in found.entries)


def test_ids_stay_when_something_is_added() -> None:
    before = parsed(raw_of(site_of(demo_office(), DAY), "changes/feed.xml"))
    office = with_act("close", "2025-12-31T23:00")
    task = office.records[TASK]
    again = Act("close", "2025-12-31T23:00", task.acts[0].by, {})  # the same once more
    office = office.changed(TASK, acts=(*task.acts, again))
    after = parsed(raw_of(site_of(office, DAY), "changes/feed.xml"))
    known = {entry.id for entry in before.entries}
    fresh = [entry.id for entry in after.entries if entry.id not in known]
    assert [name.partition(":TSK")[2] for name in fresh] == [
        "-2025-0004/close/2025-12-31T23:00/2",
        "-2025-0004/close/2025-12-31T23:00",
    ]
    assert [entry.id for entry in after.entries[2:]] == [e.id for e in before.entries[:98]]


def test_decisions_are_those_that_stand() -> None:
    site = site_of(demo_office(), DAY)
    found = parsed(raw_of(site, "decisions/feed.xml"))
    taken = {
        f"{meeting.id}/{decision['id']}"
        for meeting in site.index.of("meeting")
        for decision in meeting.data.get("decisions", ())
        if not decision.get("struck")
    }
    assert len(taken) > 50
    assert {entry.id.rpartition(":")[2] for entry in found.entries} == taken
    first = next(entry for entry in found.entries if entry.id.endswith("MTG-2025-001/D1"))
    assert first.link == "../meetings/2025/MTG-2025-001.html#d1"
    assert "The annual plan 2025 is approved" in first.title
    assert "due on 17 Jan 2025" in first.summary
    assert "It can be carried out" in first.summary
    assert first.updated == "2025-01-16T08:00:00+00:00"  # filed at nine


def test_what_was_struck_or_called_off_was_not_decided() -> None:
    office = demo_office()
    meeting = office.records["MTG-2025-001"]
    first, *rest = meeting.data["decisions"]
    struck = {**first, "struck": {"at": "2025-01-20", "reason": "never carried out"}}
    office = office.changed(meeting.id, data={**meeting.data, "decisions": [struck, *rest]})
    office = office.changed("MTG-2025-004", state="cancelled")
    raw = raw_of(site_of(office, DAY), "decisions/feed.xml")
    ids = {entry.id.rpartition(":")[2] for entry in parsed(raw).entries}
    assert "MTG-2025-001/D1" not in ids
    assert "MTG-2025-001/D2" in ids
    assert not any(name.startswith("MTG-2025-004/") for name in ids)


def test_only_what_may_be_shown_to_the_public_is_in_its_feed() -> None:
    office = demo_office()
    meeting = office.records["MTG-2025-001"]
    first, *rest = meeting.data["decisions"]
    told = {**meeting.data, "decisions": [{**first, "publish": "yes"}, *rest]}
    office = office.changed(meeting.id, data=told, label="public")
    raw = raw_of(site_of(office, DAY, audience="public"), "decisions/feed.xml")
    assert {e.id.rpartition(":")[2]: e.link for e in parsed(raw).entries} == {
        "MTG-2025-018/D1": "../reports/decisions.html",  # of internal minutes
        "MTG-2025-017/D2": "../reports/decisions.html",
        "MTG-2025-001/D1": "../meetings/2025/MTG-2025-001.html#d1",
    }


def test_a_post_is_told_of_what_it_answers_for() -> None:
    site = site_of(demo_office(), DAY)
    owner = site.owner_of(site.records[TASK])
    found = parsed(raw_of(site, f"changes/{owner}.xml"))
    assert found.entries
    for entry in found.entries:
        name = entry.id.rpartition(",2025-01-02:")[2].partition("/")[0]
        assert site.owner_of(site.records[name]) == owner


HOSTILE = [
    "<script>alert(1)</script> & ]]> <![CDATA[ <!-- -->",
    "null \x00 bell \x07 escape \x1b[31m vertical \x0b tab \t \x85 \u2028",
    "lone \ud800 surrogates \udfff and \ufffe \uffff",
    "\r\nnew\nlines\r",
    "&#0; &#x1f; &bogus; %00",
    "🏛️ 会议" * 500,
    "",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_feed_is_valid_whatever_a_record_holds(text: str) -> None:
    office = with_act("close", "2025-12-31T23:00", reason=text, remarks=text)
    office = office.changed(TASK, title=text)
    meeting = office.records["MTG-2025-001"]
    first = {**meeting.data["decisions"][0], "text": text or "x", "reasons": text, "due": text}
    office = office.changed(meeting.id, data={**meeting.data, "decisions": [first]})
    site = site_of(office, DAY, settings={"unit": text, "portal_url": text})
    for feed in atom.feeds(site):
        raw = atom.feed_bytes(site, feed)
        assert len(parsed(raw).entries) == len(feed.items)
        assert b"<script" not in raw


def test_markup_in_a_reason_stays_text_in_a_reader() -> None:
    office = with_act("close", "2025-12-31T23:00", reason="<b onclick=x>bold</b>")
    raw = raw_of(site_of(office, DAY), "changes/feed.xml").decode()
    assert "&lt;p&gt;&amp;lt;b onclick=x&amp;gt;bold" in raw


def test_no_address_of_a_person_is_told() -> None:
    site = site_of(demo_office(), DAY)
    for feed in atom.feeds(site):
        raw = atom.feed_bytes(site, feed)
        assert b"@" not in raw
        assert b"<email>" not in raw


def test_addresses_are_whole_where_the_office_says_where_the_portal_is() -> None:
    at = {"portal_url": "https://records.emea.example/office"}
    found = parsed(raw_of(site_of(demo_office(), DAY, settings=at), "changes/feed.xml"))
    start = "https://records.emea.example/office/"
    links = {link.rel: link.href for link in found.feed.links}
    assert links["self"] == f"{start}changes/feed.xml"
    assert links["alternate"] == f"{start}changes/index.html"
    assert all(entry.link.startswith(start) for entry in found.entries)
    plain = parsed(raw_of(site_of(demo_office(), DAY), "changes/feed.xml"))
    assert [e.id for e in plain.entries] == [e.id for e in found.entries]


def test_a_feed_without_entries_is_as_old_as_the_office() -> None:
    site = site_of(Office({}), DAY)
    for path in ("changes/feed.xml", "decisions/feed.xml"):
        found = parsed(raw_of(site, path))
        assert found.entries == []
        assert found.feed.updated == "2025-01-01T23:00:00+00:00"


def test_the_same_acts_give_the_same_bytes_on_another_day() -> None:
    before = raw_of(site_of(demo_office(), date(2026, 1, 10)), "changes/feed.xml")
    assert raw_of(site_of(demo_office(), date(2026, 1, 11)), "changes/feed.xml") == before


def test_hidden_records_are_in_no_feed_of_others() -> None:
    office = with_act("close", "2025-12-31T23:00", reason="whispered")
    office = office.changed(TASK, label="restricted", title="Hush")
    site = site_of(office, DAY)
    for feed in atom.feeds(site):
        raw = atom.feed_bytes(site, feed)
        for word in (TASK, "whispered", "Hush"):
            assert word.encode() not in raw
    everything = raw_of(site_of(office, DAY, audience="restricted"), "changes/feed.xml")
    assert b"whispered" in everything


def test_feeds_come_and_go_with_the_kinds() -> None:
    def paths(*kinds: str) -> list[str]:
        return [feed.path for feed in atom.feeds(site_of(demo_office(), DAY, kinds=kinds))]

    assert paths("unit", "person") == []
    assert paths("task") == ["changes/feed.xml"]
    assert paths("meeting", "unit") == ["changes/feed.xml", "decisions/feed.xml"]


def test_an_office_without_a_fonds_has_ids_of_its_own() -> None:
    def first(name: str) -> str:
        settings = {"fonds": None, "name": name}
        raw = raw_of(site_of(demo_office(), DAY, settings=settings), "changes/feed.xml")
        return str(feedparser.parse(raw).feed.id)

    assert first("One office") == first("One office") != first("Another office")


def test_years_before_zones_were_whole_hours_are_told() -> None:
    office = demo_office()
    task = office.records[TASK]
    old = task.acts[0]._replace(at="1900-01-01T00:05")
    office = office.changed(TASK, acts=(old,))
    site = site_of(Office({TASK: office.records[TASK]}, office.body), DAY)
    entry = parsed(raw_of(site, "changes/feed.xml")).entries[0]
    assert entry.updated.startswith("1900-01-01T00:")
    assert entry.updated.endswith("+00:00")


@pytest.mark.parametrize(
    ("url", "right"),
    [
        ("https://records.emea.example/office/", True),
        ("http://10.0.0.7:8080", True),
        ("ftp://records.emea.example", False),
        ("javascript:alert(1)", False),
        ("records.emea.example", False),
        ("https://records.emea.example/a b", False),
        ("https://records.emea.example/?office=1", False),
        ('https://records.emea.example/">', False),
    ],
)
def test_an_address_that_is_none_is_found_and_not_used(url: str, right: bool) -> None:
    written = f"format: 1\nname: X\nbegan: 2025-01-02\nlanguage: en\nportal_url: '{url}'\n"
    found = read_office({"records/office.yaml": written.encode()}).findings
    said = [finding for finding in found if finding.at == "portal_url"]
    assert [finding.rule for finding in said] == ([] if right else ["wrong-value"])
    site = site_of(demo_office(), DAY, settings={"portal_url": url})
    assert bool(address(site, "index.html")) is right
    assert (url.encode() in raw_of(site, "changes/feed.xml")) is right
