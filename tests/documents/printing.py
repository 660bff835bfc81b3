"""Documents of the demo office and of offices like it, and what stands in their PDF."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pytest
from pypdf import PdfReader

from officerepo.documents.books import blank_form, year_book
from officerepo.documents.choice import document_of
from officerepo.documents.document import whole_site
from officerepo.documents.press import Press
from officerepo.index import Index
from officerepo.portal.site import Site
from officerepo.record import Record
from tests.conftest import IN_CI
from tests.portal.office import demo, demo_body

TODAY = date(2025, 12, 31)


@dataclass
class Printer:
    """Prints records of an office: the demo's, with some of them in other words."""

    records: Mapping[str, Record] = field(default_factory=lambda: demo()[1].records)
    bodies: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)
    assets: Mapping[str, bytes] = field(default_factory=dict)
    language: str = "en"
    today: date = TODAY

    def _site(self, *names: str) -> Site:
        bodies = {
            name: demo_body(self.records[name]) for name in names if name in demo()[1].records
        }
        index = Index(demo()[1].office, self.records)
        return whole_site(index, bodies | dict(self.bodies), self.today, self.language, "4f2c91a")

    def record(self, name: str, template: str = "") -> str:
        """A record as HTML."""
        copied = str(self.records[name].data.get("of") or name)
        site = self._site(name, *({copied} & self.records.keys()))
        site, document = document_of(site, site.records[name], template)
        return Press(site, self.own, self.assets).html(document)

    def book(self, kind: str, year: str = "2025") -> str:
        """The book of a register as HTML."""
        site = self._site()
        document = year_book(site, site.office.kinds[kind], year)
        return Press(site, self.own, self.assets).html(document)

    def blank(self, kind: str) -> str:
        """An empty form as HTML."""
        site = self._site()
        return Press(site, self.own, self.assets).html(blank_form(site, site.office.kinds[kind]))


def pages(raw: bytes) -> list[str]:
    """The text of each page of a PDF."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(raw)).pages]


def require_weasyprint() -> None:
    """Skips the test where PDF cannot be made; in CI that is a failure."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as error:
        if IN_CI:
            pytest.fail(f"PDF cannot be made here: {error}")
        pytest.skip(f"PDF cannot be made here: {error}")
