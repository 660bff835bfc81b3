"""An index that came with the repository is somebody else's answer."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

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
    assert found == {"unknown-field", "tracked-index"}


def test_an_index_behind_a_link_is_left_alone(tmp_path: Path) -> None:
    root = office(tmp_path / "office")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (root / FOLDER).symlink_to(elsewhere)
    judge(read_tree(root), TODAY)
    assert list(elsewhere.iterdir()) == []
