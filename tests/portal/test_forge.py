"""From a page to the forge: where the links lead, what is said before, and how old a copy is."""

from __future__ import annotations

import html
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from officerepo.domain.owners import owned
from tests.portal.office import TODAY, demo_office, ids
from tests.portal.test_calendar import open_task
from tests.portal.test_themes import Themed

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PATH = "records/tasks/2025/TSK-2025-0001.yaml"
PAGE = "tasks/2025/TSK-2025-0001.html"
URL = "https://git.example.org/office/records"
ORGANISATION = ("person", "post", "unit")


def office(**settings: Any) -> Themed:
    """One task among the people, posts and units of the demo office."""
    records = demo_office().records
    names = [name for kind in ORGANISATION for name in ids(records.values(), kind)]
    made = Themed({name: records[name] for name in [*names, "TSK-2025-0001", "SL-oficial"]})
    made.settings = settings
    return made


def doings(page: str) -> dict[str, str]:
    """The links above a record by their words."""
    [shown] = re.findall(r'<ul class="doings">(.*?)</ul>', page, re.DOTALL)
    found = re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', shown)
    return {words: html.unescape(address) for address, words in found}


@pytest.mark.parametrize(
    ("forge", "edit", "history", "issue", "title", "body"),
    [
        ("github", "/edit/trunk/", "/commits/trunk/", "/issues/new", "title", "body"),
        (
            *("gitlab", "/-/edit/trunk/", "/-/commits/trunk/", "/-/issues/new"),
            *("issue[title]", "issue[description]"),
        ),
        ("forgejo", "/_edit/trunk/", "/commits/branch/trunk/", "/issues/new", "title", "body"),
    ],
)
def test_links_lead_to_the_forge_of_the_settings(
    tmp_path: Path, forge: str, edit: str, history: str, issue: str, title: str, body: str
) -> None:
    made = office(
        forge={"type": forge, "url": f"{URL}/", "branch": "trunk", "mailto": "a@b.example"}
    )
    made.build(tmp_path / "public")
    links = doings((tmp_path / "public" / PAGE).read_text())
    assert links["Propose a change"] == f"{URL}{edit}{PATH}"
    assert links["Versions of the file"] == f"{URL}{history}{PATH}"
    report = urlsplit(links["Report an error"])
    assert f"{report.scheme}://{report.netloc}{report.path}" == URL + issue
    asked = parse_qs(report.query)
    assert asked[title] == ["Error in TSK-2025-0001"]
    assert asked[body][0].startswith(PATH)
    assert links["Report by e-mail"].startswith("mailto:a@b.example?subject=Error%20in%20TSK-2025")


def test_without_a_forge_there_is_mail_alone(tmp_path: Path) -> None:
    office(forge={"type": "none", "mailto": "registry@emea.example"}).build(tmp_path / "mail")
    page = (tmp_path / "mail" / PAGE).read_text()
    links = doings(page)
    assert links.keys() == {"Report an error", "How this works"}
    assert links["Report an error"].startswith("mailto:registry@emea.example?subject=Error%20in")
    assert PATH in unquote(links["Report an error"])
    assert "A report opens a message to registry@emea.example." in page
    assert "A proposal" not in page
    office().build(tmp_path / "nothing")
    settings = {"forge": {"type": "none"}}
    office(**settings).build(tmp_path / "none")
    assert 'class="doings"' not in (tmp_path / "none" / PAGE).read_text()


FORGE = {"type": "github", "url": URL}


def test_a_page_says_who_reviews_before_anybody_clicks(tmp_path: Path) -> None:
    made = office(forge=FORGE)
    made.build(tmp_path / "public")
    page = (tmp_path / "public" / PAGE).read_text()
    [said] = re.findall(r'<p class="becomes meta" id="becomes">(.*?)</p>', page)
    [line] = [each for each in owned(made.index, TODAY.isoformat()) if each.kind == "task"]
    for post, _ in line.why[:2]:
        assert f"posts/{post}.html" in said
        assert f">{made.records[post].title}</a>" in said
    assert len(line.why) > 2
    assert said.count("<a ") == 2
    assert "A report opens a form with the number filled in." in said
    assert page.count('aria-describedby="becomes"') == 2
    assert "Report by e-mail" not in page  # its settings name no address


def test_readers_of_less_are_not_told_of_posts_they_do_not_see(tmp_path: Path) -> None:
    made = office(forge=FORGE)
    for post in ids(made.records.values(), "post"):
        made.records[post] = made.changed(post, label="restricted").records[post]
    made.build(tmp_path / "public")
    page = (tmp_path / "public" / PAGE).read_text()
    assert "your change is reviewed before it counts." in page
    assert "/posts/" not in page.partition('id="becomes"')[2].partition("</p>")[0]
    assert "POST-DIR-01" not in page


def test_who_reviews_is_that_of_the_day(tmp_path: Path) -> None:
    made, notes = office(forge=FORGE), tmp_path / "notes.json"
    made.build(tmp_path / "later", today=TODAY, notes=notes)
    for person in ids(made.records.values(), "person"):
        data = made.records[person].data
        held = [{**each, "to": "2025-06-30"} for each in data["appointments"]]
        changed = made.changed(person, data={**data, "appointments": held})
        made.records[person] = changed.records[person]
    for day in (TODAY, date(2025, 7, 1)):
        made.build(tmp_path / "later", today=day, notes=notes)
        made.build(tmp_path / f"fresh-{day}", today=day)
        later, fresh = (tmp_path / name / PAGE for name in ("later", f"fresh-{day}"))
        assert later.read_bytes() == fresh.read_bytes()
    assert "your change is reviewed before it counts." in (tmp_path / "later" / PAGE).read_text()


@pytest.mark.parametrize(("days", "stale"), [(2, False), (3, True), (40, True)])
def test_a_copy_that_grows_old_says_so(
    browser: Browser, tmp_path: Path, days: int, stale: bool
) -> None:
    office(stale_after_days="3").build(tmp_path / "public", built="2025-03-31T07:30")
    page = browser.new_page()
    now = f"new Date(Date.parse('2025-03-31T08:30') + {days} * 864e5)"
    page.add_init_script(f"Date.now = () => {now}.getTime();")
    page.goto((tmp_path / "public" / PAGE).as_uri())
    warning = page.locator(".stale")
    assert warning.count() == stale
    if stale:
        words = f"This copy is {days} days old. Recent records may be missing."
        assert warning.text_content() == words
        assert warning.get_attribute("role") == "status"
    page.close()
    quiet = browser.new_page(java_script_enabled=False)
    quiet.goto((tmp_path / "public" / PAGE).as_uri())
    quiet.get_by_role("link", name="about this build").click()
    assert "31 March 2025, 07:30" in str(quiet.locator("main").text_content())
    quiet.close()


def test_words_like_tomorrow_give_way_to_the_date_on_the_day_after_the_build(
    browser: Browser, tmp_path: Path
) -> None:
    built = date(2025, 3, 31)
    open_task("2025-04-01").build(tmp_path / "public", today=built, built="2025-03-31T07:30")
    for moment, words in (("2025-03-31T23:59", "tomorrow"), ("2025-04-01T00:01", "1 Apr 2025")):
        page = browser.new_page()
        page.clock.set_fixed_time(moment)
        for path in ("index.html", "board/index.html"):
            page.goto((tmp_path / "public" / path).as_uri())
            tags = page.locator("[data-day]").all_text_contents()
            assert tags.count(words) == 1
        page.close()
