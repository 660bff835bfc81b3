"""Documents as PDF: pages, heads that repeat, folios, fonts, the same bytes, no network."""

from __future__ import annotations

import io
import re
import socket
import sys
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PageObject, PdfReader

from officerepo.documents import pdf as module
from officerepo.documents.pdf import pdf
from officerepo.documents.text import clipped
from officerepo.failure import Failure
from tests.documents.printing import Printer, pages, require_weasyprint
from tests.portal.office import demo

ROWS = 400
MILLIMETRE = 360 / 127


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


MILLIMETRE = 96 / 25.4  # in the units of the layout


def laid_out(html: str) -> list[Any]:
    """The pages of a document as WeasyPrint lays them out."""
    import weasyprint

    return [page._page_box for page in weasyprint.HTML(string=html).render().pages]


def lines_of(page: Any) -> dict[float, list[Any]]:
    """The texts within the margins of a page, by how far below its edge their line begins."""
    found: dict[float, list[Any]] = {}
    body = next(box for box in page.children if box.element_tag == "html")
    for box in body.descendants():
        if type(box).__name__ == "LineBox" and any(text_of(box).strip()):
            found.setdefault(round(box.position_y, 1), []).append(box)
    return found


def text_of(box: Any) -> str:
    return "".join(each.text for each in box.descendants() if type(each).__name__ == "TextBox")


def place_of(page: Any, words: str) -> Any:
    """The innermost line in which words stand."""
    found = [b for boxes in lines_of(page).values() for b in boxes if words in text_of(b)]
    assert found, words
    return found[-1]


def gbt(name: str = "OUT-2025-0043", body: str = "", **data: object) -> list[Any]:
    """The pages of a letter by GB/T 9704 with some values, and another body."""
    records = dict(demo()[1].records)
    records[name] = replace(records[name], data={**records[name].data, **data})
    printer = Printer(records, bodies={name: body} if body else {})
    return laid_out(printer.record(name, "letter-gbt9704"))


def test_gbt_9704_has_twenty_two_lines_of_twenty_eight_characters() -> None:
    page = gbt(body="水" * 2000)[1]
    assert (page.width / MILLIMETRE, page.height / MILLIMETRE) == (
        pytest.approx(156, abs=0.1),
        pytest.approx(225, abs=0.1),
    )
    lines = lines_of(page)
    assert len(lines) == 22
    assert {len(text_of(box)) for boxes in lines.values() for box in boxes} == {28}
    first, last = min(lines), max(lines)
    assert first == pytest.approx(37 * MILLIMETRE, abs=1)
    assert last + lines[last][0].height <= (37 + 225.2) * MILLIMETRE
    ((line, *_), *_) = lines.values()
    assert line.position_x == pytest.approx(28 * MILLIMETRE, abs=1)


def test_gbt_9704_fills_a_page_before_it_begins_another() -> None:
    first = gbt(body="\n\n".join(["水" * 80] * 12))[0]
    lowest = max(lines_of(first))
    assert lowest + 2 * 28.98 * 96 / 72 > (37 + 225) * MILLIMETRE


def test_gbt_9704_has_its_number_of_the_page_outside_and_the_mark_below_its_edge() -> None:
    pages = gbt(body="水" * 2000)
    for number, page in enumerate(pages, 1):
        box = next(b for b in page.children if f"— {number} —" in text_of(b))
        assert box.at_keyword == ("@bottom-right" if number % 2 else "@bottom-left")
        text = next(b for b in box.descendants() if type(b).__name__ == "TextBox")
        assert text.style["font_size"] == pytest.approx(14 * 96 / 72)
        assert text.position_y == pytest.approx((37 + 225 + 7) * MILLIMETRE, abs=8)
    mark = place_of(pages[0], "Municipal Water Studies")
    assert mark.position_y == pytest.approx((37 + 35) * MILLIMETRE, abs=6)


def test_gbt_9704_keeps_the_signer_of_a_letter_that_goes_up_beside_its_number() -> None:
    page = gbt("OUT-2025-0006")[0]
    number, signer = place_of(page, "EMEA"), place_of(page, "Signer")
    assert "Aurora Manantial" in text_of(signer)
    assert number.position_y == pytest.approx(signer.position_y, abs=1)


@pytest.mark.parametrize("sealed", ["yes", "no"])
def test_gbt_9704_places_name_and_date_as_for_a_letter_with_or_without_seal(
    sealed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(demo()[1].office.settings, "name", "水文站")
    page = gbt(body="水。", sealed=sealed)[-1]
    name, day = place_of(page, "水文站"), place_of(page, "2025年12月1日")
    assert day.position_y > name.position_y
    size, edge = 16 * 96 / 72, (210 - 26) * MILLIMETRE

    def ends(line: Any) -> tuple[float, float]:
        texts = [b for b in line.descendants() if type(b).__name__ == "TextBox"]
        return texts[0].position_x, texts[-1].position_x + texts[-1].width

    right = (edge - ends(day)[1]) / size
    assert right == pytest.approx(4 if sealed == "yes" else 2, abs=0.1)
    if sealed == "yes":
        assert sum(ends(name)) == pytest.approx(sum(ends(day)), abs=2)
    else:
        assert (ends(day)[0] - ends(name)[0]) / size == pytest.approx(2, abs=0.1)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("short", "short"),
        ("w" * 60, "w" * 60),
        ("w" * 61, "w" * 59 + "…"),
        ("水" * 40, "水" * 29 + "…"),
    ],
)
def test_the_head_of_a_page_has_one_line(words: str, shown: str) -> None:
    assert clipped(words) == shown


def test_minutes_keep_their_signatures_together() -> None:
    found = pages(pdf(Printer().record("MTG-2025-001"), "MTG-2025-001"))
    last = next(text for text in found if "Approval and signatures" in text)
    assert "Secretary" in last
    assert "Hilario Represa" in last
    assert f"1 of {len(found)}" in found[0]


@pytest.mark.parametrize("paragraphs", range(8, 26, 3))
@pytest.mark.parametrize(
    ("name", "template", "signature", "before"),
    [
        ("OUT-2025-0008", "letter-european", "Aurora Manantial", "last"),
        ("OUT-2025-0008", "letter-gbt9704", "31 January 2025", "last"),
        ("OUT-2025-0003", "circular", "Damián Cuencas", "last"),
        ("MTG-2025-006", "minutes", "Presidencia", "TSK-2025-0017"),
    ],
)
def test_no_signature_stands_alone_on_a_sheet(
    name: str, template: str, signature: str, before: str, paragraphs: int
) -> None:
    """Whoever signs sees the end of what is signed."""
    body = "\n\n".join(["Words " * 24 + "last"] * paragraphs)
    found = pages(pdf(Printer(bodies={name: body}).record(name, template), name))
    signed = [page for page in found if signature in page][-1]
    assert before in signed


def rest(page: PageObject) -> float:
    """The millimetres between the last line of a page and its foot."""
    heights: list[float] = []

    def seen(text: str, matrix: list[float], placed: list[float], *_: object) -> None:
        if text.strip():
            heights.append(matrix[1] * placed[4] + matrix[3] * placed[5] + matrix[5])

    page.extract_text(visitor_text=seen)
    return min(height for height in heights if height > 22 * MILLIMETRE) / MILLIMETRE - 22


def test_minutes_fill_their_sheets() -> None:
    """Blanks of a minute book have to be struck through."""
    found = PdfReader(io.BytesIO(pdf(Printer().record("MTG-2025-024"), "minutes"))).pages
    assert len(found) == 4
    assert max(rest(page) for page in found[:-1]) < 30


def test_the_number_of_a_decision_stands_on_the_sheet_of_its_words() -> None:
    decisions = demo()[1].records["MTG-2025-024"].data["decisions"]
    found = pages(pdf(Printer().record("MTG-2025-024"), "minutes"))
    for each in decisions:
        beginning = str(each["text"])[:30]
        (page,) = [page for page in found if beginning in page.replace("\n", " ")]
        assert re.search(rf"^{each['id']}\b", page, re.M), each["id"]


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
