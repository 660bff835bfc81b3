"""The portal as people meet it: from a folder with an awkward name, with and without script."""

from __future__ import annotations

import gettext
import io
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.portal.audience import Hidden, visible
from officerepo.portal.keys import settle
from officerepo.portal.language import Language
from officerepo.portal.mentions import collect
from officerepo.portal.page import PageType
from officerepo.portal.pages import PAGES
from officerepo.portal.paths import url_of
from officerepo.portal.site import Site
from officerepo.portal.values import UNPUBLISHED
from officerepo.record import by_id
from officerepo.resources import resource
from officerepo.rows import search_text
from officerepo.search import search, terms_of
from officerepo.text import fold
from tests.portal.office import Office, demo, demo_body, demo_office

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

CHINESE = "关于印章使用登记的规定。与会者一致同意：用印须先审批，后登记。ΣΊΣΥΦΟΣ İstanbul ﬁnal"


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    office = demo_office()
    office.body = lambda r: demo_body(r) + (f"\n\n{CHINESE}\n" if r.kind == "meeting" else "")
    path = office.records["TSK-2025-0001"].path
    office.findings = (
        Finding(path, "due", "`due` is late.", "Correct it.", "x", "error", {}, 3, 1),
        Finding(path, "title", "Long.", "", "y", "warning", {}, 1, 1),
    )
    output = tmp_path_factory.mktemp("Área común ñ 公章") / "el portal #1" / "public"
    office.build(output)
    return output


@dataclass
class Visit:
    """An open page, and whatever it should not have done."""

    page: Page
    base: Path
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def failed(self, request: Request) -> None:
        """Notes a file that is missing; leaving a page while its icon loads is no fault."""
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(request.url)

    def go(self, path: str) -> Page:
        name, mark, rest = path.partition("?")
        self.page.goto((self.base / name).as_uri() + mark + rest)
        return self.page


@contextmanager
def visit(browser: Browser, base: Path, **wishes: Any) -> Iterator[Visit]:
    context = browser.new_context(**wishes)
    try:
        found = Visit(context.new_page(), base)
        found.page.on("console", lambda message: found.faults.append(message.text))
        found.page.on("pageerror", lambda error: found.faults.append(str(error)))
        found.page.on("requestfailed", found.failed)
        found.page.on("request", lambda request: found.requests.append(request.url))
        yield found
    finally:
        context.close()
    assert found.faults == []
    assert [url for url in found.requests if not url.startswith(("file:", "data:"))] == []


def some(kind: PageType) -> list[str]:
    """A few pages of a type: of the record type, one for each kind of record."""
    everything = demo()[1]
    shown = [r for r in everything.records.values() if r.label in ("public", "internal")]
    index = Index(everything.office, by_id(shown))
    site = Site(
        index, Hidden(()), {}, "internal", date(2025, 3, 31),
        Language("en", gettext.NullTranslations()), "", pages={"about": "# A", "help": "# H"},
    )  # fmt: skip
    settle(site, {})
    chosen: dict[str, str] = {}
    for page in kind.pages(site):
        chosen.setdefault(page.section, page.path)
    return list(chosen.values())


ALL = [(kind.name, path) for kind in PAGES for path in some(kind)]
"""Every page type; of registers and records, one for each kind."""

FEW = list({name: (name, path) for name, path in ALL if "unit" not in path}.values())
FEW += [each for each in ALL if each[0] == "record" and "meetings/" in each[1]]
"""Every page type once, and a record with everything in it."""


def test_every_page_type_is_visited() -> None:
    assert {name for name, _ in ALL} == {kind.name for kind in PAGES}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_no_accessibility_fault_and_no_overflow(
    browser: Browser, portal: Path, scheme: Any, width: int
) -> None:
    axe, problems = Axe(), []
    size: Any = {"width": width, "height": 800}
    with visit(browser, portal, color_scheme=scheme, viewport=size) as visited:
        for name, path in ALL if (scheme, width) == ("light", 1280) else FEW:
            page = visited.go(path)
            result = axe.run(page, options={"preload": False})  # it would fetch the styles
            if result.violations_count:
                problems.append(f"{name} {path}: {result.generate_report()[:1500]}")
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if over > 0:
                problems.append(f"{name} {path} is {over} px too wide")
    assert problems == []


def test_a_page_links_every_sheet_that_says_something_of_it(browser: Browser, portal: Path) -> None:
    said = {}
    for sheet in sorted((resource("site") / "assets").glob("*.css")):
        text = re.sub(r"/\*.*?\*/|::\w+|@page[^}]*}", "", sheet.read_text(), flags=re.DOTALL)
        found = re.findall(r"(?:^|(?<=[{}]))\s*([^{}@]+){[^{}]*:", text)
        said[sheet.name] = [selector.strip() for selector in found]
    assert all(len(selectors) > 40 for selectors in said.values())
    missed = """sheets => Object.entries(sheets)
      .filter(([sheet]) => !document.querySelector(`link[href$="/${sheet}"]`))
      .map(([, selectors]) => selectors.filter(each => document.querySelector(each))).flat()"""
    with visit(browser, portal) as visited:
        for name, path in ALL:
            page = visited.go(path)
            assert page.evaluate(missed, said) == [], (name, path)


UNBROKEN = "W" * 120
WIDE = f"""# {UNBROKEN}

{"".join(f"{'  ' * depth}- item {depth} {UNBROKEN}" + chr(10) for depth in range(14))}

{"> " * 14}{UNBROKEN}

| {UNBROKEN} | b |
|---|---|
| {UNBROKEN} | {UNBROKEN} |

`{UNBROKEN}` <https://example.org/{UNBROKEN}> <kbd>{UNBROKEN}</kbd>

- [x] {UNBROKEN}

<dl><dt>{UNBROKEN}</dt><dd><dl><dd><dl><dd>{UNBROKEN}</dd></dl></dd></dl></dd></dl>
<pre>{UNBROKEN}</pre><ol start=99999999><li>{UNBROKEN}</li></ol>
"""


def widened(node: Any) -> Any:
    """A text tree with a word that no line has room for in every text."""
    if isinstance(node, str):
        return node if "-" in node else f"{node} {UNBROKEN}"
    if isinstance(node, list):
        return [widened(item) for item in node]
    return {key: widened(value) for key, value in node.items()}


def test_no_record_makes_a_page_wider_than_a_telephone(browser: Browser, tmp_path: Path) -> None:
    office = demo_office()
    chosen = {r.kind: r for r in office.records.values() if r.label in ("public", "internal")}
    deep: dict[str, Any] = {"word": UNBROKEN}
    for _ in range(6):
        deep = {"within": deep}
    for record in chosen.values():
        data = {**widened(record.data), "label": record.label, "x-own": deep}
        title = record.title + UNBROKEN
        office = office.changed(record.id, data=data, title=title)
    office.body = lambda record: WIDE
    office.findings = tuple(
        Finding(record.path, f"at{UNBROKEN}", f"`{UNBROKEN}`", UNBROKEN, "x")
        for record in chosen.values()
    )
    office.build(tmp_path / "public")
    problems = []
    with visit(browser, tmp_path / "public", viewport={"width": 320, "height": 800}) as visited:
        for name, path in [*ALL, *(("record", url_of(record)) for record in chosen.values())]:
            over = visited.go(path).evaluate("document.documentElement.scrollWidth - innerWidth")
            if over > 0:
                problems.append(f"{name} {path} is {over} px too wide")
    assert problems == []


@pytest.mark.parametrize("language", ["es", "zh"])
def test_no_accessibility_fault_in_other_languages(
    browser: Browser, tmp_path: Path, language: str
) -> None:
    output = tmp_path / "public"
    demo_office().build(output, language=language)
    axe = Axe()
    with visit(browser, output) as visited:
        for name, path in FEW:
            if name in ("home", "register", "record", "about", "search"):
                result = axe.run(visited.go(path), options={"preload": False})
                assert result.violations_count == 0, result.generate_report()


def test_everything_is_there_without_script(browser: Browser, portal: Path) -> None:
    with visit(browser, portal, java_script_enabled=False) as visited:
        for _, path in ALL:
            page = visited.go(path)
            assert page.locator("h1").count() == 1
            assert page.locator("main").inner_text().strip()
        page = visited.go("seal-uses/index.html")
        uses = len(demo()[1].of("seal-use"))
        assert page.locator("tbody tr").count() == uses
        assert not page.locator(".filters").is_visible()
        page = visited.go("search.html")
        assert page.get_by_text("Without it, open the register").is_visible()
        page.get_by_role("link", name="about this build").click()
        assert "4f2c91a" in page.locator("main").inner_text()


def test_the_frame_tells_of_this_build(browser: Browser, portal: Path) -> None:
    with visit(browser, portal) as visited:
        page = visited.go("tasks/2025/TSK-2025-0001.html")
        assert "revision 4f2c91a" in page.locator("#stamp").inner_text()
        assert "days old" in page.locator("#stamp").inner_text()
        tasks = len([r for r in demo()[1].of("task") if r.label != "restricted"])
        assert page.locator("[data-count=task]").inner_text() == str(tasks)


def test_colours_are_chosen_and_kept(browser: Browser, portal: Path) -> None:
    with visit(browser, portal, color_scheme="light") as visited:
        page = visited.go("index.html")
        colour = "getComputedStyle(document.documentElement).backgroundColor"
        light = page.evaluate(colour)
        page.get_by_role("button", name="Dark").click()
        dark = page.evaluate(colour)
        assert dark != light
        page = visited.go("board/index.html")
        assert page.evaluate(colour) == dark
        assert page.get_by_role("button", name="Dark").get_attribute("aria-pressed") == "true"
        page.get_by_role("button", name="Automatic").click()
        assert page.evaluate(colour) == light


def test_a_register_is_sorted_and_narrowed(browser: Browser, portal: Path) -> None:
    with visit(browser, portal) as visited:
        page = visited.go("seal-uses/index.html")
        first = page.locator("tbody th").first
        newest = first.inner_text()
        page.get_by_role("button", name="No.", exact=True).click()
        assert first.inner_text() == "SEAL-2025-0001"
        assert page.locator("th[aria-sort=ascending]").count() == 1
        page.get_by_role("button", name="No.", exact=True).click()
        assert first.inner_text() == newest
        page.get_by_label("State").select_option("Refused")
        shown = page.locator("tbody tr:visible")
        assert 0 < shown.count() < page.locator("tbody tr").count()
        assert all("Refused" in text for text in shown.all_inner_texts())
        address, count = page.url, shown.count()
        page.goto("about:blank")
        page.goto(address)  # a narrowed register can be sent as a link
        assert page.locator("tbody tr:visible").count() == count
        page.get_by_label("State").select_option("")
        page.get_by_label("Contains").fill("seál-2025-0003")
        assert shown.count() >= 1
        assert re.fullmatch(r"\d+ of \d+ entries", page.locator("output").inner_text())


def searched(office: Office) -> tuple[Index, dict[str, str]]:
    """The records of an internal portal, and by path the texts in which words are looked for."""
    found = {}
    shown, hidden = visible(
        office.records, "internal", collect(office.records, demo_body, {})[0], "[withheld]"
    )
    for record in shown.values():
        kept = {k: v for k, v in record.data.items() if k not in UNPUBLISHED}
        body = demo_body(record) + (f"\n\n{CHINESE}\n" if record.kind == "meeting" else "")
        text = search_text(replace(record, data=kept), hidden.silenced(body, "[withheld]"))
        found[record.path] = text
    return Index(demo()[1].office, shown), found


ASK = """async queries => {
  const words = document.getElementById('words'), more = document.getElementById('more');
  const answers = [];
  for (const query of queries) {
    words.value = query;
    words.dispatchEvent(new Event('input', {bubbles: true}));
    await new Promise(done => setTimeout(done, 90));
    while (!more.hidden) { more.click(); }
    answers.push([...document.querySelectorAll('#results .folio')].map(e => e.textContent));
  }
  return answers;
}"""


def test_search_finds_exactly_what_the_command_finds(browser: Browser, portal: Path) -> None:
    rng = random.Random(1)
    index, texts = searched(demo_office())
    words = sorted({word for text in texts.values() for word in fold(text).split() if word[2:]})
    queries = [rng.choice(words) for _ in range(60)]
    queries += [f"{rng.choice(words)} {rng.choice(words)[:4]}" for _ in range(20)]
    queries += [word[1:-1] for word in rng.sample(words, 20) if len(word) > 4]
    queries += rng.sample(sorted(index.records), 20)
    queries += ["MTG-2025-017/D2", "mtg-2025-018/d1 visitors", "018/d", "d1,mtg"]
    han = re.sub(r"[^\u4e00-\u9fff]", "", CHINESE)
    queries += [han[start : start + 2] for start in range(len(han) - 1)]
    queries += [
        "GESTIÓN",
        "gestion",
        "σίσυφος",
        "ISTANBUL",
        "final",
        "  seal\u3000use ",
        "nowhere-else",
    ]
    with visit(browser, portal) as visited:
        page = visited.go("search.html?q=e")
        page.wait_for_selector("#results[data-done=true]")
        answers = page.evaluate(ASK, queries)
    wrong = []
    for query, shown in zip(queries, answers, strict=True):
        expected = {record.id for record in search(index, texts, terms_of([query]))}
        records = {number.partition("/")[0] for number in shown}
        if records != expected:
            wrong.append((query, sorted(records ^ expected)))
    assert wrong == []


def test_search_from_the_header_ranks_the_number_first(browser: Browser, portal: Path) -> None:
    with visit(browser, portal) as visited:
        page = visited.go("tasks/2025/TSK-2025-0001.html")
        page.keyboard.press("/")
        page.keyboard.type("mtg-2025-003")
        page.keyboard.press("Enter")
        page.wait_for_selector("#results[data-done=true]")
        assert page.locator("#results .folio").first.inner_text() == "MTG-2025-003"
        page.locator("#results a").first.click()
        assert page.locator(".cover .folio").first.inner_text() == "MTG-2025-003"
        page = visited.go("search.html?q=nothing-holds-this")
        page.get_by_text("No record holds all of these words.").wait_for()
        page = visited.go("search.html?kind=meeting&year=2025")
        page.wait_for_selector("#results[data-done=true]")
        assert page.locator("#results li").count() == len(demo()[1].of("meeting"))


def test_a_register_prints_whole_with_its_head_on_every_page(
    browser: Browser, portal: Path
) -> None:
    with visit(browser, portal) as visited:
        page = visited.go("seal-uses/index.html")
        page.emulate_media(media="print")
        assert not page.locator(".sections").is_visible()
        assert not page.locator(".filters").is_visible()
        assert not page.locator(".house").is_visible()  # the foot says whose register it is
        assert page.locator("footer").is_visible()
        head = page.locator("thead").evaluate("e => getComputedStyle(e).display")
        assert head == "table-header-group"
        assert len(page.pdf()) > 10_000


def test_registers_and_the_agenda_are_printed_on_few_sheets(
    browser: Browser, tmp_path: Path
) -> None:
    """The end of the year: 70 dossiers, 58 tasks, 27 meetings; the foot has no sheet for itself."""
    demo_office().build(tmp_path, today=date(2025, 12, 31))
    most = {"dossiers": 8, "tasks": 8, "meetings": 4, "calendar": 1}
    with visit(browser, tmp_path) as visited:
        for folder, sheets in most.items():
            raw = visited.go(f"{folder}/index.html").pdf(prefer_css_page_size=True)
            found = [page.extract_text() for page in PdfReader(io.BytesIO(raw)).pages]
            assert len(found) <= sheets, folder
            assert all(len(text.splitlines()) > 3 for text in found), folder
        page = visited.go("meetings/index.html")
        row = page.locator("tr", has_text="MTG-2025-027")
        hidden, more = row.locator("li", has_text="Inés"), row.locator("li.printed")
        for media in ("print", "screen"):
            page.emulate_media(media=media)
            assert (hidden.is_visible(), more.is_visible()) == (False, True)
        page.locator("#contains").fill("Inés")  # whoever narrows the table finds it all the same
        assert row.is_visible()
        assert 0 < page.locator("tbody tr:visible").count() < 27
