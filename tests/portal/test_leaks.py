"""A portal for fewer readers holds nothing of what is not for them, in any file, in any form.

The office is made from the kinds, so that a new kind or field is in it; the files are found in the
folder, so that a new page, feed, sheet or document is searched. A file of a sort that the search
cannot read is an error.
"""

from __future__ import annotations

import base64
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from officerepo.cli.building import Wishes, build_tree
from officerepo.load import load, read_tree
from officerepo.portal import build as building
from officerepo.portal.audience import Hidden
from officerepo.portal.files import FILES
from officerepo.portal.page import FileType, Page
from officerepo.portal.site import Site
from tests.portal.canary import (
    RANKS,
    STEMS,
    TODAY,
    Canaries,
    Found,
    Search,
    Seeded,
    as_file,
    commit,
    founded,
    git,
)
from tests.portal.office import contents

TELLING = (
    "portal-a/index.html",
    "portal-b/index.html",
    "/decisions/feed.xml",
    "/report-decisions.",
    "/reports/decisions",
)
"""The files of a public portal that tell of decisions."""


@dataclass
class Place:
    """An office with canaries, and where portals of it are built."""

    folder: Path
    canaries: Canaries
    records: dict[str, Seeded]
    tip: str

    def build(self, audience: str, output: str = "") -> Path:
        """Builds a portal and returns the folder that holds it and all that was put beside it."""
        around = self.folder.parent / (output or audience)
        wishes = Wishes(around / "portal", audience=audience)
        build_tree(read_tree(self.folder), TODAY, wishes, built="2025-06-16T07:30", jobs=1)
        return around

    def leaks(self, folder: Path, audience: str) -> list[str]:
        """What there is in a folder of records that are not for an audience, and where."""
        above = RANKS[RANKS.index(audience) + 1 :]
        numbers = [r.id for r in self.records.values() if r.label in above]
        # A restricted portal has the numbers of confidential records, and nothing else of them.
        found = Search(above, numbers if audience != "restricted" else ()).below(folder)
        return self.told({each for each in found if audience != "public" or not self.given(each)})

    def given(self, found: Found) -> bool:
        """Whether it is a decision that internal minutes give to the public, where it may stand."""
        telling = any(place in found.path for place in TELLING)
        return telling and found.canary in {*self.published, *map(str.lower, self.published)}

    @property
    def published(self) -> set[str]:
        """The number of the internal meeting with approved minutes, its public decision's canary."""
        (meeting,) = (
            record
            for record in self.records.values()
            if (record.kind.name, record.label, record.variant)
            == ("meeting", "internal", "example")
        )
        (told,) = (each for each in meeting.data["decisions"] if each.get("publish") == "yes")
        return {meeting.id, told["text"].split()[-1]}

    def told(self, found: set[Found]) -> list[str]:
        return sorted(
            f"{each.path} ({each.reading}): {each.canary}"
            f" of {self.canaries.places.get(each.canary, 'a record')}"
            for each in found
        )


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder, canaries = tmp_path_factory.mktemp("canaries") / "office", Canaries()
    records = founded(folder, canaries)
    return Place(folder, canaries, records, git(folder, "rev-parse", "HEAD"))


@pytest.mark.parametrize("audience", RANKS[:3])
def test_nothing_hidden_is_in_any_file(place: Place, audience: str) -> None:
    assert place.leaks(place.build(audience), audience) == []


def test_a_public_decision_of_internal_minutes_is_told_and_nothing_else_of_them(
    place: Place,
) -> None:
    found = Search(["internal"], place.published).below(place.build("public"))
    assert {each.canary for each in found} == place.published
    assert {each.path.partition("/")[2] for each in found} == {
        *("index.html", "decisions/feed.xml", "reports/decisions.html"),
        *(f"downloads/report-decisions.{form}" for form in ("csv", "json", "xlsx")),
    }


def test_what_may_be_seen_is_found_so_the_search_can_find(place: Place) -> None:
    """Every sort of file that tells of records has canaries where they are allowed."""
    portal = place.build("internal")
    found = Search(["internal"]).below(portal)
    seen = {each.canary for each in found}
    shown = {place.canaries.places.get(canary, "") for canary in seen}
    for record in place.records.values():
        if record.label == "internal":
            assert any(said.startswith(record.id) for said in shown), f"{record.id} is not seen"
    own = [word for word, at in place.canaries.places.items() if STEMS["internal"] in word]
    assert [place.canaries.places[word] for word in own if word not in seen] == []
    sorts = {Path(each.path).suffix for each in found if each.reading != "name"}
    built = {path.suffix for path in (portal / "portal").resolve().rglob("*") if path.is_file()}
    assert built - sorts <= {".css", ".svg", ".sha256"}


def test_a_record_that_becomes_restricted_is_gone_from_the_next_build(place: Place) -> None:
    portal = place.build("internal", "later")
    assert Search(["internal"]).below(portal)
    closed = [record for record in place.records.values() if record.label == "internal"]
    written: dict[str, bytes | None] = {}
    for record in closed:
        written[record.path] = as_file(record.kind, {**record.data, "label": "restricted"})
    search = Search(["internal", "restricted"], [record.id for record in closed])
    try:
        commit(place.folder, written, "Close them")
        place.build("internal", "later")
        assert place.told(search.below(portal)) == []
        gone = dict.fromkeys(name for record in closed for name in record.written)
        commit(place.folder, gone, "Remove them")
        place.build("internal", "later")
        # Others still name their numbers, which are now those of no record.
        assert place.told(search.below(portal)) == []
    finally:
        git(place.folder, "reset", "-q", "--hard", place.tip)


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_a_file_that_nobody_can_read_keeps_its_number_to_itself(
    place: Place, audience: str
) -> None:
    """Others name it in fields, texts and files; and a portal was built while it could be read."""
    torn = [record for record in place.records.values() if record.label == "restricted"]
    written: dict[str, bytes | None] = {
        record.path: as_file(record.kind, record.data).replace(b": ", b":\t", 1) for record in torn
    }
    place.build(audience, f"{audience}-torn")
    try:
        commit(place.folder, written, "Tear them")
        assert {record.id for record in torn} <= load(read_tree(place.folder)).index.unread
        later = place.build(audience, f"{audience}-torn")
        assert place.leaks(later, audience) == []
        fresh = place.build(audience, f"{audience}-fresh")
        pages = [contents((folder / "portal").resolve()) for folder in (later, fresh)]
        assert pages[0] == pages[1]
    finally:
        git(place.folder, "reset", "-q", "--hard", place.tip)


# -- that the search finds what there is ------------------------------------------------------------

WORD = f"{STEMS['restricted']}00007"


def zipped(raw: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.xml", raw)
    return packed.getvalue()


def sheet(word: str) -> bytes:
    book, packed = openpyxl.Workbook(), io.BytesIO()
    book.create_sheet("Second").append(["a", f"b {word}"])
    book.save(packed)
    return packed.getvalue()


def document(word: str) -> bytes:
    from weasyprint import HTML

    return bytes(HTML(string=f"<p style='width:9em;hyphens:auto' lang=en>said {word}").write_pdf())


def database(word: str) -> bytes:
    import sqlite3

    made = sqlite3.connect(":memory:")
    made.execute("PRAGMA encoding = 'UTF-16le'")
    made.execute("create table t (a text)")
    made.execute("insert into t values (?)", (f"said {word}",))
    made.commit()
    return made.serialize()


WRITTEN = {
    "plain.txt": WORD.encode(),
    "upper.html": WORD.upper().encode(),
    "marked.html": f"<b>{WORD[:4]}</b><i>{WORD[4:]}</i>".encode(),
    "entities.html": "".join(f"&#{ord(c)};" for c in WORD).encode(),
    "some-entities.html": WORD.replace("q", "&#x71;").encode(),
    "some-percent.html": WORD.replace("q", "%71").encode(),
    "escaped.js": "".join(f"\\u{ord(c):04x}" for c in WORD).encode(),
    "hex.json": WORD.encode().hex().encode(),
    "utf16.csv": WORD.encode("utf-16"),
    "utf16be.csv": WORD.encode("utf-16-be"),
    "folded.ics": f"SUMMARY:{WORD[:5]}\r\n {WORD[5:]}\r\n".encode(),
    "gaps.xml": f"{WORD[:5]}\n   {WORD[5:]}".encode(),
    "packed.gz": gzip.compress(WORD.encode()),
    "twice.gz": gzip.compress(zipped(WORD.encode())),
    "packed.zip": zipped(gzip.compress(WORD.encode())),
    "sheet.xlsx": sheet(WORD),
    "document.pdf": document(WORD),
    "stream.pdf": b"%PDF-1.4\nstream\n" + zlib.compress(WORD.encode()) + b"\nendstream\n",
    "rows.sqlite": database(WORD),
    **{
        f"base64-{n}.js": base64.b64encode(b"-" * n + WORD.encode() + b"-" * m)
        for n in range(3)
        for m in range(3)
    },
}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_canary_is_found_in_whatever_form(tmp_path: Path, name: str) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / name).write_bytes(WRITTEN[name])
    assert Search(["restricted"]).below(tmp_path)
    assert not Search(["internal"]).below(tmp_path)


def test_a_canary_in_the_name_of_a_file_is_found(tmp_path: Path) -> None:
    (tmp_path / f"a-{WORD}.txt").write_bytes(b"")
    assert [found.canary for found in Search(["restricted"]).below(tmp_path)] == [WORD]


def test_a_number_is_found_in_other_case(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"see tsk-2025-0351.")
    assert Search(["restricted"], ["TSK-2025-0351"]).below(tmp_path)
    assert not Search(["restricted"], ["TSK-2025-035"]).below(tmp_path)


def test_a_sort_of_file_that_nobody_can_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"")
    with pytest.raises(AssertionError, match=r"a\.parquet: say above"):
        Search(["restricted"]).below(tmp_path)


def test_a_filter_that_lets_through_is_noticed(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "visible", lambda records, *_: (dict(records), Hidden(())))
    assert Search(["internal"]).below(place.build("public", "open"))


def test_a_file_that_tells_what_is_hidden_is_noticed(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = next(r for r in place.records.values() if r.label == "restricted")
    raw = zipped(as_file(hidden.kind, hidden.data))

    def pages(site: Site) -> Iterator[Page]:
        yield Page("feeds/all.zip", "key", raw)

    own = FileType("archive", pages, lambda site: lambda subject: bytes(subject))
    monkeypatch.setattr(building, "FILES", (*FILES, own))
    leaks = place.leaks(place.build("internal", "told"), "internal")
    assert leaks
    assert all("feeds/all.zip (member inner.xml" in leak for leak in leaks)


def test_a_page_that_tells_what_is_hidden_is_noticed(place: Place) -> None:
    word = next(w for w, at in place.canaries.places.items() if "(restricted, example)" in at)
    page = place.folder / "site/pages/en/news.md"
    page.parent.mkdir(parents=True)
    page.write_text(f"# News\n\nOf *{word[:6]}*{word[6:]}.\n")
    try:
        leaks = place.leaks(place.build("public", "news"), "public")
    finally:
        page.unlink()
    assert [leak.partition(":")[0] for leak in leaks] == [
        ".portal-a/about/news.html (without markup or gaps)"
    ]
