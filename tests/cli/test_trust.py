"""An index that came with the repository is somebody else's answer."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path

from officerepo.cli.building import Wishes, build_tree
from officerepo.load import read_tree, store_of
from officerepo.store import FILE, FOLDER
from officerepo.verdict import judge

OFFICE = Path(__file__).parent / "office"
TODAY = date(2025, 3, 3)


def git(folder: Path, *arguments: str) -> str:
    run = ["git", "-C", str(folder), *arguments]
    return subprocess.run(run, check=True, capture_output=True, text=True).stdout


def office(folder: Path) -> Path:
    shutil.copytree(OFFICE / "records", folder / "records")
    git(folder, "init", "-q")
    return folder


def test_the_index_is_never_taken_along(tmp_path: Path) -> None:
    root = office(tmp_path)
    judge(read_tree(root), TODAY)
    assert (root / FOLDER / FILE).is_file()
    git(root, "add", "-A")
    assert FOLDER not in git(root, "ls-files")


def test_an_index_in_the_repository_is_not_believed(tmp_path: Path) -> None:
    root = office(tmp_path)
    seal = root / "records/seals/SL-round.yaml"
    seal.write_text(seal.read_text() + "nonsense: yes\n")
    broken = judge(read_tree(root), TODAY)
    assert "unknown-field" in {finding.rule for finding in broken.findings}

    # Somebody keeps a verdict without findings, sums and all, and commits it.
    tree = read_tree(root)
    store = store_of(tree)
    store.update([], [], {"check": {**store.kept("check"), "findings": []}})
    assert judge(read_tree(root), TODAY).findings == ()
    git(root, "add", "--force", f"{FOLDER}/{FILE}")

    found = {finding.rule for finding in judge(read_tree(root), TODAY).findings}
    assert {"unknown-field", "tracked-index"} <= found


def test_an_index_behind_a_link_is_left_alone(tmp_path: Path) -> None:
    root = office(tmp_path / "office")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (root / FOLDER).symlink_to(elsewhere)
    judge(read_tree(root), TODAY)
    assert list(elsewhere.iterdir()) == []


def published(root: Path) -> str:
    wishes = Wishes(root / "site/public", audience="public")
    build_tree(read_tree(root), TODAY, wishes, built="2025-03-03T10:00", jobs=1)
    pages = (root / "site/public").rglob("*.html")
    return "".join(page.read_text("utf-8") for page in sorted(pages))


def with_a_mention(folder: Path) -> Path:
    """An office with a public text that names a record which the public may not see."""
    root = office(folder)
    minutes = next((root / "records/meetings").rglob("*.md"))
    front, body = minutes.read_text("utf-8")[4:].split("---\n", 1)
    front = "".join(line for line in front.splitlines(True) if not line.startswith("label:"))
    minutes.write_text(f"---\nlabel: public\n{front}---\n{body}\nSee SEAL-2025-0002.\n", "utf-8")
    return root


def test_notes_of_a_build_in_the_repository_do_not_decide_what_is_withheld(tmp_path: Path) -> None:
    root = with_a_mention(tmp_path)
    shown = published(root)
    assert "[withheld]" in shown
    assert "SEAL-2025-0002" not in shown

    # Somebody keeps notes according to which no text mentions anything, and commits them.
    (notes,) = (root / FOLDER).glob("portal-*.json")
    kept = json.loads(notes.read_text())
    kept["notes"]["mentions"] = dict.fromkeys(kept["notes"]["mentions"], "")
    notes.write_text(json.dumps(kept))
    shutil.rmtree(root / "site")
    git(root, "add", "--force", str(notes))
    assert "SEAL-2025-0002" not in published(root)
    assert json.loads(notes.read_text()) == kept  # nor are they written


def test_notes_of_a_build_are_not_written_through_a_link(tmp_path: Path) -> None:
    root = with_a_mention(tmp_path / "office")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (root / FOLDER).symlink_to(elsewhere)
    assert "SEAL-2025-0002" not in published(root)
    assert list(elsewhere.iterdir()) == []
