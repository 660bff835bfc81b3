"""Every page type of the portal: its name, its template, which pages there are, what they show.

A page's key stands for everything it is made of. A page whose key is that of the last build is
neither rendered nor written, so a type's `pages` has to name in the key whatever its `maker` reads
beyond what `Site.key` covers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from markupsafe import Markup

from officerepo.portal import (
    atom,
    calendar,
    changelog,
    downloads,
    ics,
    manual,
    reports,
    timeline,
)
from officerepo.portal.board import board, board_key, views
from officerepo.portal.books import Book, register_books
from officerepo.portal.compact import compact
from officerepo.portal.integrity import integrity, integrity_key
from officerepo.portal.organisation import organisation
from officerepo.portal.paths import FORMS, url_of
from officerepo.portal.records import Records
from officerepo.portal.registers import Registers
from officerepo.portal.requirements import requirements
from officerepo.portal.schedule import schedule_key
from officerepo.portal.search import Shard, manifest_script, shard_script, shards, unit_of
from officerepo.portal.signpost import moved, moved_page
from officerepo.portal.site import Site
from officerepo.portal.today import home
from officerepo.portal.trust import (
    build_information,
    by_owner,
    quality,
    record_of,
    visible_findings,
)
from officerepo.resources import resource
from officerepo.theme import STYLE


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the portal: its address, its key, and what it is about.

    `section` is the place in the navigation that it belongs to.
    """

    path: str
    key: str
    subject: Any = field(default=None, repr=False)
    section: str = ""


@dataclass(frozen=True, slots=True)
class PageType:
    """Pages of one template. `maker` prepares once and then gives each subject's content."""

    name: str
    template: str
    pages: Callable[[Site], Iterator[Page]]
    maker: Callable[[Site], Callable[[Any], Mapping[str, Any]]]
    serves: tuple[str, ...] = ()  # the requirements it is for


@dataclass(frozen=True, slots=True)
class FileType:
    """Files that no template makes: `maker` prepares once and then gives each subject's bytes."""

    name: str
    pages: Callable[[Site], Iterator[Page]]
    maker: Callable[[Site], Callable[[Any], bytes]]


# -- which pages there are ------------------------------------------------------------------------


def _home(site: Site) -> Iterator[Page]:
    yield Page("index.html", site.key("home", str(site.today), *_own(site)), section="home")


def _registers(site: Site) -> Iterator[Page]:
    for book in site.once(register_books):
        yield Page(book.path, _book_key(site, book), book, book.kind)


def _book_key(site: Site, book: Book) -> str:
    rows = (site.record_key(record) + schedule_key(site, record) for record in book.items)
    neighbours = f"{book.path} {book.years} {book.months}"
    return site.key("register", neighbours, *rows)


def _reports(site: Site) -> Iterator[Page]:
    for sheet in site.once(reports.sheets):
        section = reports.section_of(sheet.report)
        yield Page(sheet.path, reports.sheet_key(site, sheet), sheet, section)


def _report_list(site: Site) -> Iterator[Page]:
    numbers = (f"{name} {len(rows)}" for name, rows in site.once(reports.rows_of).items())
    yield Page("reports/index.html", site.key("reports", *numbers), section="reports")


def _downloads(site: Site) -> Iterator[Page]:
    rows = (f"{each.name} {len(each.rows)} {each.title}" for each in site.once(downloads.downloads))
    yield Page("downloads/index.html", site.key("downloads", *rows), section="downloads")


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
    titles += (f"{name}{site.face_key(name)}{len(each)}" for name, each in by_owner(site).items())
    rows = (json.dumps(finding.as_row()) for finding in found)
    key = site.key("quality", str(len(site.records)), *rows, *titles)
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


def _listed(
    find: Callable[[Site], list[Any]], key: Callable[[Site, Any], str], section: str = ""
) -> Callable[[Site], Iterator[Page]]:
    """Returns the pages of a type whose subjects know their address."""
    return lambda site: (
        Page(subject.path, key(site, subject), subject, section) for subject in site.once(find)
    )


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
        _listed(views, board_key, "board"),
        lambda site: lambda view: board(site, view),
        ("R05", "R10", "R23", "R36"),
    ),
    PageType(
        "calendar",
        "calendar.html",
        _listed(calendar.sheets, calendar.sheet_key, "calendar"),
        lambda site: lambda sheet: calendar.calendar(site, sheet),
        ("R38",),
    ),
    PageType(
        "changes",
        "changes.html",
        _listed(changelog.sheets, changelog.sheet_key, "changes"),
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


# -- files without a template ---------------------------------------------------------------------


def _assets(site: Site) -> Iterator[Page]:
    folder = resource("site") / "assets"
    files = (path for path in sorted(folder.iterdir()) if path.is_file())
    found = {path.name: compact(path.name, path.read_bytes()) for path in files}
    for name, raw in (found | dict(site.assets)).items():
        yield Page(f"assets/{name}", blake2b(raw, digest_size=12).hexdigest(), raw)


def _theme(site: Site) -> Iterator[Page]:
    raw = site.theme.style.encode()
    if raw:
        yield Page(f"assets/{STYLE}", blake2b(raw, digest_size=12).hexdigest(), raw)


def _moved(site: Site) -> Iterator[Page]:
    for place in site.once(moved):
        key = site.key("moved", place.former, site.face_key(place.record.id))
        yield Page(place.path, key, place)


def _build_script(site: Site) -> Iterator[Page]:
    raw = _build_data(site)
    yield Page("assets/build.js", blake2b(raw, digest_size=12).hexdigest(), raw)


def _build_data(site: Site) -> bytes:
    """Returns what the frame shows of this build, as a script: it changes with every commit."""
    counts = {name: len(site.index.of(name)) for name in site.office.kinds}
    counts["findings"] = len(site.once(visible_findings))
    rows = site.once(reports.rows_of)
    for report in site.once(reports.shown):
        if report.prominent:
            counts[reports.section_of(report)] = len(rows[report.name])
    data = {
        "built": site.built,
        "builtShown": Markup(site.language.date(site.built[:16])).striptags(),
        "revision": site.revision,
        "today": Markup(site.language.date(str(site.today))).striptags(),
        "counts": counts,
    }
    return f"window.officerepoBuild = {json.dumps(data, ensure_ascii=False, indent=1)};\n".encode()


def _shards(site: Site) -> Iterator[Page]:
    for shard in site.once(shards):
        rows = (f"{r.id} {r.blob} {r.state} {unit_of(site, r)}" for r in shard.records)
        yield Page(shard.path, site.key("shard", shard.year, *rows), shard)


def _tables(site: Site) -> Iterator[Page]:
    for download in site.once(downloads.downloads):
        key = downloads.download_key(site, download)
        for form in (*FORMS, downloads.SUMS):
            yield Page(download.address(form), key, (download, form))


def _papers(site: Site) -> Iterator[Page]:
    for found in site.papers.values():
        for paper in found.values():
            yield Page(paper.address, paper.sha256[:24], paper.raw)


def _shard_list(site: Site) -> Iterator[Page]:
    raw = manifest_script(site, site.once(shards))
    yield Page("search/shards.js", blake2b(raw, digest_size=12).hexdigest(), raw)


def _as_it_is(site: Site) -> Callable[[bytes], bytes]:
    return lambda raw: raw


def _shard_maker(site: Site) -> Callable[[Shard], bytes]:
    return lambda shard: shard_script(site, shard)


FILES: tuple[FileType, ...] = (
    FileType("assets", _assets, _as_it_is),
    FileType("theme", _theme, _as_it_is),
    FileType("moved", _moved, lambda site: lambda place: moved_page(site, place)),
    FileType("attachments", _papers, _as_it_is),
    FileType(
        "calendars",
        _listed(ics.feeds, ics.feed_key),
        lambda site: lambda feed: ics.calendar_bytes(site, feed),
    ),
    FileType(
        "feeds",
        _listed(atom.feeds, atom.feed_key),
        lambda site: lambda feed: atom.feed_bytes(site, feed),
    ),
    FileType("tables", _tables, lambda site: downloads.Downloads(site).file),
    FileType("build data", _build_script, _as_it_is),
    FileType("search data", _shards, _shard_maker),
    FileType("search list", _shard_list, _as_it_is),
)
