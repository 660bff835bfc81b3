"""Every type of page is valid, leads somewhere, can run nothing, in three languages, whatever is in it.

Types and files are taken from the build, so that a new one is looked at without being named here.
"""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import json
import os
import random
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import icalendar
import openpyxl
import pytest

from officerepo.cli.building import Wishes, build_tree
from officerepo.load import load, read_tree
from officerepo.portal import build as building
from officerepo.portal.pages import PAGES
from tests.conftest import IN_CI
from tests.portal.canary import Canaries, Seeder, commit, git, office_of, settings
from tests.portal.html import Document, broken_links
from tests.portal.office import Office, Typed, contents, demo_office, ids, one_of_each, typed

LANGUAGES = ("en", "es", "zh")


@dataclass
class Built:
    """A portal: where it lies, and of which type each file is."""

    folder: Path
    types: Mapping[str, tuple[str, str]]

    def chosen(self, each: int = 1) -> dict[str, Document]:
        """A few pages of every type and section."""
        left: dict[tuple[str, str], int] = {}
        found = {}
        for path, kind in self.types.items():
            if path.endswith(".html") and left.setdefault(kind, each):
                left[kind] -= 1
                found[path] = Document(path, (self.folder / path).read_bytes())
        return found


@pytest.fixture(scope="module")
def portals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """The demo office in every language."""
    found = {}
    for language in LANGUAGES:
        folder = tmp_path_factory.mktemp(language) / "public"
        types = typed(demo_office(), folder, language=language)
        found[language] = Built(folder.resolve(), types)
    return found


def wrong_of(pages: Mapping[str, Document]) -> dict[str, list[str]]:
    """What is wrong with some pages, by page."""
    found = {path: page.faults() + page.could_run() for path, page in pages.items()}
    return {path: faults for path, faults in found.items() if faults}


def test_the_demo_office_has_a_page_of_every_type(portals: dict[str, Built]) -> None:
    for built in portals.values():
        names = {name for path, (name, _) in built.types.items() if path.endswith(".html")}
        assert {kind.name for kind in PAGES} - names == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_valid_and_can_run_nothing_of_their_own(
    portals: dict[str, Built], language: str
) -> None:
    pages = portals[language].chosen(2 if language == "en" else 1)
    assert wrong_of(pages) == {}
    for page in pages.values():
        assert page.tree.get("lang") == language
    assert broken_links(pages, contents(portals[language].folder)) == []


def test_addresses_suit_every_computer(portals: dict[str, Built]) -> None:
    for built in portals.values():
        assert sorted(built.types) == sorted(contents(built.folder))
        assert len({path.lower() for path in built.types}) == len(built.types)
        for path in built.types:
            assert path.isascii()
            assert len(path) <= 120
            parts = path.lower().split("/")
            assert not [p for p in parts if p.endswith(".") or p.partition(".")[0] in DEVICES]


DEVICES = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)),
}


def test_a_checker_of_the_standard_finds_no_error(portals: dict[str, Built]) -> None:
    """The Nu Html Checker, which `$VNU_JAR` names; it needs Java."""
    jar = os.environ.get("VNU_JAR", "")
    if not Path(jar).is_file() or not shutil.which("java"):
        reason = "No Nu Html Checker: install Java and name vnu.jar in the environment as VNU_JAR."
        if IN_CI:
            pytest.fail(reason)
        pytest.skip(reason)
    run = ["java", "-Xss2m", "-jar", jar, "--errors-only", "--exit-zero-always", "--format", "gnu"]
    pages = [
        str(built.folder / path)
        for language, built in portals.items()
        for path in (
            built.chosen() if language == "en" else one_of_each(built.types, built.folder).values()
        )
    ]
    said = subprocess.run([*run, *pages], capture_output=True, text=True, check=True).stderr
    assert said.splitlines() == []
    styles = [str(path) for path in portals["en"].folder.glob("assets/*.css")]
    assert styles
    said = subprocess.run([*run, "--css", *styles], capture_output=True, text=True, check=True).stderr  # fmt: skip
    assert said.splitlines() == []


# -- that the reading of pages finds faults ---------------------------------------------------------

SOUND = (
    '<!DOCTYPE html><html lang="en"><head><title>T</title></head><body><a href="#m">Skip</a>'
    '<main id="m"><h1>One</h1>{}</main></body></html>'
)


def test_a_sound_page_has_no_fault() -> None:
    page = Document("a/b.html", SOUND.format("<p>Text</p>").encode())
    assert page.faults() == []
    assert page.could_run() == []


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ("<p><div></p>", "unexpected-end-tag"),
        ('<p id="m"></p>', "id 'm' stands twice"),
        ('<p id="a b"></p>', "id 'a b' has a gap"),
        ("<h3>Three</h3>", "h3 follows h1"),
        ("<h1>Two</h1>", "not one h1"),
        ("<h2> </h2>", "an empty h2"),
        ('<input name="q">', "input q has no label"),
        ('<label for="x">X</label>', "label for leads to 'x'"),
        ('<p aria-describedby="y">X</p>', "leads to 'y'"),
        ('<a href="#m"></a>', "a #m has no words"),
        ("<table><tr><td>1</td></tr></table>", "a table without caption"),
        ("<main></main>", "2 main elements"),
        ('<img src="a.png">', "img without alt"),
    ],
)
def test_a_fault_is_found(part: str, fault: str) -> None:
    found = Document("a/b.html", SOUND.format(part).encode()).faults()
    assert any(fault in said for said in found), found


@pytest.mark.parametrize(
    "part",
    [
        "<script>alert(1)</script>",
        '<script src="https://x.example/a.js"></script>',
        '<script src="../elsewhere/a.js"></script>',
        '<p onclick="x">a</p>',
        '<p style="color:red">a</p>',
        "<style>p{}</style>",
        '<a href="javascript:alert(1)">a</a>',
        '<a href=" java\tscript:alert(1)">a</a>',
        '<a href="data:text/html,x">a</a>',
        '<iframe src="a.html"></iframe>',
        '<meta http-equiv="refresh" content="0;url=javascript:x">',
        '<svg><a xlink:href="javascript:x"><text>a</text></a></svg>',
    ],
)
def test_what_could_run_is_found(part: str) -> None:
    assert Document("a/b.html", SOUND.format(part).encode()).could_run()


def test_a_link_to_nowhere_is_found() -> None:
    page = Document("a/b.html", SOUND.format('<a href="c.html">c</a><a href="#n">n</a>').encode())
    assert len(broken_links({page.path: page}, {page.path: page.raw})) == 2


# -- hostile values ---------------------------------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}{% for x in y %}",
    "javascript:alert(1)",
    "[a](javascript:alert%281%29) ![b](https://x.example/b.png)",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd",
    "+1-1",
    "long " + "x" * 5000,
    "😀 👩🏽‍⚖️ emoji",
    "a & b < c > d \" ' ` ]]> --> </textarea></title></style>",
    "BEGIN:VEVENT\nSUMMARY:two lines\n\nATTACH:x",
    "١٢٣ ﷽ עברית",
]


class HostileSeeder(Seeder):
    """Makes records with something hostile in each field instead of a canary."""

    def __init__(self) -> None:
        super().__init__(office_of(), Canaries())
        self._next = itertools.cycle(HOSTILE)

    def _word(self, place: str) -> str:
        return "file" if "file name" in place else next(self._next)

    def _said(self, at: str) -> str:
        return self._word(at)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A portal of records of every kind whose fields are hostile; of some there is hardly one."""
    folder = tmp_path_factory.mktemp("hostile")
    office, seeder = folder / "office", HostileSeeder()
    written: dict[str, bytes | None] = dict(settings())
    for kind in office_of().kinds.values():
        for label, variant in (("public", "whole"), ("public", "example"), ("public", "wild")):
            record = seeder.record(kind, label, variant)
            written |= record.written
        path = kind.path_of(seeder.record(kind, "internal", "whole").id)
        bare = b"title: Bare\n" if path.endswith(".yaml") else b"---\ntitle: Bare\n---\n"
        written[path] = bare + (b"" if path.endswith(".md") else b"acts: []\n")
    turned = next(path for path in written if path.startswith("records/tasks/"))
    written[turned.replace("33", "34")] = "title: a \u202egnp.exe\n".encode()  # it is refused
    office.mkdir()
    git(office, "init", "-q")
    commit(office, written, "<script>alert(1)</script>")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "Renderer", Typed)
        wishes = Wishes(folder / "public", audience="restricted")
        day = date(2025, 6, 16)
        build_tree(read_tree(office), day, wishes, built="2025-06-16T07:30", jobs=1)
    assert len(load(read_tree(office)).index.records) > 100
    return Built((folder / "public").resolve(), Typed.last)


def test_hostile_values_leave_pages_valid_and_inert(hostile: Built) -> None:
    pages = hostile.chosen(4)
    assert wrong_of(pages) == {}
    assert broken_links(pages, contents(hostile.folder)) == []
    text = "".join(text for page in pages.values() for text in page.tree.itertext())
    for value in ("<script>alert(1)</script>", "{{ 7*7 }}{% for x in y %}", "=cmd|' /C calc'!A0"):
        assert value in text  # it is shown as it was written


def foreign(cell: Any) -> bool:
    """Whether a cell leads to something but a web or mail address."""
    target = (cell.hyperlink.target or "") if cell.hyperlink else ""
    return ":" in target and not target.startswith(("http", "mailto"))


def test_hostile_values_do_nothing_in_other_files(hostile: Built) -> None:
    for path, raw in contents(hostile.folder).items():
        ending = path.rpartition(".")[2]
        if ending == "csv" and hostile.types[path][0] != "attachments":
            cells = [c for row in csv.reader(io.StringIO(raw.decode("utf-8-sig"))) for c in row]
            assert [cell for cell in cells if cell[:1] in ("=", "@", "+", "\t")] == [], path
        elif ending == "xlsx" and raw[:2] == b"PK":
            for sheet in openpyxl.load_workbook(io.BytesIO(raw)):
                found = [cell for row in sheet.iter_rows() for cell in row]
                assert [c.coordinate for c in found if c.data_type == "f" or foreign(c)] == [], path
        elif ending == "ics":
            calendar = icalendar.Calendar.from_ical(raw)
            assert [c for c in calendar.walk() if "ATTACH" in c] == [], path
        elif ending in ("xml", "svg"):
            tree = ElementTree.fromstring(raw)
            assert not [e for e in tree.iter() if str(e.tag).lower().endswith("}script")], path
        elif ending == "json":
            json.loads(raw)


def test_every_day_of_a_sweep_is_built_as_from_nothing(tmp_path: Path) -> None:
    """Year's end, the days on which clocks change, a leap day; each after the one before."""
    kinds = ("unit", "post", "person", "task", "meeting", "outgoing", "seal", "routine")
    office = demo_office()
    office = Office({r.id: r for r in office.records.values() if r.kind in kinds}, office.body)
    days = [
        date(2025, 10, 26), date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 29),
        date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1),
    ]  # fmt: skip
    for day in days:
        office.build(tmp_path / "later", today=day, notes=tmp_path / "notes.json")
        office.build(tmp_path / f"at-{day}", today=day)
        later = contents((tmp_path / "later").resolve())
        fresh = contents((tmp_path / f"at-{day}").resolve())
        assert [name for name in fresh if later.get(name) != fresh[name]] == [], day
        assert later.keys() == fresh.keys()
        page = fresh["index.html"].decode()
        assert f"{day.day} {day:%B} {day.year}" in page
        for path, raw in fresh.items():
            if path.endswith(".ics"):
                icalendar.Calendar.from_ical(raw)


# -- many and none ----------------------------------------------------------------------------------


def with_seal_uses(number: int) -> Office:
    """The demo office with so many seal uses in one year, every hundredth number left free."""
    office = demo_office()
    models = [office.records[name] for name in ids(office.records.values(), "seal-use")]
    records = {r.id: r for r in office.records.values() if r.kind != "seal-use"}
    rng = random.Random(3)
    for serial in (n for n in range(1, number + 1) if n % 100):
        model = rng.choice(models)
        name = f"SEAL-2025-{serial:04}"
        day = date(2025, 1, 1) + timedelta(days=serial * 364 // number)
        acts = tuple(act._replace(at=str(day)) for act in model.acts)
        data = {**model.data, "acts": [{**act.data, "at": str(day)} for act in model.acts]}
        path = f"records/seal-uses/2025/{name}.yaml"
        blob = hashlib.sha1(name.encode()).hexdigest()
        records[name] = replace(model, id=name, path=path, data=data, acts=acts, blob=blob)
    return Office(records, lambda record: "")


def test_a_register_of_five_thousand_has_pages_of_a_size_to_be_read(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:  # the pages of its records are like all others
        patch.setattr(building, "PAGES", [kind for kind in PAGES if kind.name != "record"])
        types = typed(with_seal_uses(5000), tmp_path / "public")
    for path in types:
        if path.endswith(".html"):
            assert (tmp_path / "public" / path).stat().st_size <= 250_000, path
    listed = "".join(
        (tmp_path / "public" / path).read_text()
        for path, (name, section) in types.items()
        if name == "register" and section == "seal-use"
    )
    for serial in (1, 99, 2501, 4999):
        assert f">SEAL-2025-{serial:04}</a></th>" in listed


def test_an_office_without_records_has_valid_pages(tmp_path: Path) -> None:
    types = typed(Office({}), tmp_path / "public")
    pages = Built((tmp_path / "public").resolve(), types).chosen()
    assert wrong_of(pages) == {}
    assert broken_links(pages, contents((tmp_path / "public").resolve())) == []
