"""Attachments in the portal: as their record says, for its readers, and nothing that could run."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from officerepo.git import TOO_LARGE
from officerepo.portal.papers import ENDINGS
from tests.portal.office import Office, contents, demo_office, ids, lying

FOLDER = "records/tasks/2025"
PDF = b"%PDF-1.7 kanarienvogel"
NAME = ids(demo_office().records.values(), "task")[0]
PAGE = f"tasks/2025/{NAME}.html"


def with_file(*names: str, raw: bytes = PDF, said: bytes = PDF, label: str = "internal") -> Office:
    """An office in which a task has attachments, `files/offer.pdf` or others, beside it."""
    sha256 = hashlib.sha256(said).hexdigest()
    names = names or ("files/offer.pdf",)
    items = [{"name": "Offer", "path": name, "sha256": f"sha256:{sha256}"} for name in names]
    office = demo_office()
    data = {**office.records[NAME].data, "label": label, "attachments": items}
    office = office.changed(NAME, data=data, label=label)
    office.files = lying({f"{FOLDER}/{name}": raw for name in names})
    return office


def published(office: Office, output: Path, audience: str = "internal") -> dict[str, bytes]:
    office.build(output, audience=audience)
    return contents(output.resolve())


def test_an_attachment_stands_beside_its_page_and_is_linked(tmp_path: Path) -> None:
    pages = published(with_file(), tmp_path / "public")
    assert pages["tasks/2025/files/offer.pdf"] == PDF
    link = '<td><a href="../../tasks/2025/files/offer.pdf">files/offer.pdf</a></td>'
    assert link in pages[PAGE].decode()


def test_every_kind_of_file_that_cannot_run_is_published(tmp_path: Path) -> None:
    pages = published(with_file(*(f"a.{ending}" for ending in ENDINGS)), tmp_path / "public")
    assert all(pages[f"tasks/2025/a.{ending}"] == PDF for ending in ENDINGS)


OTHERS = (
    *("a.html", "a.htm", "a.svg", "a.xhtml", "a.js", "a.yaml", "a.md", "a.exe", "a.PDF", "pdf"),
    *("a.pdf.html", ".a.pdf", ".git/a.pdf", "a b.pdf", "\udcff.pdf", "a#.pdf", "ñ.pdf"),
    *("../a.pdf", "/a.pdf", "./a.pdf", "x//a.pdf", "https://x.example/a.pdf", "a\\b.pdf"),
)


def test_other_files_are_named_and_not_published(tmp_path: Path) -> None:
    pages = published(with_file(*OTHERS), tmp_path / "public")
    assert not any(b"kanarienvogel" in raw for raw in pages.values())
    assert pages.keys() == published(demo_office(), tmp_path / "without").keys()
    listed = pages[PAGE].decode().partition("Attachments")[2].partition("</table>")[0]
    assert listed.count("<tr>") == len(OTHERS) + 1
    assert "<a " not in listed


def test_of_two_names_that_differ_in_case_only_one_is_published(tmp_path: Path) -> None:
    pages = published(with_file("a.pdf", "A.pdf"), tmp_path / "public")
    assert [path for path in pages if path.endswith(".pdf")] == ["tasks/2025/a.pdf"]


def test_a_file_that_is_not_the_one_of_the_record_is_not_published(tmp_path: Path) -> None:
    for number, office in enumerate((with_file(said=b"other"), with_file(said=b""))):
        pages = published(office, tmp_path / f"public-{number}")
        assert not any(b"kanarienvogel" in raw for raw in pages.values())
    office = with_file()
    path = f"{FOLDER}/files/offer.pdf"
    office.files = {path: replace(office.files[path], trouble=TOO_LARGE)}
    assert "tasks/2025/files/offer.pdf" not in published(office, tmp_path / "large")
    office.files = {}
    assert "tasks/2025/files/offer.pdf" not in published(office, tmp_path / "gone")


@pytest.mark.parametrize(
    ("label", "audience"),
    [
        *(("internal", "public"), ("restricted", "public"), ("restricted", "internal")),
        *(("confidential", "internal"), ("confidential", "restricted"), ("odd", "internal")),
    ],
)
def test_an_attachment_of_a_hidden_record_leaves_no_trace(
    tmp_path: Path, label: str, audience: str
) -> None:
    pages = published(with_file(label=label), tmp_path / "public", audience)
    for path, raw in pages.items():
        assert "offer" not in path
        assert b"kanarienvogel" not in raw
        assert b"files/offer" not in raw


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        (b"See the gauge.", True),
        (b"See OUT-2025-0003.", False),
        (b"See out-2025-0003bis.", False),
        ("See OUT-2025-0003.".encode("utf-16"), False),
        ("See OUT\u20112025\u20110003.".encode(), False),
    ],
)
@pytest.mark.parametrize("ending", ["txt", "csv"])
def test_a_text_that_names_a_hidden_record_is_not_published(
    tmp_path: Path, raw: bytes, seen: bool, ending: str
) -> None:
    office = with_file(f"a.{ending}", raw=raw, said=raw)
    other = office.records["OUT-2025-0003"]
    office.records["OUT-2025-0003"] = replace(other, label="restricted")
    pages = published(office, tmp_path / "public")
    assert (f"tasks/2025/a.{ending}" in pages) is seen
    assert raw not in pages.values() or seen


def test_a_later_build_follows_the_file(tmp_path: Path) -> None:
    notes, later = tmp_path / "notes.json", tmp_path / "later"
    gone = with_file()
    gone.files = {}
    other = with_file(raw=b"%PDF other", said=b"%PDF other")
    for number, office in enumerate((gone, with_file(), other, gone, with_file(said=b""))):
        office.build(later, notes=notes)
        fresh = published(office, tmp_path / f"fresh-{number}")
        assert contents(later.resolve()) == fresh


def test_an_asset_of_the_office_is_not_replaced(tmp_path: Path) -> None:
    name = "AST-room-0009"
    task = with_file().records[NAME]
    data = {**task.data, "attachments": [{**task.data["attachments"][0], "path": "plan.png"}]}
    office = demo_office()
    office.body = lambda record: ""
    office.records[name] = replace(
        task,
        id=name,
        kind="asset",
        path=f"records/assets/{name}.yaml",
        data=data,
        state="",
        acts=(),
    )
    office.files = lying({"records/assets/plan.png": PDF})
    own = {"site/assets/plan.png": b"the office's own"}
    office.build(tmp_path / "public", files=own)
    pages = contents((tmp_path / "public").resolve())
    assert pages["assets/plan.png"] == own["site/assets/plan.png"]
    assert b'href="../assets/plan.png"' not in pages[f"assets/{name}.html"]
