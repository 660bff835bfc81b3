"""The pages of posts and units: what holds on the day, and that a later build says the same."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from officerepo.domain.owed import owed_of
from officerepo.portal import ics
from officerepo.portal.site import Site
from officerepo.portal.standing import NAMED, standing
from tests.portal.office import Office, contents, demo, demo_office
from tests.portal.sites import like, site_of
from tests.reports.rows import of, rows

POST, UNIT = "POST-OFI-01", "UNIT-HID"


def page(office: Office, output: Path, path: str, **wishes: Any) -> str:
    office.build(output, **wishes)
    return (output / path).read_text("utf-8")


def part(shown: str, title: str) -> str:
    """The section of that title; nothing where there is none."""
    return shown.partition(f"<h2>{title}</h2>")[2].partition("</section>")[0]


def test_a_post_shows_its_duties_powers_seals_and_rules(tmp_path: Path) -> None:
    shown = page(demo_office(), tmp_path / "public", f"posts/{POST}.html")
    duties = part(shown, "Duties in force")
    assert "Review and approve letters to equals and downwards" in duties
    assert "id=" not in duties  # a link to a duty leads to the versions, where all of them are
    assert "Supervise the seal<" not in duties  # of the first version
    powers = part(shown, "Powers in force")
    assert "<td>Supervise the seals</td><td>Inventory of seals: Ordered, Taken into use" in powers
    assert "authorise_seal" not in shown
    assert "SL-oficial" in part(shown, "Seals it may use")
    assert "Authorise the use of a seal" in part(shown, "Seals it may use")
    assert "REG-seals-v1" in part(shown, "Rules it answers for")


@pytest.mark.parametrize(("day", "duties"), [(date(2025, 1, 3), 3), (date(2025, 3, 31), 7)])
def test_the_version_of_the_day_counts(tmp_path: Path, day: date, duties: int) -> None:
    shown = page(demo_office(), tmp_path / "public", f"posts/{POST}.html", today=day)
    assert part(shown, "Duties in force").count('<span class="folio">') == duties


def test_a_post_shows_what_is_open_and_what_waits_for_it(tmp_path: Path) -> None:
    office = demo_office()
    task = office.records["TSK-2025-0004"]
    half = task.acts[: next(n for n, act in enumerate(task.acts) if act.do == "assign") + 1]
    office = office.changed(task.id, acts=half, state="assigned")
    owner, due = task.data["owner"], task.data["due"]
    shown = page(office, tmp_path / "public", f"posts/{owner}.html", today=date(2025, 12, 31))
    assert task.id in part(shown, "Open matters")
    assert due in part(shown, "Open matters")
    assert '<span class="tag late">late</span>' in part(shown, "Open matters")
    plan = page(office, tmp_path / "public", "posts/POST-DIR-01.html", today=date(2025, 12, 31))
    asked = part(plan, "Waits for an approval of this post")
    assert "PLN-2026-annual" in asked
    assert "17 Feb 2026" in asked
    assert "PLN-2026-annual" not in part(plan, "Open matters")


def live() -> Site:
    """The demo office of 3 April, looked at a week later."""
    records = demo()[1].as_of("2025-04-03").records
    return site_of(Office(dict(records)), date(2025, 4, 10))


def test_what_waits_for_a_unit_is_a_matter_of_the_unit_and_of_its_head() -> None:
    """IN-2025-0025 was passed to the finance department and is to be answered by 8 April."""
    site, letter, head = live(), "IN-2025-0025", "POST-ECO-01"
    for name in ("UNIT-ECO", head):
        (line,) = (
            line for line in standing(site, site.records[name]).matters if line.number == letter
        )
        assert (line.due, line.late) == ("2025-04-08", True)
        (feed,) = (feed for feed in ics.feeds(site) if feed.about == name)
        assert letter in [entry.record.id for entry in feed.entries]
    handed = rows("handover-by-post", index=site.index, day="2025-04-10")
    assert (head, letter, "2025-04-08") in of(handed, "post", "record", "due")
    awaited = rows("awaiting", index=site.index, day="2025-04-10")
    assert (letter, [head]) in of(awaited, "record", "posts")
    assert owed_of(site.index, site.records[letter], site.today)[0].who == (head,)


def test_a_body_that_a_post_of_another_unit_heads_keeps_its_matters() -> None:
    office = Office(dict(demo()[1].as_of("2025-04-03").records))
    unit = office.records["UNIT-ECO"]
    office = office.changed(unit.id, data={**unit.data, "head_post": "POST-HID-01"})
    site = site_of(office, date(2025, 4, 10))
    for name in (unit.id, "POST-HID-01"):
        lines = standing(site, site.records[name]).matters
        assert "IN-2025-0025" in [line.number for line in lines]
        (feed,) = (feed for feed in ics.feeds(site) if feed.about == name)
        assert "IN-2025-0025" in [entry.record.id for entry in feed.entries]


def test_a_unit_says_whom_its_matters_wait_for() -> None:
    """Of its letters one waits for either of two posts to issue it, one for any of four."""
    site = live()
    lines = {line.number: line for line in standing(site, site.records["UNIT-ECO"]).matters}
    assert lines["OUT-2025-0018"].owners == ("POST-OFI-02", "POST-OFI-03")
    overdue = rows("overdue", index=site.index, day="2025-04-10")
    for name, who in of(overdue, "record", "waits_for"):
        if name in lines:
            assert list(lines[name].owners) == who
    assert len(lines["OUT-2025-0025"].owners) > NAMED


def waiting_for(site: Site, post: str) -> list[str]:
    return [line.number for line in standing(site, site.records[post]).waiting]


def test_what_waits_for_a_post_stands_on_its_page_once() -> None:
    """What it is asked to approve is not said again among what is open."""
    asked = 0
    for day in ("2025-04-03", "2025-09-30", "2025-12-31"):
        site = site_of(Office(dict(demo()[1].as_of(day).records)), date.fromisoformat(day))
        for post in site.index.of("post"):
            found = standing(site, post)
            waiting = {line.number for line in found.waiting}
            assert waiting.isdisjoint(line.number for line in found.matters)
            asked += len(waiting)
    assert asked > 5


def test_minutes_wait_on_the_page_of_whoever_was_in_the_chair() -> None:
    """Those of 3 April went round; the director and the director of the office had the chair."""
    site = live()
    for post, minutes in (("POST-DIR-01", "MTG-2025-012"), ("POST-OFI-01", "MTG-2025-011")):
        assert minutes in waiting_for(site, post)
    for row in rows("awaiting", index=site.index, day="2025-04-10"):
        if row["record"] in ("MTG-2025-012", "MTG-2025-011", "OUT-2025-0025"):
            posts = [post.id for post in site.index.of("post")]
            shown = [post for post in posts if row["record"] in waiting_for(site, post)]
            assert shown == row["posts"]


def test_a_missed_turn_is_an_open_matter_of_its_post_and_of_its_unit(tmp_path: Path) -> None:
    """Nobody has inspected the seals in January, which was to be done by 4 February."""
    output = tmp_path / "public"
    shown = page(demo_office(), output, f"posts/{POST}.html", today=date(2026, 2, 5))
    unit = (output / "units" / "UNIT-OFI.html").read_text("utf-8")
    for matters in (part(shown, "Open matters"), part(unit, "Open matters")):
        assert "RTN-seal-inspection" in matters
        assert "2026-01: not done" in matters
    assert "RTN-service-training" not in part(shown, "Open matters")  # due in December


def test_turns_that_fall_due_on_one_day_are_each_a_matter_of_the_unit() -> None:
    """In the third week of February nobody works: two weeks' turns are due on Monday, the 23rd."""
    office = demo_office()
    calendar = office.index.office.calendar
    week = {date(2026, 2, day): "Spring" for day in range(16, 23)}
    closed = replace(calendar, holidays={**calendar.holidays, **week})
    valid = {"from": "2026-02-09", "to": "2026-02-22"}
    training = office.records["RTN-service-training"]
    weekly = like(training, "RTN-weekly", every="week", due_offset="1", valid=valid)
    office = Office({**office.records, weekly.id: weekly}, lambda record: "")
    site = site_of(office, date(2026, 2, 20), calendar=closed)
    for name in ("POST-OFI-01", "UNIT-OFI"):
        lines = standing(site, office.records[name]).matters
        assert [(each.due, each.step) for each in lines if each.number == weekly.id] == [
            ("2026-02-23", "2026-W07: to be done"),
            ("2026-02-23", "2026-W08: to be done"),
        ]


@pytest.mark.parametrize(
    ("language", "schedule", "shown_by", "outcome"),
    [
        ("en", "Every month, due 3 working days after its last day", "Inspected", "missed"),
        (
            "es",
            "Cada mes; vence 3 días hábiles después del último día",
            "Inspeccionado",
            "sin hacer",
        ),
        ("zh", "每月，末日后 3 个工作日到期", "检查", "未完成"),
    ],
)
def test_a_routine_says_its_schedule_and_what_became_of_its_turns(
    tmp_path: Path, language: str, schedule: str, shown_by: str, outcome: str
) -> None:
    path, today = "routines/RTN-seal-inspection.html", date(2026, 2, 5)
    shown = page(demo_office(), tmp_path / "public", path, today=today, language=language)
    assert schedule in shown
    assert shown_by in shown
    rows = shown.partition('<span class="folio">2026-02</span>')[2].split("</tr>")
    assert outcome in rows[1]
    assert "2026-01" in rows[1]
    assert "SL-oficial" in rows[2]
    assert "2025-12-30" in rows[2]


def test_the_conditions_of_a_routine_are_in_words(tmp_path: Path) -> None:
    output = tmp_path / "public"
    training = page(demo_office(), output, "routines/RTN-service-training.html")
    assert "Minute book</a> · Held · Type: Training · Body: " in training
    inspection = (output / "routines" / "RTN-mid-year-inspection.html").read_text("utf-8")
    assert "Title: … nspection …" in inspection
    office = demo_office()
    routine = office.records["RTN-service-training"]
    by = {**routine.data["satisfied_by"], "where": "type == 'training' or len(agenda) > 2"}
    office = office.changed(routine.id, data={**routine.data, "satisfied_by": by})
    odd = page(office, tmp_path / "odd", "routines/RTN-service-training.html")
    assert "<code>type == &#x27;training&#x27; or len(agenda) &gt; 2</code>" in odd


def test_what_shows_a_turn_but_is_withheld_is_not_named(tmp_path: Path) -> None:
    office = demo_office()
    for seal in [name for name, record in office.records.items() if record.kind == "seal"]:
        office = office.changed(seal, label="restricted")
    path = "routines/RTN-seal-inspection.html"
    shown = page(office, tmp_path / "public", path, today=date(2026, 1, 20))
    assert "SL-oficial" not in shown
    assert part(shown, "Turns").count(">done</span>") == 12
    assert ">missed</span>" not in shown


def test_a_unit_shows_its_posts_with_their_holders(tmp_path: Path) -> None:
    shown = part(page(demo_office(), tmp_path / "public", f"units/{UNIT}.html"), "Posts")
    assert shown.index("POST-HID-01") < shown.index("POST-HID-02")
    assert "PER-lmeandro" in shown


def test_a_post_says_first_who_holds_it_and_where_its_matters_can_be_followed(
    tmp_path: Path,
) -> None:
    shown = page(demo_office(), tmp_path / "public", f"posts/{POST}.html", today=date(2025, 12, 31))
    cover = shown.partition('<header class="cover">')[2].partition("</header>")[0]
    assert cover.index("PER-dcuencas.html") < cover.index("Reports to")
    first, *others = part(shown, "Holders").partition("<tbody>")[2].split("<tr>")[1:]
    assert "PER-dcuencas" in first  # a later deputy, whose time is over, comes after
    assert "in office" in first
    assert others
    assert not any("in office" in row for row in others)
    for path in re.findall(r'href="\.\./([^"]*\.(?:ics|xml))"', shown):
        assert (tmp_path / "public" / path).is_file()
    assert len(re.findall(r">(?:Calendar \(ICS\)|Changes \(Atom\))</a>", shown)) == 2


def test_what_changes_a_post_is_in_a_later_build_too(tmp_path: Path) -> None:
    office = demo_office()
    task = office.records["TSK-2025-0004"]
    opened = office.changed(task.id, acts=task.acts[:2], state="assigned")
    regulation = office.records["REG-seals-v1"]
    repealed = opened.changed(regulation.id, acts=regulation.acts[:1], state="draft")
    for number, (after, day) in enumerate(
        [
            (office, date(2025, 3, 31)),
            (opened, date(2025, 3, 31)),
            (opened, date(2025, 12, 31)),
            (repealed, date(2025, 12, 31)),
            (office, date(2025, 1, 3)),
        ]
    ):
        after.build(tmp_path / "later", today=day, notes=tmp_path / "notes.json")
        fresh = tmp_path / f"fresh{number}"
        after.build(fresh, today=day)
        assert contents((tmp_path / "later").resolve()) == contents(fresh.resolve())


def test_a_task_that_moves_rewrites_the_page_of_its_post_and_not_all_that_name_it(
    tmp_path: Path,
) -> None:
    office = demo_office()
    task = office.records["TSK-2025-0004"]
    office.build(tmp_path / "public", notes=tmp_path / "notes.json")
    before = contents((tmp_path / "public").resolve())
    opened = office.changed(task.id, acts=task.acts[:2], state="assigned")
    opened.build(tmp_path / "public", notes=tmp_path / "notes.json")
    after = contents((tmp_path / "public").resolve())
    changed = {path for path, raw in after.items() if before.get(path) != raw}
    assert f"posts/{task.data['owner']}.html" in changed
    assert not any(path.startswith(("seal-uses/", "trips/", "routines/")) for path in changed)
