"""The generated history: people commit what they did, and in the end it is the generated office."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from officerepo.audit import audit
from officerepo.blobs import files_at
from officerepo.commits import resolve
from officerepo.history.life import Lives
from officerepo.history.revisions import tree_at
from officerepo.history.steps import History
from officerepo.load import load
from tests.bench.generate import LEAST, generate
from tests.bench.history import _merges, generate_history


def count(folder: Path, *options: str) -> int:
    command = ["git", "-C", str(folder), "rev-list", "--count", *options, "main"]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("history") / "office"
    generate_history(folder, LEAST, 500)
    return folder


def test_it_has_merges_and_no_more_commits_than_acts(office: Path) -> None:
    index = load(tree_at(office, "HEAD")).index
    acts = sum(len(record.acts) for record in index.records.values())
    merges = count(office, "--merges")
    assert merges >= _merges(500)
    assert acts / 5 < count(office) - merges <= acts + 1


def test_an_audit_finds_nothing(office: Path) -> None:
    now = datetime(2026, 1, 2, 9, 0, tzinfo=UTC)
    found = audit(office, now, now.date()).verdict.findings
    assert [f.rule for f in found if f.severity == "error"] == []


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
