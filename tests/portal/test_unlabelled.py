"""A number of which no record says who may see it: its file is torn, or gone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from officerepo.cli.building import Wishes, build_tree
from officerepo.load import read_tree
from tests.portal.canary import commit, git
from tests.portal.office import contents, demo, demo_office, text_of

DAY = date(2025, 12, 31)
BRIEFING = "records/briefings/2025/BRF-2025-007.md"
LETTER = "records/letters-in/2025/IN-2025-0034.yaml"
MEETING = "records/meetings/2025/MTG-2025-017.md"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The demo office in a repository of its own, with a briefing that is restricted."""
    root = tmp_path / "office"
    files = {
        path: found.raw
        for path, found in demo()[0].files.items()
        if path.startswith("records/") and not found.trouble
    }
    assert b"\nlabel: internal\n" in files[BRIEFING] or b"\nlabel:" not in files[BRIEFING]
    files[BRIEFING] = files[BRIEFING].replace(b"\nlabel: internal\n", b"\n")
    files[BRIEFING] = files[BRIEFING].replace(b"---\n", b"---\nlabel: restricted\n", 1)
    root.mkdir()
    git(root, "init", "-q")
    commit(root, dict(files), "The demo office", "Ana")
    return root


def built(root: Path, output: str, audience: str = "internal") -> dict[str, str]:
    """Builds a portal and returns what its files say, but the manual's own examples."""
    place = root.parent / output
    wishes = Wishes(place, audience=audience, language="en")
    build_tree(read_tree(root), DAY, wishes, built="2025-12-31T07:30", jobs=1)
    files = {path: text_of(raw) for path, raw in contents(place.resolve()).items()}
    return {path: text for path, text in files.items() if not path.startswith("about/")}


def naming(pages: dict[str, str], number: str) -> list[str]:
    return [path for path, text in pages.items() if number.lower() in f"{path} {text}".lower()]


def torn(root: Path, path: str) -> dict[str, bytes | None]:
    return {path: (root / path).read_bytes().replace(b": ", b":\t", 1)}


def test_a_restricted_number_stays_withheld_when_its_file_is_torn_and_when_it_is_gone(
    office: Path,
) -> None:
    assert naming(built(office, "later"), "BRF-2025-007") == []
    assert naming(built(office, "all", "restricted"), "BRF-2025-007")
    commit(office, torn(office, BRIEFING), "Torn", "Ana")
    later = built(office, "later")
    assert naming(later, "BRF-2025-007") == []
    assert later == built(office, "fresh-torn")
    commit(office, {BRIEFING: None}, "Gone", "Ana")
    later = built(office, "later")
    assert naming(later, "BRF-2025-007") == []
    assert later == built(office, "fresh-gone")
    assert "There is no record [withheld]" in later["quality/index.html"]
    assert naming(built(office, "all", "restricted"), "BRF-2025-007")


def test_a_public_decision_does_not_name_a_torn_file_nor_one_that_is_gone(office: Path) -> None:
    """Internal readers saw the letter; when it is gone, its number is still theirs to read."""
    number = Path(LETTER).stem
    minutes = (office / MEETING).read_text("utf-8")
    assert "Item I07 is amended" in minutes
    minutes = minutes.replace("Item I07 is amended", f"As {number} asks, item I07 is amended", 1)
    commit(office, {MEETING: minutes.encode()}, "Named", "Ana")
    for changed, inside in ((torn(office, LETTER), "[withheld]"), ({LETTER: None}, number)):
        commit(office, changed, "Another state", "Ana")
        public = built(office, "public", "public")
        assert naming(public, number) == []
        assert "As [withheld] asks, " in public["reports/decisions.html"]
        said = built(office, "inside")["reports/decisions.html"]
        assert f"As {inside} asks, " in said
        git(office, "reset", "-q", "--hard", "HEAD~")


def test_where_the_past_cannot_be_read_any_number_may_have_been_restricted(tmp_path: Path) -> None:
    office = demo_office()
    name = next(name for name in office.records if office.records[name].path.endswith(".md"))
    body = office.body
    said = "By ISO-15489 and GB-9704, see TSK-2025-7777 and tsk-2025-8888."
    office.body = lambda each: f"{body(each)}\n\n{said}\n" if each.id == name else body(each)
    for audience, past_unread, shown in (
        ("internal", False, said),
        ("restricted", True, said),
        ("internal", True, "By ISO-15489 and GB-9704, see [withheld] and [withheld]."),
    ):
        output = tmp_path / f"{audience}{past_unread}"
        office.build(output, audience=audience, past_unread=past_unread)
        path = office.records[name].path.removeprefix("records/").replace(".md", ".html")
        assert shown in (output / path).read_text("utf-8")
