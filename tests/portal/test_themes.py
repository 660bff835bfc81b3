"""The office's own look in the portal: colours, crest, and what is left out of it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from officerepo.failure import Failure
from officerepo.index import Index
from officerepo.portal.compact import compact
from officerepo.resources import resource
from tests.portal.office import Office, contents, demo, demo_office, ids

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CREST = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8" fill="#fff">'
    b'<path d="M0 0h8v5l-4 3-4-3z"/></svg>'
)


class Themed(Office):
    """The demo office with settings of its own."""

    settings: dict[str, Any]

    @property
    def index(self) -> Index:
        office = demo()[1].office
        settings = {**office.settings, **self.settings}
        digest = f"{office.digest}{self.settings}"
        return Index(replace(office, settings=settings, digest=digest), self.records)


def themed(**theme: str) -> Themed:
    """A few records under a theme: what the frame shows is the same on every page."""
    records = demo_office().records
    office = Themed({name: records[name] for name in ids(records.values(), "seal")})
    office.settings = {"theme": theme}
    return office


def test_an_office_without_a_theme_loads_nothing_more(tmp_path: Path) -> None:
    themed().build(tmp_path / "public")
    files = contents((tmp_path / "public").resolve())
    assert "assets/theme.css" not in files
    assert b"theme.css" not in b"".join(files.values())
    assert b'class="crest"' not in files["index.html"]


def test_colours_are_in_a_style_sheet_of_their_own(tmp_path: Path) -> None:
    themed(bar="#5b1a2e", link="#7a1f3d").build(tmp_path / "public")
    files = contents((tmp_path / "public").resolve())
    style = files["assets/theme.css"].decode()
    assert style.count("--bar: #5b1a2e") == 1
    assert style.count("--link: #7a1f3d") == 1
    assert len(re.findall(r"--link: #(?!7a1f3d)", style)) == 2  # worked out for the dark
    for path, raw in files.items():
        if path.endswith(".html") and b"<main id" in raw:
            assert raw.count(b"assets/theme.css") == 1
            assert raw.index(b"portal.css") < raw.index(b"theme.css")
            assert b"style=" not in raw


def test_a_colour_that_cannot_be_read_gives_way_to_the_built_in_one(tmp_path: Path) -> None:
    themed(bar="#c8a24a", link="#7a1f3d").build(tmp_path / "public")
    style = (tmp_path / "public/assets/theme.css").read_text()
    assert "--bar" not in style
    assert "--link: #7a1f3d" in style
    themed(bar="#c8a24a").build(tmp_path / "other")
    assert not (tmp_path / "other/assets/theme.css").exists()


def test_another_colour_changes_every_page_once(tmp_path: Path) -> None:
    public, notes = tmp_path / "public", tmp_path / "notes.json"
    themed(bar="#5b1a2e").build(public, notes=notes)
    themed(bar="#14324a").build(public, notes=notes)
    themed(bar="#14324a").build(tmp_path / "fresh")
    assert contents(public.resolve()) == contents((tmp_path / "fresh").resolve())
    assert "#14324a" in (public / "assets/theme.css").read_text()


def test_the_crest_stands_in_the_head_with_its_words(tmp_path: Path) -> None:
    office = themed(crest="crest.svg", crest_alt="A <weir> on blue")
    office.build(tmp_path / "public", files={"site/assets/crest.svg": CREST})
    page = (tmp_path / "public/seals/SL-oficial.html").read_text()
    [crest] = re.findall(r'<img class="crest"[^>]*>', page)
    assert 'src="../assets/crest.svg"' in crest
    assert 'alt="A &lt;weir&gt; on blue"' in crest
    assert 'width="44" height="44"' in crest
    assert (tmp_path / "public/assets/crest.svg").read_bytes() == CREST


@pytest.mark.parametrize("raw", [b"", CREST.replace(b"<path", b"<script/><path")])
def test_a_crest_that_is_unfit_is_left_out(tmp_path: Path, raw: bytes) -> None:
    files = {"site/assets/crest.svg": raw} if raw else {}
    public, notes = tmp_path / "public", tmp_path / "notes.json"
    office = themed(crest="crest.svg")
    office.build(public, files={"site/assets/crest.svg": CREST}, notes=notes)
    assert 'class="crest"' in (public / "index.html").read_text()
    office.build(public, files=files, notes=notes)
    assert 'class="crest"' not in (public / "index.html").read_text()


def test_the_name_of_the_style_sheet_is_taken(tmp_path: Path) -> None:
    with pytest.raises(Failure, match=r"theme\.css: the portal makes a file of that name itself"):
        demo_office().build(tmp_path / "public", files={"site/assets/theme.css": b""})


ASSETS = resource("site") / "assets"


@pytest.mark.parametrize("name", sorted(path.name for path in ASSETS.glob("*.css")))
def test_shipped_styles_say_the_same_in_fewer_bytes(name: str) -> None:
    style = (ASSETS / name).read_text(encoding="utf-8")
    short = compact(name, style.encode()).decode()
    assert "/*" not in short
    plain = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    assert re.sub(r"\s|;(?=\s*\})", "", short) == re.sub(r"\s|;(?=\s*\})", "", plain)
    for text in re.findall('"[^"]*"', plain):
        assert text in short


@pytest.mark.parametrize("name", sorted(path.name for path in ASSETS.glob("*.js")))
def test_shipped_scripts_say_the_same_in_fewer_bytes(name: str) -> None:
    script = (ASSETS / name).read_text(encoding="utf-8")
    short = compact(name, script.encode()).decode()
    assert len(short.encode()) < 0.8 * len(script.encode())
    plain = re.sub(r"/\*.*?\*/", "", script, flags=re.DOTALL)
    assert re.sub(r"\s", "", short) == re.sub(r"\s", "", plain)
    for whole in re.findall(r'"[^"]*"|(?<=[(,])/\S+?/[gu]+|`[^`]*`', plain):
        assert whole in short


def test_white_space_that_separates_stays() -> None:
    script = b"""
      // To be left out; a = b
      const say = "a  /* b */ + c", n = 1 / 2 / 4;
      let made = say . replace(/\\/ +[/ ]/g, " ") + + n
      made++
      --made
      if (say in made) { return `x  ${ n + 1 }  y`; }   /* out */
      do { n } while (! n)
      f( - 1 , n - - 1)
    """
    assert compact("a.js", script).decode().splitlines() == [
        'const say="a  /* b */ + c",n=1 / 2 / 4;let made=say . replace(/\\/ +[/ ]/g," ")+ +n',
        "made++",
        "--made",
        "if(say in made){return `x  ${ n + 1 }  y`;}",
        "do{n}while(!n)",
        "f(-1,n- -1)",
    ]
    assert compact("icon.svg", b"  <svg/>") == b"  <svg/>"


def test_the_crest_moves_nothing_and_the_colours_are_seen(browser: Browser, tmp_path: Path) -> None:
    office = themed(crest="crest.svg", bar="#5b1a2e", link="#7a1f3d")
    office.build(tmp_path / "public", files={"site/assets/crest.svg": CREST})
    for width, scheme in ((1280, "light"), (320, "dark")):
        wishes: Any = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}}
        context = browser.new_context(**wishes)
        page = context.new_page()
        page.goto((tmp_path / "public/index.html").as_uri())
        box = page.locator(".crest").bounding_box()
        assert box is not None
        assert (box["width"], box["height"]) == (44, 44)
        name = page.locator(".house b").bounding_box()
        assert name is not None
        assert name["x"] >= box["x"] + box["width"]
        colour = page.evaluate("getComputedStyle(document.querySelector('.bar')).backgroundColor")
        assert colour == ("rgb(91, 26, 46)" if scheme == "light" else "rgb(64, 18, 32)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        context.close()
