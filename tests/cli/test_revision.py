"""The commit that a portal names: exactly when all of what it is built from is committed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from officerepo.cli.building import revision_of
from officerepo.git import FILE_CAP
from officerepo.load import read_tree


def git(folder: Path, *arguments: str) -> str:
    run = ["git", "-C", str(folder), *arguments]
    return subprocess.run(run, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def head(office: Path) -> str:
    """The commit of an office with a large file and a link beside its records."""
    (office / "site").mkdir()
    (office / "site/scan.pdf").write_bytes(b"x" * (FILE_CAP + 1))
    (office / "site/newest").symlink_to("scan.pdf")
    git(office, "add", "-A")
    git(office, "commit", "-q", "-m", "All")
    return git(office, "rev-parse", "HEAD")[:10]


def revision(office: Path) -> str:
    return revision_of(read_tree(office))


def test_large_files_and_links_are_looked_at(office: Path, head: str) -> None:
    assert revision(office) == head
    (office / "site/newest").unlink()
    (office / "site/newest").symlink_to("other.pdf")
    assert revision(office) == ""
    git(office, "checkout", "-q", "site/newest")
    assert revision(office) == head
    (office / "site/scan.pdf").write_bytes(b"y" * (FILE_CAP + 1))
    assert revision(office) == ""


def test_other_line_ends_are_no_change(office: Path, head: str) -> None:
    seal = office / "records/seals/SL-round.yaml"
    seal.write_bytes(seal.read_bytes().replace(b"\n", b"\r\n"))
    assert revision(office) == head
    seal.write_bytes(seal.read_bytes() + b"notes: x\r\n")
    assert revision(office) == ""


@pytest.mark.parametrize("change", ["new", "gone", "other"])
def test_a_change_is_not_committed(office: Path, head: str, change: str) -> None:
    seal = office / "records/seals/SL-round.yaml"
    if change == "new":
        seal.with_name("SL-new.yaml").write_text("x: y\n")
    elif change == "gone":
        seal.unlink()
    else:
        seal.write_text("x: y\n")
    assert revision(office) == ""
