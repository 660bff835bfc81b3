"""The truth of the search: what is in its data, and what a reader finds with them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from officerepo.portal.audience import RANKS
from officerepo.portal.reports import address
from officerepo.reports import reports_of
from officerepo.text import fold
from tests.portal.office import Office, demo_office, ids
from tests.portal.test_themes import Themed

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
CHINESE = "关于印章使用登记的规定：用印须先审批后登记"
OLD = "TSK-2025-0900"


def office() -> Office:
    """The demo office with a Chinese title, a renamed task and a meeting of long ago."""
    made = demo_office()
    task = made.records["TSK-2025-0001"]
    made = made.changed(task.id, data={**task.data, "formerly": [OLD]})
    return made.changed("TSK-2025-0002", title=CHINESE)


def visible(made: Office) -> set[str]:
    return {r.id for r in made.records.values() if RANKS.get(r.label, 2) <= RANKS["internal"]}


def rows_of(portal: Path) -> Iterator[list[Any]]:
    for script in sorted((portal / "search").glob("[0-9]*.js")):
        text = script.read_text(encoding="utf-8")
        given = text.removeprefix("officerepoRows(").removesuffix(");\n")
        year, rows, names = json.loads(f"[{given}]")
        assert (year or "0") == script.name.partition("-")[0]
        for row in rows:
            row[9] = [names[place] for place in row[9]]
            yield row


def manifest_of(portal: Path) -> Any:
    text = (portal / "search/shards.js").read_text(encoding="utf-8")
    return json.loads(text.removeprefix("window.officerepoShards=").removesuffix(";\n"))


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("Área ñ 公章") / "public"
    office().build(output)
    return output


def terms_of(title: str) -> set[str]:
    """What finds a record by its title: each word without accents, each two Chinese signs."""
    pairs = {run[at : at + 2] for run in HAN.findall(title) for at in range(len(run) - 1)}
    return pairs | {fold(word) for word in title.split()}


def test_every_record_is_in_the_data_with_its_number_and_all_of_its_title(portal: Path) -> None:
    rows = list(rows_of(portal))
    assert Counter(row[0] for row in rows) == Counter(visible(office()))
    terms = 0
    for row in rows:
        words = fold(row[6])
        assert fold(row[0]) in words
        for term in terms_of(row[1]):
            terms += 1
            assert term in words, row[:2]
    assert terms > 2000
    assert any("印章" in terms_of(row[1]) for row in rows)


def test_words_are_there_once_and_as_they_were_written(portal: Path) -> None:
    for row in rows_of(portal):
        folded = [fold(word) for word in row[6].split(" ")]
        assert len(folded) == len(set(folded)), row[0]
    assert any(re.search("[áéíóúñÁ]", row[6]) for row in rows_of(portal))


def test_the_data_name_units_and_former_numbers(portal: Path) -> None:
    units = dict(manifest_of(portal)["filters"]["unit"])
    rows = {row[0]: row for row in rows_of(portal)}
    assert {row[7] for row in rows.values()} - {""} <= units.keys()
    assert rows["POST-OFI-01"][7] == "UNIT-OFI"
    assert sum(1 for row in rows.values() if row[7]) > 250
    assert rows["TSK-2025-0001"][8] == [fold(OLD)]


def test_people_are_named_once_in_a_file_and_only_where_they_are_in_the_portal(
    portal: Path, tmp_path: Path
) -> None:
    made = office()
    titles = {name: made.records[name].title for name in ids(made.records.values(), "person")}
    expected = {
        record.id: {titles[link.target] for link in record.links if link.target in titles}
        for record in made.records.values()
    }
    for row in rows_of(portal):
        assert set(row[9]) == expected[row[0]], row[0]
    assert sum(len(row[9]) for row in rows_of(portal)) > 1000
    for script in (portal / "search").glob("20*.js"):
        text = script.read_text(encoding="utf-8")
        assert text.rpartition("]],")[2].count("Hilario Represa") == ("Represa" in text)
    hidden = made.changed("PER-hrepresa", label="restricted")
    hidden.build(tmp_path / "public")
    assert all("Represa" not in str(row[9]) for row in rows_of(tmp_path / "public"))


def test_a_person_of_another_name_changes_the_data(tmp_path: Path) -> None:
    made, notes = demo_office(), tmp_path / "notes.json"
    made.build(tmp_path / "public", notes=notes)
    made.changed("PER-hrepresa", title="Hilario Azud").build(tmp_path / "public", notes=notes)
    named = [row[0] for row in rows_of(tmp_path / "public") if "Hilario Azud" in row[9]]
    assert "TSK-2025-0001" not in named
    assert "MTG-2025-017" in named
    assert all("Represa" not in str(row[9]) for row in rows_of(tmp_path / "public"))


def test_sub_records_are_in_the_data_and_their_anchors_on_the_pages(portal: Path) -> None:
    parts = 0
    for row in rows_of(portal):
        page = (portal / row[5]).read_text(encoding="utf-8")
        for number in row[10]:
            parts += 1
            record, _, sub = number.partition("/")
            assert record == row[0]
            assert f'id="{sub.lower()}"' in page, number
    assert parts > 150


def test_other_pages_are_in_the_data_by_their_titles(portal: Path, tmp_path: Path) -> None:
    pages = {row[5]: row[1] for row in manifest_of(portal)["pages"]}
    assert pages["reports/holds.html"] == "Holds"
    assert pages["calendar/index.html"] == "Calendar"
    assert pages["seal-uses/index.html"] == "Seal register"
    assert pages["about/rules.html"] == "Rules of the check"
    assert all((portal / page).is_file() for page in pages)
    assert {address(report) for report in reports_of(demo_office().index.office).values()} > {
        page for page in pages if page.startswith("reports/") and page != "reports/index.html"
    }
    assert sum(page.startswith("reports/") for page in pages) > 30
    office().build(tmp_path / "public", audience="public")
    public = {row[5] for row in manifest_of(tmp_path / "public")["pages"]}
    assert "reports/late-entries.html" not in public
    assert all((tmp_path / "public" / page).is_file() for page in public)


def test_a_post_of_another_unit_changes_the_data(tmp_path: Path) -> None:
    made, notes = demo_office(), tmp_path / "notes.json"
    made.build(tmp_path / "public", notes=notes)
    for post in ids(made.records.values(), "post"):
        data = {**made.records[post].data, "unit": "UNIT-DIR"}
        made = made.changed(post, data=data)
    made.build(tmp_path / "public", notes=notes)
    made.build(tmp_path / "fresh")
    for shard in (tmp_path / "fresh/search").iterdir():
        assert (tmp_path / "public/search" / shard.name).read_bytes() == shard.read_bytes()
    assert {row[7] for row in rows_of(tmp_path / "public") if row[2] == "task"} == {"UNIT-DIR"}


FIND = """async queries => {
  const words = document.getElementById('words'), answers = [];
  for (const query of queries) {
    words.value = query;
    words.dispatchEvent(new Event('input', {bubbles: true}));
    await new Promise(done => setTimeout(done, 75));
    const found = [...document.querySelectorAll('#results .folio')].map(e => e.textContent);
    answers.push([found, document.getElementById('said').textContent]);
  }
  return answers;
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    found = browser.new_page()
    faults: list[str] = []
    found.on("console", lambda message: faults.append(message.text))
    found.on("pageerror", lambda error: faults.append(str(error)))
    yield found
    found.close()
    assert faults == []


def search(page: Page, portal: Path, asked: str) -> list[str]:
    page.goto(f"{(portal / 'search.html').as_uri()}?{asked}")
    page.wait_for_selector("#results[data-done=true]")
    return page.locator("#results .folio").all_text_contents()


def test_a_reader_finds_every_record(page: Page, portal: Path) -> None:
    """Each number stands first; all words of a title, or two Chinese signs, find the record."""
    rows = list(rows_of(portal))
    numbers = [row[0] for row in rows][::4]
    titles = [(row[0], row[1]) for row in rows if len(row[1]) > 12][::12]
    pairs = sorted({term for row in rows for term in terms_of(row[1]) if HAN.fullmatch(term)})
    assert len(pairs) >= 15
    search(page, portal, "q=e")
    queries = [*numbers, *(fold(title).upper() for _, title in titles), *pairs]
    answers = [found for found, _ in page.evaluate(FIND, queries)]
    for number, found in zip(numbers, answers, strict=False):
        assert found[0] == number
    for (number, title), found in zip(titles, answers[len(numbers) :], strict=False):
        assert number in found, title
    for pair, found in zip(pairs, answers[len(numbers) + len(titles) :], strict=True):
        assert {row[0] for row in rows if pair in row[1]} <= set(found), pair


def test_numbers_come_first_then_titles_then_texts_then_the_newest(
    page: Page, portal: Path
) -> None:
    rows = {row[0]: row for row in rows_of(portal)}
    found = search(page, portal, "q=seal")

    def rank(number: str) -> int:
        return 4 - 2 * ("seal" in fold(number)) - ("seal" in fold(rows[number][1]))

    ranks = [rank(number) for number in found]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) > 1
    for number, later in pairwise(found):
        assert rank(number) != rank(later) or rows[number][4] >= rows[later][4]
    assert search(page, portal, f"q={OLD.lower()}")[0] == "TSK-2025-0001"


def test_a_name_finds_the_person_and_what_they_did(page: Page, portal: Path) -> None:
    found = search(page, portal, "q=represa")
    assert found[0] == "PER-hrepresa"
    acted = search(page, portal, "q=hilário&kind=meeting")
    assert "MTG-2025-017" in acted
    line = page.locator("#results li", has_text="MTG-2025-017")
    assert "in the text: Hilario" in str(line.text_content())
    assert line.locator("mark").last.text_content() == "Hilario"


def test_the_number_of_a_decision_leads_to_the_decision(page: Page, portal: Path) -> None:
    assert search(page, portal, "q=mtg-2025-017/d2")[0] == "MTG-2025-017/D2"
    first = page.locator("#results li").first
    assert "in the text" not in str(first.text_content())
    first.locator("a").click()
    assert page.url.endswith("meetings/2025/MTG-2025-017.html#d2")
    assert "P-27" in str(page.locator(":target").text_content())


def test_a_title_finds_the_page_of_a_report(page: Page, portal: Path) -> None:
    search(page, portal, "q=DECISIONS")
    first = page.locator("#results li").first
    assert first.locator("a").get_attribute("href") == "reports/decisions.html"
    assert str(first.locator(".meta").text_content()).strip() == "Page of the portal"


def test_a_result_shows_what_was_matched(page: Page, portal: Path) -> None:
    search(page, portal, "q=印章")
    assert page.locator("#results mark").first.text_content() == "印章"
    rows = list(rows_of(portal))
    word, row = next(
        (word, row)
        for row in rows
        for word in row[6].split(" ")
        if re.fullmatch(r"\w*[áéíóúñ]\w{3,}", word) and fold(word) not in fold(row[1])
    )
    assert row[0] in search(page, portal, f"q={fold(word)}")
    lines = page.locator("#results li", has_text=row[0]).first
    assert "in the text:" in str(lines.text_content())
    assert fold(str(lines.locator("mark").last.text_content())) in fold(word)


def test_filters_say_how_many_there_are_and_stay_in_the_address(page: Page, portal: Path) -> None:
    rows = list(rows_of(portal))
    tasks = [row for row in rows if row[2] == "task"]
    by_unit = Counter(row[7] for row in tasks if row[7])
    assert len(search(page, portal, "kind=task")) == min(50, len(tasks))
    unit, number = by_unit.most_common()[-1]
    option = page.locator(f"#unit option[value={unit}]")
    assert str(option.text_content()).endswith(f"({number})")
    page.locator("#unit").select_option(unit)
    page.wait_for_timeout(200)
    assert page.locator("#results li").count() == number
    assert f"kind=task&unit={unit}" in page.url
    kinds = Counter(row[2] for row in rows if row[7] == unit)
    for kind in page.locator("#kind option[value]:not([value=''])").all():
        name = kind.get_attribute("value") or ""
        assert str(kind.text_content()).endswith(f"({kinds[name]})")
    address = page.url
    page.goto(f"{(portal / 'search.html').as_uri()}?kind=task&q=nothing-holds-this")
    page.get_by_text("No record holds").wait_for()
    assert page.locator("#kind option:checked").text_content() == "Task"
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_selector("#results[data-done=true]")
    assert page.locator("#results li").count() == number
    assert page.locator("#unit").input_value() == unit


def test_an_address_with_a_state_says_the_same_in_every_language(
    page: Page, portal: Path, tmp_path: Path
) -> None:
    """The word of a state is another in each language, and one word may be two kinds' states."""
    demo_office().build(tmp_path / "public", language="es")
    listed = "#results .folio"
    search(page, portal, "kind=task&q=e")
    page.locator("#state").select_option("task.closed")
    page.wait_for_timeout(200)
    found, asked = page.locator(listed).all_text_contents(), page.url.partition("?")[2]
    assert set(page.locator("#results .tag").all_text_contents()) == {"Closed"}
    assert "state=task.closed" in asked
    assert search(page, tmp_path / "public", asked) == found
    assert set(page.locator("#results .tag").all_text_contents()) == {"Cerrada"}
    assert str(page.locator("#state option:checked").text_content()).startswith("Cerrada (")


def test_states_of_several_kinds_are_told_apart(page: Page, portal: Path) -> None:
    """`closed` is said of tasks, plans, dossiers and more, and `done` in three words."""
    states = manifest_of(portal)["filters"]["state"]
    assert (
        len({key for key, *_ in states}) == len({title for _, title, *_ in states}) == len(states)
    )
    assert {word for key, _, word, _ in states if key.endswith(".done")} == {
        "Dealt with", "Confirmed", "Carried out"
    }  # fmt: skip
    requests = [row[0] for row in rows_of(portal) if row[2:4] == ["request", "closed"]]
    found = search(page, portal, "state=request.closed")
    assert sorted(found) == sorted(requests)
    chosen = page.locator("#state option:checked")
    assert chosen.text_content() == f"Request · Closed ({len(requests)})"
    kinds = page.locator("#kind option[value]:not([value=''])").all_text_contents()
    assert kinds == [f"Request ({len(requests)})"]
    offered = page.locator("#state option").evaluate_all("all => all.map(e => e.value)")[1:]
    order = [key for key, *_ in states]
    assert offered == sorted(offered, key=order.index)
    assert {"task.closed", "dossier.closed", "acknowledgement.done"} < set(offered)
    page.locator("#kind").select_option("request")
    page.wait_for_timeout(200)
    assert chosen.text_content() == f"Closed ({len(requests)})"


def test_a_filter_that_nothing_has_is_not_asked_for(page: Page, portal: Path) -> None:
    """An address by a word, a unit of another audience, a year without records."""
    everything = search(page, portal, "q=seal")
    asked = "q=seal&state=Closed&unit=UNIT-NONE&year=1066&kind=toString"
    assert search(page, portal, asked) == everything
    assert page.locator("#search select").evaluate_all("all => all.map(e => e.value)") == [""] * 4


def test_a_large_office_loads_older_years_when_asked(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = demo_office()
    records = {}
    for year in (2021, 2022, 2023, 2024):
        for name in ids(made.records.values(), "task")[:6]:
            record = made.changed(name).records[name]
            new = name.replace("2025", str(year))
            moved = Office({new: record}).changed(new, id=new, title=f"Old work {new}")
            records[new] = moved.moved(new, record.path.replace("2025", str(year))).records[new]
    monkeypatch.setattr("officerepo.portal.search.ALL_AT_ONCE", 5)
    Office(records, lambda record: "").build(tmp_path / "public")
    shards = manifest_of(tmp_path / "public")["shards"]
    assert [year for _, year, later in shards if not later] == ["2024", "2023"]
    found = search(page, tmp_path / "public", "q=work")
    assert {name[4:8] for name in found} == {"2024", "2023"}
    assert search(page, tmp_path / "public", "q=tsk-2021-0001")[0] == "TSK-2021-0001"
    assert {name[4:8] for name in search(page, tmp_path / "public", "q=work&year=2022")} == {"2022"}
    search(page, tmp_path / "public", "q=work")
    page.get_by_role("button", name="Search all years").click()
    page.locator("#results li").nth(23).wait_for()
    assert not page.locator("#older").is_visible()
    assert "all=1" in page.url
    assert len(search(page, tmp_path / "public", page.url.partition("?")[2])) == 24


@pytest.mark.parametrize("wish", ["yes", "no"])
def test_the_key_for_searching_can_be_switched_off(page: Page, tmp_path: Path, wish: str) -> None:
    records = demo_office().records
    made = Themed({name: records[name] for name in ids(records.values(), "seal")})
    made.settings = {"search_key": wish}
    made.build(tmp_path / "public")
    page.goto((tmp_path / "public/index.html").as_uri())
    page.keyboard.press("/")
    focused = page.evaluate("document.activeElement.id")
    assert focused == ("find" if wish == "yes" else "")
    shortcut = page.locator("#find").get_attribute("aria-keyshortcuts")
    assert shortcut == ("/" if wish == "yes" else None)
    if wish == "yes":
        style = "getComputedStyle(document.activeElement).outlineStyle"
        assert page.evaluate(style) == "solid"
