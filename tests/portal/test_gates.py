"""A page of every type in a real browser: whole without script; the weight of the first page.

Types are taken from the build, so that a new one is visited without being named here.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from tests.portal.office import demo_office, one_of_each, typed
from tests.portal.test_browser import visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Portal = tuple[Path, dict[str, str]]
"""Where a portal lies, and a page of each type."""


@pytest.fixture(scope="module", params=["en", "es", "zh"])
def portal(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Portal:
    folder = tmp_path_factory.mktemp("Área común ñ 公章") / "el portal #1" / "public"
    types = typed(demo_office(), folder, language=request.param)
    return folder, one_of_each(types, folder)


UNSEEN = """() => [...document.querySelectorAll('main td, main th, main li, main dd, main dt, main p, main h2, nav a')]
  .filter(e => e.textContent.trim() && !e.getClientRects().length && !e.closest('form') && !e.closest('details:not([open])'))
  .map(e => e.outerHTML.slice(0, 200))"""


def test_every_type_is_whole_without_script(browser: Browser, portal: Portal) -> None:
    folder, pages = portal
    with visit(browser, folder, java_script_enabled=False) as visited:
        for name, path in pages.items():
            page = visited.go(path)
            assert page.evaluate(UNSEEN) == [], f"{name} {path}"
            assert page.locator("nav.sections a").count() > 10


def test_home_is_light(browser: Browser, portal: Portal) -> None:
    folder, _ = portal
    with visit(browser, folder, viewport={"width": 1280, "height": 800}) as visited:
        visited.go("index.html")
        names = [unquote(url).rpartition("public/")[2] for url in visited.requests]
        assert len(names) <= 4, names
        assert sum((folder / name).stat().st_size for name in names) <= 60_000
