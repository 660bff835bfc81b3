"""A page of every type in a real browser: languages, colours, widths, keyboard, paper, budgets.

Types are taken from the build, so that a new one is visited without being named here.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe

from officerepo.portal import build as building
from officerepo.portal.pages import PAGES
from tests.portal.office import demo_office, one_of_each, typed
from tests.portal.test_browser import visit
from tests.portal.test_pages import with_seal_uses

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Portal = tuple[Path, dict[str, str]]
"""Where a portal lies, and a page of each type."""


@pytest.fixture(scope="module", params=["en", "es", "zh"])
def portal(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Portal:
    folder = tmp_path_factory.mktemp("Área común ñ 公章") / "el portal #1" / "public"
    types = typed(demo_office(), folder, language=request.param)
    return folder, one_of_each(types, folder)


def test_every_type_is_clean_in_every_light_and_width(browser: Browser, portal: Portal) -> None:
    folder, pages = portal
    assert pages.keys() == {kind.name for kind in PAGES}
    axe, problems = Axe(), []
    with visit(browser, folder) as visited:
        for name, path in pages.items():
            page = visited.go(path)
            for scheme, width in (("light", 1280), ("dark", 320), ("light", 320), ("dark", 1280)):
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                page.set_viewport_size({"width": width, "height": 800})
                # What cannot differ by colour or width is asked once, the rest each time.
                wanted: dict[str, Any] = {"preload": False}
                if (scheme, width) != ("light", 1280):
                    wanted["runOnly"] = VARIES
                result = axe.run(page, options=wanted)
                if result.violations_count:
                    problems.append(f"{name} {path} {scheme} {width}: {result.generate_report()}")
                over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                if over > 0:
                    problems.append(f"{name} {path} {scheme} is {over} px wider than {width}")
    assert problems == []


VARIES = ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"]
"""Rules of axe that depend on colours or on the width."""

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


FOCUS = """() => {
  const e = document.activeElement, style = getComputedStyle(e);
  const box = e.getBoundingClientRect();
  return {
    at: e.id || e.className || e.tagName,
    main: !!e.closest('main'),
    menu: !!e.closest('nav.sections'),
    body: e === document.body,
    seen: box.width > 0 && box.height > 0
      && (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
        || style.boxShadow !== 'none'),
    above: e.id === 'find' || !!e.closest('header'),
  };
}"""


def walked(page: Page) -> list[dict[str, Any]]:
    """What has the focus after each press of Tab, until it leaves the page."""
    found: list[dict[str, Any]] = []
    most = page.locator("a, button, input, select, textarea, summary, [tabindex]").count()
    for _ in range(most + 30):
        page.keyboard.press("Tab")
        there = page.evaluate(FOCUS)
        if there["body"] or (found and there["at"] == "skip"):
            return found
        found.append(there)
    pytest.fail(f"the keyboard does not get out of {page.url}")


def test_every_type_is_walked_by_keyboard(browser: Browser, portal: Portal) -> None:
    folder, pages = portal
    if '<html lang="en"' not in (folder / "index.html").read_text("utf-8"):
        return  # the same elements in every language
    with visit(browser, folder, viewport={"width": 1280, "height": 800}) as visited:
        for name, path in pages.items():
            page = visited.go(path)
            if page.locator("a, button, input").count() > 400:
                continue  # the same frame around more of the same
            from_the_top = page.evaluate("document.activeElement === document.body")
            stops = walked(page)
            assert [stop for stop in stops if not stop["seen"]] == [], f"{name} {path}"
            places = [n for n, stop in enumerate(stops) if stop["above"]]
            mains = [n for n, stop in enumerate(stops) if stop["main"]]
            menus = [n for n, stop in enumerate(stops) if stop["menu"]]
            assert mains[0] < menus[0], f"{name} {path}"
            if not from_the_top:  # search begins where one writes
                continue
            assert stops[0]["at"] == "skip", f"{name} {path}"
            assert places[0] < mains[0], f"{name} {path}"
            page.goto(page.url.partition("#")[0])
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
            assert page.evaluate("document.activeElement.id") == "main", f"{name} {path}"


SHIFTS = """
  window.shifted = 0;
  window.moved = [];
  new PerformanceObserver(list => list.getEntries().forEach(entry => {
    if (entry.hadRecentInput) return;
    window.shifted += entry.value;
    entry.sources.forEach(source => window.moved.push(source.node && source.node.nodeName));
  })).observe({ type: 'layout-shift', buffered: true });
"""


@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_moves_while_a_page_loads(browser: Browser, portal: Portal, width: int) -> None:
    """The cumulative layout shift (web.dev/cls) of every type is at most a fiftieth."""
    folder, pages = portal
    with visit(browser, folder, viewport={"width": width, "height": 900}) as visited:
        visited.page.add_init_script(SHIFTS)
        visited.page.clock.set_fixed_time("2025-03-31T09:00")  # an old copy says that it is one
        moved = {}
        for name, path in pages.items():
            page = visited.go(path)
            page.wait_for_timeout(200)
            shifted = page.evaluate("window.shifted")
            if shifted > 0.02:
                moved[name] = path, shifted, page.evaluate("window.moved")
    assert moved == {}


def test_home_is_light(browser: Browser, portal: Portal) -> None:
    folder, _ = portal
    with visit(browser, folder, viewport={"width": 1280, "height": 800}) as visited:
        visited.go("index.html")
        names = [unquote(url).rpartition("public/")[2] for url in visited.requests]
        assert len(names) <= 4, names
        assert sum((folder / name).stat().st_size for name in names) <= 60_000


def test_a_register_of_four_hundred_is_printed_with_its_head_on_every_sheet(
    browser: Browser, tmp_path: Path
) -> None:
    with pytest.MonkeyPatch.context() as patch:  # one page of 396 entries
        patch.setattr("officerepo.portal.books.PAGE_ROWS", 400)
        patch.setattr(building, "PAGES", [kind for kind in PAGES if kind.name != "record"])
        with_seal_uses(400).build(tmp_path / "public")
    with visit(browser, tmp_path / "public") as visited:
        page = visited.go("seal-uses/2025.html")
        assert page.locator("tbody tr").count() >= 396
        printed = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    sheets = [sheet.extract_text() for sheet in printed.pages]
    with_rows = [text for text in sheets if "SEAL-2025-" in text]
    assert 8 <= len(sheets) <= 60
    assert [n for n, text in enumerate(with_rows) if "Copies" not in text] == []
    whole = "".join(sheets)
    assert [n for n in range(1, 400) if n % 100 and f"SEAL-2025-{n:04}" not in whole] == []
