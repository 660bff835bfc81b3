"""A portal in several languages, and the small pages that lead on: one door, former numbers."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from officerepo.cli.building import languages_of
from tests.portal.office import Office, contents, demo_office, ids

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CANTEEN = {"site/pages/es/comedor.md": b"# Comedor\n\nSopa los lunes.\n"}


def small() -> Office:
    """A few kinds of the demo office: what the editions share does not depend on the number."""
    records = demo_office().records
    kept = [*ids(records.values(), "seal"), *ids(records.values(), "task")[:5]]
    return Office({name: records[name] for name in kept})


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("Área común 公章") / "public"
    small().build(output, languages=["es", "en", "zh"], files=CANTEEN)
    return output.resolve()


def test_each_language_has_its_folder_and_the_same_pages(portal: Path) -> None:
    files = contents(portal)
    by_language: dict[str, set[str]] = {}
    for path in files:
        code, _, rest = path.partition("/")
        by_language.setdefault(code, set()).add(rest)
    assert by_language.keys() == {"index.html", "es", "en", "zh"}
    assert by_language["en"] == by_language["zh"]
    assert by_language["es"] - by_language["en"] == {"about/comedor.html"}
    for code in ("es", "en", "zh"):
        assert f'<html lang="{code}">'.encode() in files[f"{code}/tasks/index.html"]


def test_an_edition_says_what_a_portal_of_its_language_says(portal: Path, tmp_path: Path) -> None:
    small().build(tmp_path / "es", languages=["es"], files=CANTEEN)
    alone = contents((tmp_path / "es").resolve())
    for path, raw in alone.items():
        text = (portal / "es" / path).read_bytes().decode("utf-8", "surrogateescape")
        text = re.sub(r'<link rel="alternate" hreflang[^>]*>\n', "", text)
        text = re.sub(r'<nav class="tongues".*?</nav>\n', "", text)
        assert text == raw.decode("utf-8", "surrogateescape"), path


class Switch(HTMLParser):
    """The addresses of the other languages in a page: of its head, and those that readers see."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.head: dict[str, str] = {}
        self.shown: dict[str, str] = {}
        self.feed(page.read_text())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "hreflang" in given:
            found = self.head if tag == "link" else self.shown
            found[given["hreflang"]] = given["href"]
            assert tag == "link" or given["lang"] == given["hreflang"]


def test_every_page_leads_to_itself_in_the_other_languages(portal: Path) -> None:
    pages = [path for path in portal.rglob("*.html") if path != portal / "index.html"]
    assert len(pages) > 100
    for page in pages:
        switch = Switch(page)
        assert list(switch.shown) == list(switch.head) == ["es", "en", "zh"], page
        assert switch.shown == switch.head
        own = page.relative_to(portal).as_posix().partition("/")[2]
        for code, address in switch.shown.items():
            target = Path(os.path.normpath(page.parent / unquote(address)))
            there = own if own != "about/comedor.html" or code == "es" else "index.html"
            assert target == portal / code / there
            assert target.is_file()


def test_a_portal_of_one_language_has_no_switch(tmp_path: Path) -> None:
    small().build(tmp_path / "public", language="es")
    files = contents((tmp_path / "public").resolve())
    assert b"hreflang" not in b"".join(files.values())
    assert "es/index.html" not in files


def test_files_that_are_the_same_are_kept_once(portal: Path) -> None:
    for name in ("assets/portal.css", "assets/search.js", "search/2025-0.js"):
        one, two = (portal / code / name for code in ("es", "zh"))
        assert one.read_bytes() == two.read_bytes()
        assert one.samefile(two)
    assert not (portal / "es/assets/build.js").samefile(portal / "en/assets/build.js")


def test_a_later_build_of_several_languages_equals_one_from_nothing(tmp_path: Path) -> None:
    later, notes = tmp_path / "later", tmp_path / "notes.json"
    office = small()
    task = ids(office.records.values(), "task")[0]
    steps = [
        (office, ["es", "en"]),
        (office.changed(task, title="Another title"), ["es", "en"]),
        (office.changed(task, label="restricted"), ["es", "en", "zh"]),
        (office.without(task), ["en"]),
        (office, ["zh", "en"]),
    ]
    for number, (each, languages) in enumerate(steps):
        each.build(later, languages=languages, notes=notes)
        fresh = tmp_path / f"fresh-{number}"
        each.build(fresh, languages=languages)
        assert contents(later.resolve()) == contents(fresh.resolve()), number


def test_a_change_rewrites_as_little_in_each_language(tmp_path: Path) -> None:
    public, office = tmp_path / "public", small()
    office.build(public, languages=["es", "en"])
    task = ids(office.records.values(), "task")[0]
    alone = tmp_path / "alone"
    office.build(alone, language="es")
    office = office.changed(task, title="Another title")
    once = office.build(alone, language="es").pages_written
    assert office.build(public, languages=["es", "en"]).pages_written == 2 * once


def test_an_uncommitted_portal_says_so_in_each_language(tmp_path: Path) -> None:
    small().build(tmp_path / "public", languages=["es", "en"], revision="")
    for code, words in (("es", "sin guardar en git"), ("en", "uncommitted")):
        script = (tmp_path / f"public/{code}/assets/build.js").read_text()
        assert f'"revision":"{words}"' in script


@pytest.mark.parametrize(
    ("settings", "languages"),
    [
        ({"language": "es"}, ["es"]),
        ({"language": "fr"}, ["en"]),
        ({"language": "es", "languages": ["zh", "es", "zh"]}, ["zh", "es"]),
        ({"language": "es", "languages": ["fr"]}, ["es"]),
        ({"language": "es", "languages": "en"}, ["es"]),
        ({}, ["en"]),
    ],
)
def test_the_settings_say_in_which_languages(
    settings: dict[str, object], languages: list[str]
) -> None:
    assert languages_of(settings) == languages


def test_the_door_opens_without_script(browser: Browser, portal: Path) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto((portal / "index.html").as_uri())
    page.wait_for_url("**/es/index.html")
    page.get_by_role("link", name="中文").click()
    page.wait_for_url("**/zh/index.html")
    page.goto((portal / "en/tasks/index.html").as_uri())
    page.get_by_role("link", name="Español").click()
    assert page.url.endswith("/es/tasks/index.html")
    page.close()
    door = (portal / "index.html").read_text()
    assert re.findall(r'<a href="(\w\w)/index\.html"', door) == ["es", "en", "zh"]


# -- renamed records ------------------------------------------------------------------------------

OLD = "TSK-2025-0900"


def renamed(label: str = "internal", *names: str) -> Office:
    """The small office with a task that had other names before."""
    office = small()
    task = office.records["TSK-2025-0001"]
    data = {**task.data, "formerly": [*(names or (OLD,))], "label": label}
    return office.changed(task.id, data=data, label=label)


def test_a_former_number_leads_to_the_record(tmp_path: Path) -> None:
    renamed().build(tmp_path / "public")
    page = (tmp_path / f"public/tasks/2025/{OLD}.html").read_text()
    assert (
        '<meta http-equiv="refresh" content="0; url=../../tasks/2025/TSK-2025-0001.html">' in page
    )
    assert '<link rel="canonical" href="../../tasks/2025/TSK-2025-0001.html">' in page
    assert f"<h1>{OLD} is now TSK-2025-0001.</h1>" in page
    assert '<a href="../../tasks/2025/TSK-2025-0001.html">' in page.partition("<main")[2]
    assert "<script" not in page


def test_a_record_above_the_audience_was_nowhere(tmp_path: Path) -> None:
    public, notes = tmp_path / "public", tmp_path / "notes.json"
    renamed().build(public, notes=notes)
    assert (public / f"tasks/2025/{OLD}.html").is_file()
    renamed("restricted").build(public, notes=notes)
    said = {path for path, raw in contents(tmp_path).items() if OLD.encode() in raw}
    assert said <= {"notes.json"}  # which lies with the index, not with the portal


def test_a_number_that_is_in_use_or_claimed_twice_leads_nowhere_else(tmp_path: Path) -> None:
    other = "TSK-2025-0002"
    office = renamed("internal", other, OLD, "TSK-x", "SEAL-2025-0999", "../TSK-2025-0001")
    data = {**office.records[other].data, "formerly": [OLD]}
    office = office.changed(other, data=data)
    office.build(tmp_path / "public")
    files = contents((tmp_path / "public").resolve())
    assert b'http-equiv="refresh"' not in b"".join(files.values())
    assert f'<span class="folio">{other}</span>'.encode() in files[f"tasks/2025/{other}.html"]


def test_a_former_number_that_a_hidden_record_has_is_not_said(tmp_path: Path) -> None:
    office = renamed("internal", "TSK-2025-0002")
    hidden = replace(office.records["TSK-2025-0002"], label="restricted")
    office.records[hidden.id] = hidden
    office.build(tmp_path / "public")
    files = contents((tmp_path / "public").resolve())
    assert [path for path, raw in files.items() if b"TSK-2025-0002" in raw] == []
