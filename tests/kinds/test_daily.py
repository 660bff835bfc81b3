"""Kinds of every day stay small, and their numbers are made of what was answered."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from officerepo.cli.main import group
from officerepo.draft import opening_act
from tests.kinds.conftest import BUILT_IN, built_in
from tests.rules.edits import signed

DAILY = ["incoming", "outgoing", "seal-use", "task", "meeting", "request", "trip", "reception"]


@pytest.mark.parametrize("name", DAILY)
def test_a_kind_of_every_day_asks_for_eight_answers_at_most(name: str) -> None:
    kind = built_in(name)
    first = opening_act(kind)
    assert first is not None
    asked = [field for field in kind.fields.values() if field.required and not field.default]
    assert len(asked) + len(first.needs) <= 8, [field.name for field in asked]


def test_every_kind_has_a_way_in() -> None:
    for name in BUILT_IN:
        kind = built_in(name)
        assert not kind.has_acts or opening_act(kind) is not None, name


def test_an_asset_is_numbered_within_its_class(tmp_path: Path) -> None:
    for path, raw in signed().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(raw)
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    where = [f"--office={tmp_path}", "--at=2025-03-31T09:00"]

    def new(title: str, cls: str) -> str:
        answers = [f"--set={name}" for name in (f"title={title}", f"class={cls}", "location=Pier")]
        run = CliRunner().invoke(
            group, ["new", "asset", *answers, "--by=PER-ivadolargo", *where, "--today=2025-03-31"]
        )
        assert run.exit_code == 0, run.output
        return run.output.strip()

    assert new("Boat", "vehicle") == "records/assets/AST-vehicle-0002.yaml"
    assert new("Barge", "vehicle") == "records/assets/AST-vehicle-0003.yaml"
    assert new("Hall", "room") == "records/assets/AST-room-0002.yaml"
