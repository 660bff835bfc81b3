"""The hand-written pages: complete in each language, and true of the program they speak of."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from officerepo.catalogue import catalogue
from officerepo.kind import LANGUAGES
from officerepo.portal.build import _page_order
from officerepo.resources import resource
from tests.portal.office import Office, demo, demo_office, ids

PAGES = resource("site") / "pages"
NAMES = sorted(path.stem for path in (PAGES / "en").glob("*.md"))

#: What pages call by the words that stand on the screen.
SAID = {
    "not-shown": ["[withheld]"],
    "about": ["Search all years"],
    "help": ["Report an error", "Propose a change"],
    "privacy": ["Report an error", "Propose a change"],
    "keyboard": ["Skip to the content", "Menu"],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_there_in_every_language(language: str) -> None:
    assert sorted(path.stem for path in (PAGES / language).glob("*.md")) == NAMES
    for name in NAMES:
        texts = [(PAGES / each / f"{name}.md").read_text("utf-8") for each in ("en", language)]
        titles, links, keys = (
            [re.findall(pattern, text, re.MULTILINE) for text in texts]
            for pattern in (r"^#+(?= )", r"\]\(([^)]*)\)", r"<kbd>[/A-Z][^<]*</kbd>")
        )
        assert titles[0] == titles[1], name
        assert sorted(links[0]) == sorted(links[1]), name
        assert bool(keys[0]) == bool(keys[1]), name


def test_every_page_has_its_place_in_the_footer() -> None:
    own = [name for name in NAMES if _page_order(name)[0] >= len(NAMES)]
    assert own == []
    assert _page_order("canteen")[0] == len(NAMES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_call_things_as_the_screen_does(language: str) -> None:
    words = catalogue(language)
    for name, said in SAID.items():
        text = (PAGES / language / f"{name}.md").read_text("utf-8").replace("\\", "")
        for each in said:
            assert words.gettext(each) in text, (name, each)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_glossary_names_every_register_of_the_office(tmp_path: Path, language: str) -> None:
    records = demo_office().records
    office = Office({name: records[name] for name in ids(records.values(), "seal")})
    office.build(tmp_path / "public", language=language)
    page = (tmp_path / "public/about/glossary.html").read_text()
    for kind in demo()[1].office.kinds.values():
        title = kind.title.get(language, kind.title["en"])
        assert f'<a href="../{kind.folder}/index.html">{title}</a></dt>' in page
    for name in NAMES:
        address = "index" if name == "about" else name
        assert (tmp_path / f"public/about/{address}.html").is_file()
