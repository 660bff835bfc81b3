"""The build as a whole: same arguments, same bytes; a later build equals one from nothing."""

from __future__ import annotations

import errno
import os
import random
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from importlib.metadata import version
from pathlib import Path
from posixpath import dirname, normpath
from typing import Any
from urllib.parse import unquote

import pytest

from officerepo.failure import Failure
from officerepo.finding import Finding
from officerepo.portal.build import published
from officerepo.portal.files import FILES
from officerepo.portal.keys import LIBRARIES, library_versions
from officerepo.portal.pages import PAGES
from officerepo.record import Link, Record
from officerepo.resources import resource
from tests.portal.office import ROOT, TODAY, Office, contents, demo, demo_office, ids, text_of


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("portal") / "public"
    demo_office().build(output)
    return output


def test_every_record_has_its_page_and_every_kind_its_register(portal: Path) -> None:
    _, index = demo()
    shown = [r for r in index.records.values() if r.label in ("public", "internal")]
    assert len(shown) > 150
    for record in shown:
        page = portal / record.path.removeprefix("records/").rpartition(".")[0]
        assert record.id in page.with_suffix(".html").read_text()
    for kind in index.office.kinds.values():
        pages = "".join(page.read_text() for page in (portal / kind.folder).glob("*.html"))
        for record in shown:
            assert record.kind != kind.name or f">{record.id}</a></th>" in pages


def test_every_template_belongs_to_a_page_type() -> None:
    files = {path.name: path.read_text() for path in (resource("templates") / "portal").iterdir()}
    included = set(re.findall(r'{% include "([a-z]+\.html)" %}', "".join(files.values())))
    assert set(files) == {kind.template for kind in PAGES} | included | {"frame.html"}
    names = [kind.name for kind in PAGES] + [kind.name for kind in FILES]
    assert len(names) == len(set(names))


class Addresses(HTMLParser):
    def __init__(self, page: Path) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.feed(page.read_text())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                assert value not in self.ids, f"the id {value} is there twice"
                self.ids.add(value or "")
            assert name != "style"
            assert not name.startswith("on")
            if name in ("href", "src", "action") and value:
                self.links.append(value)
        if tag == "script":
            assert dict(attrs).get("src"), "no script inside a page"


def test_links_are_relative_and_lead_somewhere(portal: Path) -> None:
    pages = {path: Addresses(path) for path in sorted(portal.resolve().rglob("*.html"))}
    for path, page in pages.items():
        for link in page.links:
            if link.startswith(("https://", "http://", "mailto:")):
                continue
            address, _, anchor = link.partition("#")
            assert not address.startswith("/")
            address = unquote(address.partition("?")[0])
            target = (path.parent / address).resolve() if address else path
            assert target.is_file(), f"{path} leads to {link}"
            assert not anchor or anchor in pages[target].ids, f"{path} leads to {link}"


def test_page_names_suit_every_computer(portal: Path) -> None:
    names = list(contents(portal.resolve()))
    assert len({name.lower() for name in names}) == len(names)
    for name in names:
        assert re.fullmatch(r"[A-Za-z0-9./-]+", name)
        assert len(name) <= 120


def test_the_same_arguments_give_the_same_bytes(portal: Path, tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from tests.portal.office import demo_office\n"
        "demo_office().build(Path(sys.argv[1]), jobs=2)"
    )
    other = {
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Shanghai",
        "LC_ALL": "C",
        "PATH": os.environ["PATH"],
    }
    output = tmp_path / "other" / "folder"
    subprocess.run([sys.executable, "-c", program, str(output)], env=other, cwd=ROOT, check=True)
    assert contents(output.resolve()) == contents(portal.resolve())


def test_forked_processes_write_the_same_pages(
    portal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("officerepo.portal.render.FORK_ABOVE", 0)
    told: list[tuple[int, int]] = []
    demo_office().build(tmp_path / "out", jobs=2, progress=lambda *args: told.append(args))
    assert contents((tmp_path / "out").resolve()) == contents(portal.resolve())
    assert told[-1][0] == told[-1][1]


def test_nothing_is_done_when_nothing_changed(tmp_path: Path) -> None:
    output = tmp_path / "public"
    first = demo_office().build(output, inputs="these")
    assert first.pages_written == first.pages_total
    assert published(output, "these") == first.pages_total
    assert published(output, "others") is None
    assert published(tmp_path / "elsewhere", "these") is None


def test_another_version_of_a_library_makes_every_page_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = library_versions()
    for name in LIBRARIES:
        assert f"{name}-{version(name)}.dist-info" in found.split()
    assert sys.version in found
    first = demo_office().build(tmp_path / "public")
    (tmp_path / "nh3-99.9.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    again = demo_office().build(tmp_path / "public")
    assert again.pages_written > first.pages_total * 0.9


def test_one_changed_title_rewrites_few_pages(tmp_path: Path) -> None:
    output, office = tmp_path / "public", demo_office()
    office.build(output)
    task = ids(office.records.values(), "task")[0]
    changed = office.changed(task, title="A title nobody has seen before")
    assert 0 < changed.build(output).pages_written < 40


# -- a later build equals a build from nothing ------------------------------------------------------


def mutate(office: Office, rng: random.Random) -> tuple[Office, str]:
    """Changes something that shows on other pages than its own."""
    name = rng.choice(sorted(office.records))
    record = office.records[name]
    choice = rng.randrange(10)
    if choice == 0:
        return office.without(name), f"without {name}"
    if choice == 1:
        lost = sorted(demo()[1].records.keys() - office.records.keys())
        if lost:
            back = demo()[1].records[rng.choice(lost)]
            whole = {**office.records, back.id: back}
            return Office(whole, office.body, office.findings), f"back {back.id}"
    if choice == 2:
        states = sorted(demo()[1].office.kinds[record.kind].states) or [""]
        state = rng.choice(states)
        return office.changed(name, state=state), f"{name} becomes {state}"
    if choice == 3:
        other = rng.choice(sorted(office.records))
        links = (*record.links[1:], Link("refs.cites[0]", other))
        data = {**record.data, "refs": {"cites": [other]}}
        return office.changed(name, links=links, data=data), f"{name} cites {other}"
    if choice == 4:
        return office.changed(name, label="confidential"), f"{name} is hidden"
    if choice == 5:
        names = rng.sample(sorted(office.records), rng.randrange(4))
        found = tuple(Finding(office.records[n].path, "", f"{n} is odd.", "", "x") for n in names)
        return Office(office.records, office.body, found), f"{len(found)} findings"
    if choice == 6:
        post = rng.choice([*ids(office.records.values(), "post"), name])
        lang = rng.choice(["en", "es", "zh"])
        data = {**office.records[post].data, "lang": lang}
        return office.changed(post, data=data), f"{post} is in {lang}"
    if choice == 7:
        year = rng.choice(["2023", "2024", "2026"])
        path = re.sub(r"/\d{4}/", f"/{year}/", record.path)
        return office.moved(name, path), f"{name} is in {path}"
    if choice == 8 and record.path.endswith(".yaml"):
        twin = rng.choice(ids(office.records.values(), record.kind))
        data = {**record.data, "x-twins": f"{name} and {twin}"}
        office = office.changed(name, data=data)
        first = office.records[name]
        second = replace(first, id=twin, path=office.records[twin].path)
        whole = {**office.records, twin: second}
        return Office(whole, office.body, office.findings), f"{twin} has the bytes of {name}"
    title = f"Title {rng.randrange(1000)} of OUT-2025-0003"
    data = {**record.data, demo()[1].office.kinds[record.kind].views.title: title}
    return office.changed(name, title=title, data=data), f"{name} is called {title}"


@pytest.mark.parametrize("seed", range(8))
def test_a_later_build_equals_a_build_from_nothing(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    office, day, done = demo_office(), TODAY, []
    later = tmp_path / "later"
    for number in range(5):
        for _ in range(rng.randrange(1, 4)):
            office, what = mutate(office, rng)
            done.append(what)
        if rng.random() < 0.3:
            day += timedelta(days=rng.randrange(-10, 10))
        wishes: dict[str, Any] = {"today": day, "revision": f"r{number}"}
        office.build(later, notes=tmp_path / "notes.json", **wishes)
        fresh = tmp_path / f"fresh-{number}"
        office.build(fresh, **wishes)
        old, new = contents(later.resolve()), contents(fresh.resolve())
        assert old.keys() == new.keys(), done
        assert [name for name in new if old[name] != new[name]] == [], done


def same_as_from_nothing(tmp_path: Path, before: Office, after: Office, **wishes: Any) -> None:
    """A portal of one office, brought up to the other, equals one built from nothing."""
    notes = tmp_path / "notes.json"
    before.build(tmp_path / "later", notes=notes, **wishes)
    after.build(tmp_path / "later", notes=notes, **wishes)
    after.build(tmp_path / "fresh", **wishes)
    old, new = contents((tmp_path / "later").resolve()), contents((tmp_path / "fresh").resolve())
    assert [name for name in new if old.get(name) != new[name]] == []
    assert old.keys() == new.keys()


def test_the_public_is_led_to_registers_with_something_in_them(tmp_path: Path) -> None:
    office = demo_office()
    [trip, *_] = ids(office.records.values(), "trip")
    shown = office.changed(trip, label="public")
    same_as_from_nothing(tmp_path, office, shown, audience="public")
    office.build(tmp_path / "before", audience="public")
    for name, led in (("before", False), ("fresh", True)):
        page = (tmp_path / name / "index.html").read_text(encoding="utf-8")
        assert ('href="trips/index.html"' in page) is led
    office.build(tmp_path / "inside")  # to those inside, an empty one says how it is begun
    assert 'href="mediations/index.html"' in (tmp_path / "inside" / "index.html").read_text("utf-8")


def test_the_language_of_a_post_shows_on_the_acts_of_its_holders(tmp_path: Path) -> None:
    office = demo_office()
    for post in ids(office.records.values(), "post"):
        data = {**office.records[post].data, "lang": "es"}
        office = office.changed(post, data=data)
    same_as_from_nothing(tmp_path, demo_office(), office)


def test_two_files_of_equal_bytes_each_mention_the_other(tmp_path: Path) -> None:
    office = demo_office()
    one, two = ids(office.records.values(), "task")[:2]
    office.body = lambda record: f"See {one} and {two}." if record.id in (one, two) else ""
    before = office.changed(one, title="Twins")
    second = replace(before.records[one], id=two, path=office.records[two].path)
    after = Office({**before.records, two: second}, office.body)
    same_as_from_nothing(tmp_path, before, after)
    for twin, other in ((one, two), (two, one)):
        page = (tmp_path / f"later/tasks/2025/{twin}.html").read_text()
        assert f">{other}</a>" in page.partition("See ")[2].partition("</p>")[0]


def test_the_number_of_findings_on_the_page_of_the_build_is_that_of_today(tmp_path: Path) -> None:
    office = demo_office()
    path = "records/tasks/2025/TSK-2025-0001.yaml"
    odd = Office(office.records, office.body, (Finding(path, "", "It is odd.", "", "x"),))
    same_as_from_nothing(tmp_path, office, odd)


def test_a_later_build_reads_only_what_changed(tmp_path: Path) -> None:
    office, notes = demo_office(), tmp_path / "notes.json"
    office.build(tmp_path / "public", notes=notes)
    name = ids(office.records.values(), "meeting")[0]
    office = office.changed(name, title="Another title")
    read, body = set(), office.body

    def reading(record: Record) -> str:
        read.add(record.id)
        return body(record)

    office.body = reading
    office.build(tmp_path / "public", notes=notes)
    assert name in read
    assert office.records.keys() - read


# -- what a page is made of -------------------------------------------------------------------------


def test_today_decides_what_is_late(tmp_path: Path) -> None:
    office = demo_office()
    _, index = demo()
    closed = next(r for r in index.of("task") if index.due(r) and r.state == "closed")
    task = replace(
        closed, acts=closed.acts[:3], state=index.kind(closed).acts[closed.acts[2].do].to
    )
    office.records[task.id] = task
    due = date.fromisoformat(index.due(task))
    page = f"tasks/{task.id[4:8]}/{task.id}.html"
    for days, notices, words in (
        (-1, 0, "tomorrow"),
        (0, 0, "today"),
        (1, 1, "1 day late"),
        (2, 1, "2 days late"),
    ):
        output = tmp_path / f"at{days}"
        office.build(output, today=due + timedelta(days=days))
        assert (output / page).read_text().count('class="notice"') == notices
        line = (output / "board/index.html").read_text().split(task.title)[1].split("</li>")[0]
        assert words in line


def test_findings_are_listed_with_place_and_hint(tmp_path: Path) -> None:
    office = demo_office()
    path = "records/tasks/2025/TSK-2025-0001.yaml"
    office.findings = (
        Finding(
            path, "due", "`{value}` is <late>.", "Correct `due`.", "due-date", "warning",
            {"value": "2025-02-30"}, 7, 6,
        ),
    )  # fmt: skip
    office.build(tmp_path / "public")
    page = (tmp_path / "public/quality/index.html").read_text()
    assert f"{path}:7:6" in page
    assert "<code>2025-02-30</code> is &lt;late&gt;." in page
    assert "Correct <code>due</code>." in page
    assert '"findings":1' in (tmp_path / "public/assets/build.js").read_text()


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}{% for x in y %}",
    "javascript:alert(1)",
    "=cmd|' /C calc'!A0",
    "\u202egnp.exe",
    "x" * 5000,
    "😀 emoji",
    "a & b < c > d \" ' `",
]


def test_hostile_values_are_shown_as_they_are_written(tmp_path: Path) -> None:
    office = demo_office()
    names = ids(office.records.values(), "task")
    for name, text in zip(names, HOSTILE, strict=False):
        record = office.records[name]
        data = {**record.data, "title": text, "deliverable": text, "x-own": {"key": [text, text]}}
        office = office.changed(name, title=text, data=data)
    office.build(tmp_path / "public")
    pages = contents((tmp_path / "public").resolve())
    for path, raw in pages.items():
        if path.endswith(".html"):
            text = text_of(raw)
            assert "<script>" not in text
            assert "<img" not in text
            assert not re.search(r"href=\"\s*javascript:", text)
            assert "49" not in text.partition("deliverable")[2][:40]
    assert b"{{ 7*7 }}{% for x in y %}" in pages["tasks/2025/TSK-2025-0003.html"]


def broken(record: Record) -> Record:
    """A record whose every value is of a shape its kind does not expect."""
    data = {name: [{"a": "b"}, "c", ["d"]] for name in record.data} | {"title": record.title}
    data |= {"acts": "none"}
    return replace(record, data=data, blob="0" * 40)


def test_records_with_findings_are_shown_all_the_same(tmp_path: Path) -> None:
    office = demo_office()
    shaken = Office({name: broken(record) for name, record in office.records.items()}, office.body)
    assert shaken.build(tmp_path / "public").pages_written > len(office.records)


@pytest.mark.parametrize(
    "path", ["javascript:alert(1)", "/etc/passwd", "../../office.yaml", "https://x.example/a"]
)
def test_the_file_of_an_attachment_is_never_a_link(tmp_path: Path, path: str) -> None:
    office = demo_office()
    name = ids(office.records.values(), "task")[0]
    record = office.records[name]
    data = {**record.data, "attachments": [{"name": "plan", "path": path}]}
    office.changed(name, data=data).build(tmp_path / "public")
    page = (tmp_path / f"public/tasks/2025/{name}.html").read_text()
    assert f"<td>{path}</td>" in page
    assert f'href="{path}' not in page


def test_an_office_without_records_has_a_portal_that_says_so(tmp_path: Path) -> None:
    Office({}).build(tmp_path / "public")
    home = (tmp_path / "public/index.html").read_text()
    assert "Nothing has been recorded yet." in home
    assert "officerepo new task" in (tmp_path / "public/tasks/index.html").read_text()


@pytest.mark.parametrize(
    ("language", "words"), [("es", "lunes, 31 de marzo de 2025"), ("zh", "2025年3月31日")]
)
def test_the_portal_speaks_the_language_asked_for(
    tmp_path: Path, language: str, words: str
) -> None:
    demo_office().build(tmp_path / "public", language=language)
    home = (tmp_path / "public/index.html").read_text()
    assert f'<html lang="{language}">' in home
    assert words.lower() in home.lower()
    assert 'lang="en"' in (tmp_path / "public/tasks/2025/TSK-2025-0001.html").read_text()


def test_an_office_may_bring_its_own_templates_pages_and_assets(tmp_path: Path) -> None:
    own = {
        "templates/portal/404.html": b"{% block title %}Lost{% endblock %}{% block crumbs %}"
        b"{% endblock %}{% block content %}<h1>Ask at the desk</h1>{% endblock %}",
        "site/assets/portal.css": b"body { color: black }",
        "site/pages/en/canteen.md": b"# Canteen\n\nSoup on Mondays.\n",
    }
    demo_office().build(tmp_path / "public", files=own)
    public = tmp_path / "public"
    assert "<h1>Ask at the desk</h1>" in (public / "404.html").read_text()
    assert (public / "assets/portal.css").read_bytes() == own["site/assets/portal.css"]
    assert "Soup on Mondays." in (public / "about/canteen.html").read_text()
    assert 'href="about/canteen.html">Canteen' in (public / "index.html").read_text()


BLOCKS = "{% block title %}{% endblock %}{% block crumbs %}{% endblock %}"
FAULTS = {
    "{% block content %}\n{{ office.__class__.__mro__ }}{% endblock %}": ":2: .*unsafe",
    "{% block content %}\n\n{{ 1 / 0 }}{% endblock %}": ":3: .*division by zero",
    "{% block content %}{{ nothing }}{% endblock %}": ":1: .*'nothing' is undefined",
    "{% block content %}{% for x in range(10**9) %}{% endfor %}{% endblock %}": ":1: .*",
    "{% block content %}{% macro f() %}{{ f() }}{% endmacro %}\n{{ f() }}{% endblock %}": ":",
    "{% block content %}{% include 'away.html' %}{% endblock %}": ":1: .*away.html",
    "{% block content %}\n{% if %}{% endblock %}": ":2: ",
    "{% block content %}{{ _() }}{% endblock %}": ": ",
    "": ": .*no block `content`",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_template_of_the_office_that_fails_is_named(tmp_path: Path, fault: str) -> None:
    own = {"templates/portal/404.html": (BLOCKS + fault).encode()}
    with pytest.raises(Failure, match=rf"templates/portal/404\.html{FAULTS[fault]}") as caught:
        demo_office().build(tmp_path / "public", files=own)
    assert "Mend it" in caught.value.hint


def test_a_frame_of_the_office_has_a_place_for_every_block(tmp_path: Path) -> None:
    own = {"templates/portal/frame.html": b"<h1>{{ slot.title }}</h1>{{ slot.crumbs }}"}
    with pytest.raises(Failure, match=r"frame\.html: .*slot\.content"):
        demo_office().build(tmp_path / "public", files=own)


@pytest.mark.parametrize(
    ("path", "trouble", "words"),
    [
        ("templates/portal/404.html", "symbolic link", "cannot be read: symbolic link"),
        ("templates/portal", "symbolic link", "cannot be read"),
        ("site/pages/en", "symbolic link", "cannot be read"),
        ("site/assets/plan.png", "too large", "cannot be read: too large"),
        ("site/pages/en/a\udcff.md", "", "cannot be part of a web address"),
        ("site/pages/en/ñ.md", "", "cannot be part of a web address"),
        ("site/pages/en/a#b.md", "", "cannot be part of a web address"),
        ("site/assets/\udcff.png", "", "cannot be part of a web address"),
        ("site/pages/en/build.md", "", "makes a page of that name itself"),
        ("site/pages/en/rules.md", "", "makes a page of that name itself"),
        ("site/pages/es/index.md", "", "makes a page of that name itself"),
        ("site/assets/build.js", "", "makes a file of that name itself"),
    ],
)
def test_a_file_that_cannot_be_part_of_the_portal_is_named(
    tmp_path: Path, path: str, trouble: str, words: str
) -> None:
    unread = {path: trouble} if trouble else {}
    with pytest.raises(Failure, match=words):
        demo_office().build(tmp_path / "public", files={path: b""}, unread=unread)
    assert not (tmp_path / "public").exists()


def test_an_edited_line_of_a_page_or_an_asset_is_published(tmp_path: Path) -> None:
    own = {
        "site/pages/en/about.md": b"# About\n\nFirst words.\n",
        "site/pages/en/canteen.md": b"# Canteen\n\nSoup on Mondays.\n",
        "site/assets/plan.css": b"one",
    }
    public, notes = tmp_path / "public", tmp_path / "notes.json"
    demo_office().build(public, files=own, notes=notes)
    own = {path: raw + b"\nNew line.\n" for path, raw in own.items()}
    assert demo_office().build(public, files=own, notes=notes).pages_written == 3
    for page in ("about/index.html", "about/canteen.html", "assets/plan.css"):
        assert "New line." in (public / page).read_text()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_full_disk_is_one_sentence_and_leaves_the_portal_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    demo_office().build(tmp_path / "public")
    before = contents((tmp_path / "public").resolve())
    monkeypatch.setattr("officerepo.portal.render.FORK_ABOVE", 0)
    name = ids(demo_office().records.values(), "task")[0]
    office = demo_office().changed(name, title="Another title")

    def full(*args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "/a/page.html")

    with monkeypatch.context() as patch:
        patch.setattr("officerepo.portal.render.Renderer._write", full)
        with pytest.raises(Failure, match="No space left on device") as caught:
            office.build(tmp_path / "public", jobs=jobs)
    assert caught.value.code == 3
    assert "page.html" not in str(caught.value)
    assert contents((tmp_path / "public").resolve()) == before
    same_as_from_nothing(tmp_path, demo_office(), office)


def test_pages_are_light(portal: Path) -> None:
    """Whatever a page loads: all its styles, all its scripts but for the data of the search."""
    files = contents(portal.resolve())
    size = {name: len(raw) for name, raw in files.items()}
    loads = {name: loaded(name, raw) for name, raw in files.items() if name.endswith(".html")}
    for page, found in loads.items():
        assert size[page] <= 250_000, page
        styles = [name for name in found if name.endswith(".css")]
        assert "assets/portal.css" in styles, page
        assert sum(size[name] for name in styles) <= 15_000, page
        scripts = [name for name in found if name.endswith(".js") and name[:7] != "search/"]
        assert sum(size[name] for name in scripts) <= 8_000, page
    assert loads["search.html"] >= {"search/shards.js", "assets/search.js", "assets/frame.js"}
    home = loads["index.html"] | {"index.html"}
    assert len(home) <= 4
    assert sum(size[name] for name in home) <= 60_000
    shipped = {name for name in files if re.fullmatch(r"assets/[^/]+\.(css|js)", name)}
    assert set().union(*loads.values()) == shipped | {"search/shards.js"}


def loaded(page: str, raw: bytes) -> set[str]:
    """The styles and scripts that a page names, by their places in the portal."""
    named = re.findall(rb'<link rel="stylesheet" href="([^"]+)"|<script src="([^"]+)"', raw)
    return {normpath(f"{dirname(page)}/{(a or b).decode()}").lstrip("/") for a, b in named}
