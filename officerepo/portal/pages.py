"""Every page type of the portal: its name, its template, which pages there are, what they show."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from markupsafe import Markup

from officerepo.portal import (
    calendar,
    changelog,
    downloads,
    manual,
    reports,
    timeline,
)
from officerepo.portal.board import board, board_key, views
from officerepo.portal.books import Book, register_books
from officerepo.portal.integrity import integrity, integrity_key
from officerepo.portal.lacks import lacks_on
from officerepo.portal.organisation import organisation
from officerepo.portal.page import Page, PageType, listed
from officerepo.portal.paths import url_of
from officerepo.portal.records import Records
from officerepo.portal.registers import Registers
from officerepo.portal.requirements import requirements
from officerepo.portal.schedule import schedule_key
from officerepo.portal.site import Site
from officerepo.portal.today import home
from officerepo.portal.trust import (
    build_information,
    by_owner,
    quality,
    record_of,
    unread_files,
    unread_of,
    visible_findings,
)

# -- which pages there are ------------------------------------------------------------------------


def _home(site: Site) -> Iterator[Page]:
    key = site.key("home", site.day_key, repr(site.index.withheld), *_own(site))
    yield Page("index.html", key, section="home")


def _registers(site: Site) -> Iterator[Page]:
    for book in site.once(register_books):
        yield Page(book.path, _book_key(site, book), book, book.kind)


def _book_key(site: Site, book: Book) -> str:
    rows = (site.record_key(record) + schedule_key(site, record) for record in book.items)
    kind = site.office.kinds[book.kind]
    lacking = f"{lacks_on(site, book)} {unread_of(site, kind)}"
    neighbours = f"{book.path} {book.years} {book.months} {lacking}"
    return site.key("register", neighbours, *rows)


def _reports(site: Site) -> Iterator[Page]:
    for sheet in site.once(reports.sheets):
        section = reports.section_of(sheet.report)
        yield Page(sheet.path, reports.sheet_key(site, sheet), sheet, section)


def _report_list(site: Site) -> Iterator[Page]:
    numbers = (f"{name} {len(rows)}" for name, rows in site.once(reports.rows_of).items())
    yield Page("reports/index.html", site.key("reports", *numbers), section="reports")


def _downloads(site: Site) -> Iterator[Page]:
    found = site.once(downloads.downloads)
    rows = (f"{each.name} {len(each.rows)} {each.title} {each.unread}" for each in found)
    key = site.key("downloads", downloads.unread_words(site), *rows)
    yield Page("downloads/index.html", key, section="downloads")


def _timeline(site: Site) -> Iterator[Page]:
    if path := timeline.address(site):
        yield Page(path, timeline.timeline_key(site), section="timeline")


def _records(site: Site) -> Iterator[Page]:
    for record in site.records.values():
        yield Page(url_of(record), site.page_keys[record.id], record, record.kind)


def _organisation(site: Site) -> Iterator[Page]:
    if "unit" in site.office.kinds:
        kinds = ("unit", "post", "person")
        parts = (site.record_key(record) for kind in kinds for record in site.index.of(kind))
        key = site.key("organisation", str(site.today), *parts)
        yield Page("organisation/index.html", key, section="organisation")


def _search(site: Site) -> Iterator[Page]:
    years = (f"{book.path}{book.years}" for book in site.once(register_books) if not book.month)
    yield Page("search.html", site.key("search", *years), section="search")


def _quality(site: Site) -> Iterator[Page]:
    found = site.once(visible_findings)
    titles = [site.face_key(record_of(finding)) for finding in found]
    titles += (
        f"{name}{site.face_key(name)}{[finding.path for finding in each]}"
        for name, each in by_owner(site).items()
    )
    rows = (json.dumps(finding.as_row()) for finding in found)
    unread = str(site.once(unread_files))
    key = site.key("quality", str(len(site.records)), unread, *rows, *titles)
    yield Page("quality/index.html", key, section="quality")


def _integrity(site: Site) -> Iterator[Page]:
    yield Page("integrity/index.html", integrity_key(site), section="integrity")


def _requirements(site: Site) -> Iterator[Page]:
    yield Page(
        "quality/requirements.html",
        site.key("requirements", *(each.name for each in site.once(reports.shown))),
        section="requirements",
    )


def _about(site: Site) -> Iterator[Page]:
    for name, text in site.pages.items():
        path = "about/index.html" if name == "about" else f"about/{name}.html"
        yield Page(path, site.key("about", name, text), (name, text), f"about/{name}")


def _manual(name: str) -> Callable[[Site], Iterator[Page]]:
    """Returns the pages of a type that depends on the program, the settings and the kinds alone."""
    return lambda site: iter(
        (Page(f"about/{name}.html", site.key("manual", name), section=f"about/{name}"),)
    )


def _build(site: Site) -> Iterator[Page]:
    found = str(len(site.once(visible_findings)))
    key = site.key("build", site.built, site.revision, str(site.today), found, *_own(site))
    yield Page("about/build.html", key, section="about/build")


def _not_found(site: Site) -> Iterator[Page]:
    yield Page("404.html", site.key("404"))


def _own(site: Site) -> Iterator[str]:
    """Yields the keys of all records, for pages that may show any of them."""
    return iter(site.record_keys.values())


# -- what they show -------------------------------------------------------------------------------


def _same(content: Callable[[Site], Mapping[str, Any]]) -> Callable[[Site], Callable[[Any], Any]]:
    """Returns the maker of a type with a single page."""
    return lambda site: lambda subject: content(site)


def _hand_written(site: Site) -> Callable[[tuple[str, str]], Mapping[str, Any]]:
    from officerepo.portal.written import page_html

    def content(subject: tuple[str, str]) -> Mapping[str, Any]:
        title, shown = page_html(*subject, site.language.gettext)
        return {
            "title": title,
            "shown": Markup(shown),
            "about": subject[0] == "about",
            "kinds": manual.kinds_in_words(site) if subject[0] == "glossary" else (),
        }

    return content


def _requirements_content(site: Site) -> Mapping[str, Any]:
    return requirements(site, SERVED)


def _search_content(site: Site) -> Mapping[str, Any]:
    listed = {}
    for book in site.once(register_books):
        if book.path.endswith("/index.html"):
            listed[site.language.say(site.office.kinds[book.kind].plural)] = book
    return {"registers": listed}


PAGES: tuple[PageType, ...] = (
    PageType("home", "home.html", _home, _same(home), ("R38", "R57", "R88")),
    PageType(
        "board",
        "board.html",
        listed(views, board_key, "board"),
        lambda site: lambda view: board(site, view),
        ("R05", "R10", "R23", "R36"),
    ),
    PageType(
        "calendar",
        "calendar.html",
        listed(calendar.sheets, calendar.sheet_key, "calendar"),
        lambda site: lambda sheet: calendar.calendar(site, sheet),
        ("R38",),
    ),
    PageType(
        "changes",
        "changes.html",
        listed(changelog.sheets, changelog.sheet_key, "changes"),
        lambda site: lambda sheet: changelog.changes(site, sheet),
        ("R93",),
    ),
    PageType(
        "register",
        "register.html",
        _registers,
        lambda site: Registers(site).content,
        ("R26", "R45", "R92"),
    ),
    PageType("report", "report.html", _reports, lambda site: reports.Reports(site).content),
    PageType(
        "timeline", "timeline.html", _timeline, _same(timeline.timeline), ("R05", "R20", "R58")
    ),
    PageType("reports", "reports.html", _report_list, _same(reports.listed)),
    PageType("downloads", "downloads.html", _downloads, _same(downloads.listed)),
    PageType(
        "record", "record.html", _records, lambda site: Records(site).content, ("R81", "R92", "R93")
    ),
    PageType(
        "organisation",
        "organisation.html",
        _organisation,
        _same(organisation),
        ("R01", "R10", "R71"),
    ),
    PageType("search", "search.html", _search, _same(_search_content), ("R88", "R91")),
    PageType("quality", "quality.html", _quality, _same(quality), ("R28", "R49")),
    PageType(
        "integrity", "integrity.html", _integrity, _same(integrity), ("R28", "R45", "R62", "R94")
    ),
    PageType(
        "requirements",
        "requirements.html",
        _requirements,
        _same(_requirements_content),
        ("R28",),
    ),
    PageType("about", "about.html", _about, _hand_written),
    PageType("kinds", "kinds.html", _manual("kinds"), _same(manual.kinds), ("R88",)),
    PageType("rules", "rules.html", _manual("rules"), _same(manual.rules), ("R28",)),
    PageType("counters", "counters.html", _manual("counters"), _same(manual.counters), ("R62",)),
    PageType("build", "build.html", _build, _same(build_information), ("R98",)),
    PageType("404", "404.html", _not_found, _same(lambda site: {})),
)

SERVED: Mapping[str, tuple[str, ...]] = {page.name: page.serves for page in PAGES}
"""The requirements that each page type is for; those of reports are with the reports."""
