"""The ruled sheets of books: columns as wide as what stands in them, on as few sheets as it takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import html5lib
import pytest

from officerepo.documents.ruling import EDGES, LETTER, Need, need_of, ruling, with_whole_days
from officerepo.kind import LANGUAGES
from officerepo.portal.pieces import Html, escaped
from tests.documents.printing import Printer, require_weasyprint
from tests.portal.office import demo

BOOKS = ("seal-use", "incoming", "outgoing", "meeting", "trip", "reception", "asset")
GAPLESS = sorted(name for name, kind in demo()[1].office.kinds.items() if kind.gapless)


def pages_of(html: str) -> list[Any]:
    """The pages of a document as WeasyPrint lays them out, with all that lies where on them."""
    require_weasyprint()
    import weasyprint

    return [page._page_box for page in weasyprint.HTML(string=html).render().pages]


def texts_in(box: Any, cell: Any = None) -> Iterator[tuple[Any, Any]]:
    """The texts in a box, each a part of one line, with the cell of a table in which it stands."""
    for child in getattr(box, "children", ()):
        if type(child).__name__ == "TextBox":
            yield cell, child
        inside = child if type(child).__name__ == "TableCellBox" else cell
        yield from texts_in(child, inside)


def words_in(texts: Iterable[str]) -> set[str]:
    """The words of texts in Latin letters; at a hyphen a line may end."""
    return {word for text in texts for word in re.findall(r"[^\s-]+", text) if word.isascii()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", BOOKS)
def test_no_word_of_a_book_is_broken_or_stands_over_its_column(kind: str, language: str) -> None:
    html = Printer(language=language).book(kind, "" if kind == "asset" else "2025")
    found = [pair for page in pages_of(html) for pair in texts_in(page) if pair[0] is not None]
    over = [
        text.text
        for cell, text in found
        if text.position_x + text.width > cell.position_x + cell.border_width() + 0.5
    ]
    assert over == []
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    cells = [text for row in tree.iter("tr") for cell in row for text in cell.itertext()]
    assert words_in(text.text for _, text in found) >= words_in(cells)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", GAPLESS)
def test_a_blank_form_is_one_sheet(kind: str, language: str) -> None:
    assert len(pages_of(Printer(language=language).blank(kind))) == 1


@pytest.mark.parametrize("entries", range(1, 14))
def test_the_closing_note_never_stands_alone_on_a_sheet(entries: int) -> None:
    model = demo()[1].records["SEAL-2025-0002"]
    records = {r.id: r for r in demo()[1].records.values() if r.kind != "seal-use"}
    for serial in range(1, entries + 1):
        name = f"SEAL-2025-{serial:04}"
        records[name] = replace(model, id=name, path=model.path.replace(model.id, name))
    *_, last = pages_of(Printer(records).book("seal-use"))
    words = " ".join(text.text for _, text in texts_in(last))
    assert f"SEAL-2025-{entries:04}" in words
    assert "signature" in words


def test_a_sheet_lies_across_when_its_columns_ask_for_it() -> None:
    upright = 180 * LETTER / 8.5
    assert not ruling([Need(5, upright / 2), Need(5, upright / 2)]).wide
    assert ruling([Need(5, upright / 2), Need(5, upright / 2 + 1)]).wide


def test_letters_are_as_large_as_the_words_leave_room_for() -> None:
    room = 267 * LETTER  # points
    assert ruling([Need(10, 200)]).size == 8
    assert ruling([Need(room / 7.5 / 1.05, 200)]).size == 7.5
    assert ruling([Need(room, room)]).size == 6.5


@pytest.mark.parametrize(
    "needs",
    [[Need(3, 4), Need(5, 50)], [Need(9, 90), Need(8, 80), Need(9, 70)], [Need(400, 400)] * 3],
)
def test_columns_take_the_whole_sheet_and_at_least_their_words(needs: list[Need]) -> None:
    ruled = ruling(needs)
    shares = [float(share) for share in ruled.shares]
    assert sum(shares) == pytest.approx(100, abs=0.05)
    room = (267 if ruled.wide else 180) * LETTER / ruled.size
    if sum(need.least for need in needs) <= room:
        for share, need in zip(shares, needs, strict=True):
            assert share * room / 100 >= need.least - 0.02


def test_a_day_is_kept_whole_and_its_hour_may_stand_below() -> None:
    cell = with_whole_days(Html('<time datetime="x">8 Jan 2025, 09:30</time>'))
    assert cell == '<time datetime="x"><span class="day">8 Jan 2025</span>, 09:30</time>'
    chinese = with_whole_days(Html('<time datetime="x">2025年1月8日 09:30</time>'))
    assert chinese == '<time datetime="x"><span class="day">2025年1月8日</span> 09:30</time>'
    assert need_of("", [cell]).least > need_of("", [escaped("8 Jan 2025, 09:30")]).least


def test_a_word_of_five_thousand_letters_takes_no_more_than_a_long_one() -> None:
    assert need_of("", [escaped("w" * 5000)]) == need_of("", [escaped("w" * 500)])
    assert need_of("", [escaped("水" * 5000)]).least == 4 + EDGES
