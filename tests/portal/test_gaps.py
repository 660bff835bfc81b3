"""Missing numbers: register pages, books on paper and the report name the same ones."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

import pytest

from officerepo.documents.books import year_book
from officerepo.domain.unread import unread_paths
from officerepo.finding import Finding
from officerepo.index import Index
from officerepo.portal.books import register_books
from officerepo.portal.lacks import GAP_ROWS
from officerepo.portal.pages import PAGES
from officerepo.portal.registers import Registers
from officerepo.portal.site import Site
from officerepo.reports.number_gaps import rows
from tests.portal.office import TODAY, demo, demo_office
from tests.portal.sites import site_of

FOLDER = "letters-in"


def without(
    names: Collection[str], unread: Collection[str] = (), audience: str = "restricted"
) -> Site:
    """A site that lacks letters, and knows of files that cannot be read."""
    site = site_of(demo_office().without(*names, *unread), audience=audience)
    torn = [
        Finding(f"records/{FOLDER}/2025/{name}.yaml", "", "It is torn.", "Mend it.", "yaml-syntax")
        for name in unread
    ]
    index = Index(site.office, site.records, torn)
    return replace(site, index=index, unread=unread_paths(index), _once={})


def on_page(site: Site, name: str = "2025") -> list[str]:
    """The numbers in the rows of a page, as they stand."""
    book = next(b for b in site.once(register_books) if b.path == f"{FOLDER}/{name}.html")
    return numbers(Registers(site).content(book)["rows"])


def on_paper(site: Site) -> list[str]:
    return numbers(year_book(site, site.office.kinds["incoming"], "2025").content["rows"])


def numbers(html: str) -> list[str]:
    found = re.findall(
        r'(<tr class="gap">)?(?:<td class="n"></td>)?<th scope="row">(.*?)</th>', html
    )
    return [("?" if gap else "") + re.sub("<[^>]*>", "", name) for gap, name in found]


def test_each_missing_number_stands_between_its_neighbours() -> None:
    site = without(["IN-2025-0001", "IN-2025-0003", "IN-2025-0004"])
    rising = ["?IN-2025-0001", "IN-2025-0002", "?IN-2025-0003", "?IN-2025-0004", "IN-2025-0005"]
    assert on_paper(site)[:5] == rising
    assert on_page(site)[-5:] == rising[::-1]
    told = [row[1:] for row in rows(site.index, TODAY)]
    assert told == [
        ("IN-2025-0001", "IN-2025-0001", "1"),
        ("IN-2025-0003", "IN-2025-0004", "2"),
    ]


def test_many_missing_numbers_have_one_row() -> None:
    names = [f"IN-2025-{n:04d}" for n in range(2, 3 + GAP_ROWS)]
    site = without(names)
    assert len(names) == GAP_ROWS + 1
    both = f"?{names[0]} – {names[-1]}"
    assert on_paper(site)[1] == on_page(site)[-2] == both
    assert len(on_paper(without(names[1:]))) == len(on_paper(site)) + GAP_ROWS


def test_a_file_that_cannot_be_read_keeps_its_number_and_its_place() -> None:
    """IN-2025-0003 is torn, 0002 and 0004 are gone: only these are missing."""
    site = without(["IN-2025-0002", "IN-2025-0004"], unread=["IN-2025-0003"])
    absent = ["?IN-2025-0002", "?IN-2025-0003", "?IN-2025-0004"]
    assert on_paper(site)[:5] == ["IN-2025-0001", *absent, "IN-2025-0005"]
    assert on_page(site)[-5:] == on_paper(site)[:5][::-1]
    assert [row[1] for row in rows(site.index, TODAY)] == ["IN-2025-0002", "IN-2025-0004"]
    content = year_book(site, site.office.kinds["incoming"], "2025").content
    assert re.findall(r"(000[234])</span></th><td[^>]*>([^<]*)<", content["rows"]) == [
        ("0002", "No record has this number."),
        ("0003", "The file cannot be read."),
        ("0004", "No record has this number."),
    ]
    assert content["missing"] == 2
    assert content["unread"].startswith("1 file of this register cannot be read")


def test_the_counts_of_a_book_add_up_to_its_last_number() -> None:
    """The last file is torn too: its number still ends the book."""
    last = max(name for name in demo_office().records if name.startswith("IN-2025-"))
    site = without(["IN-2025-0002"], unread=["IN-2025-0001", last])
    content = year_book(site, site.office.kinds["incoming"], "2025").content
    assert (content["first"], content["last"]) == ("IN-2025-0001", last)
    assert content["entries"] + content["missing"] + 2 == int(last[-4:])
    assert content["unread"].startswith("2 files of this register cannot be read")


def test_readers_of_less_are_told_how_many_files_cannot_be_read_and_not_which() -> None:
    for audience, words in (("internal", "1 file of this register"), ("public", "")):
        site = without([], unread=["IN-2025-0003"], audience=audience)
        content = year_book(site, site.office.kinds["incoming"], "2025").content
        assert content["unread"].startswith(words)
        assert bool(content["unread"]) is bool(words)
        assert "IN-2025-0003" not in str(content)
        other = year_book(site, site.office.kinds["incoming"], "2024").content
        assert not other["unread"]


def test_an_entry_that_cannot_be_read_stands_first_where_titles_give_the_order() -> None:
    kinds = demo()[1].office.kinds
    posts = [r for r in demo_office().records.values() if r.kind == "post"]
    assert kinds["post"].views.order == "title"
    site = site_of(demo_office().without(posts[0].id), audience="restricted")
    site = replace(site, unread={"post": [posts[0].path]}, _once={})
    book = next(b for b in site.once(register_books) if b.path == "posts/index.html")
    found = numbers(Registers(site).content(book)["rows"])
    assert (found[0], len(found)) == (f"?{posts[0].id}", len(posts))


def test_the_first_page_and_those_of_months_show_them_too(monkeypatch: pytest.MonkeyPatch) -> None:
    site = without(["IN-2025-0003", "IN-2025-0004"])
    assert on_page(site, "index") == on_page(site)
    assert "?IN-2025-0003" in on_page(site, "index")
    monkeypatch.setattr("officerepo.portal.books.PAGE_ROWS", 20)
    for torn in ([], ["IN-2025-0047"]):  # with 0046 missing and the last one torn none comes next
        site = without(["IN-2025-0003", "IN-2025-0004", *(["IN-2025-0046"] if torn else [])], torn)
        year, *months = (b for b in register_books(site) if b.year == "2025" and b.folder == FOLDER)
        whole = ["?IN-2025-0047", "?IN-2025-0046"] * bool(torn) + ["?IN-2025-0004", "?IN-2025-0003"]
        on_months = [
            name for book in months for name in numbers(Registers(site).content(book)["rows"])
        ]
        assert [name for name in on_months if name.startswith("?")] == whole
        assert numbers(Registers(site).content(year)["rows"]) == whole


def test_for_fewer_readers_no_gap_tells_of_what_is_withheld() -> None:
    site = without(["IN-2025-0002"], audience="internal")
    assert not [name for name in (*on_page(site), *on_paper(site)) if name.startswith("?")]


def test_a_page_is_made_anew_when_a_torn_file_is_gone() -> None:
    """The entries are the same; the file is no more told of, the number is missing."""
    registers = next(kind for kind in PAGES if kind.name == "register")
    keys = [
        {page.path: page.key for page in registers.pages(site)}
        for site in (without([], unread=["IN-2025-0003"]), without(["IN-2025-0003"]))
    ]
    changed = {path for path in keys[0] if keys[0][path] != keys[1][path]}
    assert changed == {f"{FOLDER}/2025.html", f"{FOLDER}/index.html"}
