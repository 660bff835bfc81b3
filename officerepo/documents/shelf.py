"""The shelf: documents that a portal holds ready as PDF, from what its readers may see.

On it are the year books of legal registers, signed outgoing documents and minutes. They carry the
version of what they show in place of the commit's, so that a commit renews only what it touched.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from officerepo.documents.books import year_book
from officerepo.documents.choice import document_of
from officerepo.documents.pdf import pdf
from officerepo.documents.press import Press
from officerepo.kind import Kind
from officerepo.portal.books import register_books
from officerepo.portal.lacks import lacks
from officerepo.portal.page import FileType, Page
from officerepo.portal.paths import url_of
from officerepo.portal.schedule import schedule_key
from officerepo.portal.site import Site
from officerepo.portal.trust import unread_in
from officerepo.record import Record
from officerepo.resources import code_digest, resource

READY = {"outgoing": "approve", "meeting": "minute"}
"""Kinds of records that have a document on the shelf, from that act on."""

VERSION = 10
"""Characters of a version: unique in any office, and fit to be read out."""


@dataclass(frozen=True)
class Shelf:
    """Documents as files of a portal; `own` are the office's templates, `assets` its pictures."""

    own: Mapping[str, str] = field(default_factory=dict)
    assets: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """What every document depends on besides the records: templates, pictures, the program."""
        folder = resource("templates") / "documents"
        built_in = ((path.name, path.read_bytes()) for path in sorted(folder.glob("*.*")))
        parts = [code_digest("documents"), *map(repr, built_in)]
        parts += map(repr, (sorted(self.own.items()), sorted(self.assets.items())))
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

    def addresses(self, site: Site) -> dict[str, str]:
        """Returns the address of each document: by record id, or by `folder/year` of a book."""
        found = {f"{kind.folder}/{year}": _book_address(kind, year) for kind, year in _books(site)}
        found |= {record.id: _address(record) for record in _records(site)}
        return found

    @property
    def files(self) -> FileType:
        """The documents, as a type of files without a template of the portal."""
        return FileType("documents", self._pages, self._maker)

    def _pages(self, site: Site) -> Iterator[Page]:
        for kind, year in _books(site):
            over = str(site.today) >= f"{year}-12-31"
            shown = (site.record_key(r) + schedule_key(site, r) for r in _of_year(site, kind, year))
            day = "" if over else str(site.today)
            key = site.key("book", self.digest, day, _lacking(site, kind, year), *shown)
            yield Page(_book_address(kind, year), key, (kind, year))
        for record in _records(site):
            named = (
                known.blob for link in record.links if (known := site.records.get(link.target))
            )
            key = site.key("document", self.digest, site.page_keys[record.id], *named)
            yield Page(_address(record), key, record)

    def _maker(self, site: Site) -> Callable[[Record | tuple[Kind, str]], bytes]:
        sites: dict[str, Site] = {}
        presses: dict[str, Press] = {}
        words = site.language.gettext("version {version}")

        def made(subject: Record | tuple[Kind, str]) -> bytes:
            if isinstance(subject, Record):
                spoken, document = document_of(site, subject, speaks=sites)
                version = subject.blob
            else:
                spoken, document = site, year_book(site, *subject)
                said = [*(r.blob for r in _of_year(site, *subject)), _lacking(site, *subject)]
                version = hashlib.sha256("".join(said).encode()).hexdigest()
            code = spoken.language.code
            press = presses.setdefault(code, Press(spoken, self.own, self.assets))
            stamp = words.replace("{version}", version[:VERSION])
            return pdf(press.html(document, stamp), document.name)

        return made


def _books(site: Site) -> Iterator[tuple[Kind, str]]:
    """Yields kind and year of each book of a legal register."""
    for book in site.once(register_books):
        kind = site.office.kinds[book.kind]
        if kind.gapless and book.path.endswith("/index.html"):
            for year, _ in book.years:
                yield kind, year


def _lacking(site: Site, kind: Kind, year: str) -> str:
    """Returns a text for what a book has no entry for; an empty one where it has all."""
    return "".join(map(repr, (*lacks(site, kind, year), *unread_in(site, kind, year))))


def _of_year(site: Site, kind: Kind, year: str) -> list[Record]:
    return [r for r in site.index.of(kind.name) if r.path.split("/")[2] == year]


def _records(site: Site) -> Iterator[Record]:
    for name, act in READY.items():
        for record in site.index.of(name) if name in site.office.kinds else ():
            if record.state != "void" and record.last(act):
                yield record


def _book_address(kind: Kind, year: str) -> str:
    return f"{kind.folder}/{year}.pdf"


def _address(record: Record) -> str:
    return url_of(record).removesuffix(".html") + ".pdf"
