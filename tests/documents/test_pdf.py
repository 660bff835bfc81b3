"""Documents as PDF: pages, heads that repeat, folios, fonts, the same bytes, no network."""

from __future__ import annotations

import io
import re
import socket
import sys
from dataclasses import replace

import pytest
from pypdf import PdfReader

from officerepo.documents import pdf as module
from officerepo.documents.pdf import pdf
from officerepo.failure import Failure
from tests.documents.printing import Printer, pages, require_weasyprint
from tests.portal.office import demo

ROWS = 400


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes every attempt to reach another machine a failure."""

    def refuse(*args: object) -> None:
        raise AssertionError(f"something was asked for: {args}")

    require_weasyprint()
    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_a_book_of_four_hundred_rows_repeats_its_head_and_counts_its_pages() -> None:
    model = demo()[1].records["SEAL-2025-0002"]
    records = dict(demo()[1].records)
    for serial in range(100, 100 + ROWS):
        name = f"SEAL-2025-{serial:04}"
        path = model.path.replace(model.id, name)
        records[name] = replace(model, id=name, path=path)
    raw = pdf(Printer(records).book("seal-use"), "seal-use-2025")
    found = pages(raw)
    assert 15 <= len(found) <= 40
    for number, text in enumerate(found, 1):
        assert f"{number} of {len(found)}" in text
        assert "revision 4f2c91a" in text
        assert "Printed copy: uncontrolled unless numbered." in text
        assert "Impressions" in text or "Closing note" in text
        assert number == 1 or "Seal register 2025" in text
    whole = "".join(found)
    assert all(f"SEAL-2025-{serial:04}" in whole for serial in range(100, 100 + ROWS))
    assert "Closing note" in found[-1]
    reader = PdfReader(io.BytesIO(raw))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert reader.trailer["/Root"]["/Lang"] == "en"  # type: ignore[index]
    assert reader.metadata is not None
    assert reader.metadata.title == "Seal register 2025"


def test_chinese_can_be_read_out_of_the_page() -> None:
    records = dict(demo()[1].records)
    letter = records["OUT-2025-0043"]
    records[letter.id] = replace(letter, title="关于公章使用的复函")
    printer = Printer(records)
    for template in ("letter-european", "letter-gbt9704"):
        text = "".join(pages(pdf(printer.record(letter.id, template), letter.id)))
        assert "公章" in re.sub(r"\s", "", text)
    book = replace(printer, language="zh").book("outgoing")
    assert "公章" in re.sub(r"\s", "", "".join(pages(pdf(book, "outgoing-2025"))))


def test_gbt_9704_has_its_margins_and_lines() -> None:
    raw = pdf(Printer().record("OUT-2025-0043", "letter-gbt9704"), "OUT-2025-0043")
    reader = PdfReader(io.BytesIO(raw))
    box = reader.pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (595, 842)
    places: list[tuple[float, float, str]] = []

    def note(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if text.strip():
            x, y = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
            places.append((x, y, text))

    reader.pages[0].extract_text(visitor_text=note)
    body = [place for place in places if "—" not in place[2] and place[0] > 0]
    millimetre = 72 / 25.4
    assert min(x for x, _, _ in body) >= 28 * millimetre - 1
    assert "— 1 —" in "".join(text for _, _, text in places).replace("  ", " ")


def test_minutes_keep_their_signatures_together() -> None:
    found = pages(pdf(Printer().record("MTG-2025-001"), "MTG-2025-001"))
    last = next(text for text in found if "Approval and signatures" in text)
    assert "Secretary" in last
    assert "Hilario Represa" in last
    assert f"1 of {len(found)}" in found[0]


def test_the_same_document_has_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    html = Printer().record("OUT-2025-0008")
    first = pdf(html, "OUT-2025-0008")
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    assert pdf(html, "OUT-2025-0008") == first
    assert Printer().record("OUT-2025-0008") == html


def test_a_character_without_a_font_is_an_error_and_no_box() -> None:
    with pytest.raises(Failure) as caught:
        pdf("<!DOCTYPE html><html lang=en><title>x</title><p>\U0001309d 公章 \ue123", "X-1")
    assert caught.value.code == 3
    assert "U+E123" in str(caught.value)
    assert "公" not in str(caught.value)


@pytest.mark.parametrize(
    "address", ["https://example.org/x.png", "file:///etc/passwd", "../../x.png", "ftp://h/x.png"]
)
def test_nothing_from_outside_goes_into_a_document(address: str) -> None:
    own = {"letterhead.html": f'<img alt="" src="{address}">'}
    with pytest.raises(Failure, match="The document asks for"):
        pdf(Printer(own=own).record("OUT-2025-0008"), "OUT-2025-0008")


def test_the_picture_of_a_letterhead_is_drawn() -> None:
    crest = b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><text y="9">Crest</text></svg>'
    own = {"letterhead.html": '<img alt="Crest" src="{{ picture("crest.svg") }}">'}
    printer = Printer(own=own, assets={"crest.svg": crest})
    assert pages(pdf(printer.record("OUT-2025-0008"), "OUT-2025-0008"))


@pytest.mark.parametrize("wrong", [ImportError("No module"), OSError("cannot load libpango")])
def test_without_the_library_the_failure_says_what_to_do(
    wrong: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Missing:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "weasyprint":
                raise wrong

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    with pytest.raises(Failure) as caught:
        module.pdf("<p>x</p>", "X-1")
    assert caught.value.code == 3
    assert "--format html" in caught.value.hint
