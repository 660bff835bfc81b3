"""The generated history: as many commits as asked for, and in the end the generated office."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from officerepo.commits import files_at, resolve
from officerepo.history import History
from officerepo.life import Lives
from officerepo.load import load
from officerepo.revisions import tree_at
from tests.bench.generate import LEAST, generate
from tests.bench.history import BRANCH_EVERY, BRANCH_OF, _merges, generate_history


def count(folder: Path, *options: str) -> int:
    command = ["git", "-C", str(folder), "rev-list", "--count", *options, "main"]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("history") / "office"
    generate_history(folder, LEAST, 500)
    return folder


def test_it_has_that_many_commits_and_merges_among_them(office: Path) -> None:
    assert count(office) == 500
    assert count(office, "--merges") == _merges(500) == 10


@pytest.mark.parametrize("commits", [1, BRANCH_EVERY, BRANCH_EVERY + 1, BRANCH_EVERY + 2, 94, 95])
def test_any_number_of_commits_will_do(tmp_path: Path, commits: int) -> None:
    generate_history(tmp_path / "office", LEAST, commits)
    assert count(tmp_path / "office") == commits
    assert BRANCH_OF > 1


def test_it_ends_as_the_generated_office(office: Path, tmp_path: Path) -> None:
    generate(tmp_path / "plain", LEAST)
    ends = [
        {found.path: found.blob for found in files_at(folder, "HEAD", ["records"])}
        for folder in (office, tmp_path / "plain")
    ]
    assert ends[0] == ends[1]


def test_each_life_ends_with_the_acts_of_today(office: Path) -> None:
    index = load(tree_at(office, "HEAD")).index
    history = History.read(office, resolve(office, "HEAD"), trusted=False)
    lives = Lives(office, history, index.office).of(index.records)
    for record in index.records.values():
        done = [act for version in lives[record.id].versions for act in version.difference.acts]
        assert [act.after for act in done] == [act.data for act in record.acts]
        assert [version.what for version in lives[record.id].versions].count("added") == 1
