"""Documents that a portal holds ready as PDF: which, for whom, and made anew only when touched."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from officerepo.documents.shelf import Shelf
from officerepo.record import Record
from tests.documents.printing import require_weasyprint
from tests.portal.office import Office, contents, demo

CANARY = "zzcanaryzz"


@pytest.fixture(autouse=True)
def _weasyprint() -> None:
    require_weasyprint()


def few() -> Office:
    """Three letters, one of them restricted, a meeting, and who and what they speak of."""
    wanted = {"OUT-2025-0008", "OUT-2025-0005", "OUT-2025-0009", "MTG-2025-001", "IN-2025-0004"}
    records = {
        r.id: r
        for r in demo()[1].records.values()
        if r.id in wanted or r.kind in ("unit", "person", "post")
    }
    hidden = records["OUT-2025-0009"]
    data = {**hidden.data, "title": CANARY, "to": [CANARY]}
    records[hidden.id] = replace(hidden, title=CANARY, data=data, label="restricted")
    return Office(records)


def pdfs(folder: Path) -> dict[str, bytes]:
    found = contents(folder.resolve())
    return {name: raw for name, raw in found.items() if name.endswith(".pdf")}


def text(raw: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(raw)).pages)


def test_the_shelf_holds_what_its_readers_may_see_and_its_pages_lead_to_it(tmp_path: Path) -> None:
    few().build(tmp_path / "a", shelf=Shelf())
    found = pdfs(tmp_path / "a")
    letters = {"letters-out/2025/OUT-2025-0008.pdf", "letters-out/2025/OUT-2025-0005.pdf"}
    books = {"letters-in/2025.pdf", "letters-out/2025.pdf", "meetings/2025.pdf"}
    assert found.keys() == letters | books | {"meetings/2025/MTG-2025-001.pdf"}
    for name, raw in contents((tmp_path / "a").resolve()).items():
        assert CANARY.encode() not in raw, name
    for name, raw in found.items():
        assert CANARY not in text(raw), name
        assert "OUT-2025-0009" not in text(raw), name
    book = text(found["letters-out/2025.pdf"])
    assert "This copy shows the entries that its readers may see." in book
    assert "No record has this number" not in book
    pages = contents((tmp_path / "a").resolve())
    assert (
        b'href="../../letters-out/2025/OUT-2025-0008.pdf"'
        in pages["letters-out/2025/OUT-2025-0008.html"]
    )
    assert b'href="../letters-out/2025.pdf"' in pages["letters-out/2025.html"]
    few().build(tmp_path / "b")
    assert pdfs(tmp_path / "b") == {}
    assert not any(
        b".pdf" in raw
        for n, raw in contents((tmp_path / "b").resolve()).items()
        if n.endswith("5.html")
    )


def test_a_document_is_made_anew_only_when_it_was_touched(tmp_path: Path) -> None:
    few().build(tmp_path / "a", shelf=Shelf())
    before = pdfs(tmp_path / "a")
    few().build(tmp_path / "a", shelf=Shelf(), revision="another", built="2025-03-31T09:00")
    assert pdfs(tmp_path / "a") == before
    unit = demo()[1].records["UNIT-DCA"]
    moved = few().changed("UNIT-DCA", data={**unit.data, "address": "Plaza Nueva 7"})
    moved.build(tmp_path / "a", shelf=Shelf())
    after = pdfs(tmp_path / "a")
    touched = {name for name in after if after[name] != before[name]}
    assert touched == {"letters-out/2025/OUT-2025-0008.pdf"}
    moved.build(tmp_path / "b", shelf=Shelf())
    assert pdfs(tmp_path / "b") == after


def test_an_empty_office_has_an_empty_shelf(tmp_path: Path) -> None:
    nothing: dict[str, Record] = {}
    Office(nothing).build(tmp_path / "a", shelf=Shelf())
    assert pdfs(tmp_path / "a") == {}
