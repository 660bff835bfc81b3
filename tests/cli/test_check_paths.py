"""`check PATH…`: what is asked for is there and is checked, or the command says that it is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from officerepo.cli.main import group
from officerepo.failure import Failure

TODAY = ("--today", "2025-03-03")


def failure(office: Path, *paths: str | Path) -> str:
    result = CliRunner().invoke(group, ["check", *map(str, paths), "--office", str(office), *TODAY])
    assert isinstance(result.exception, Failure), result.output
    assert (result.exception.code, result.output) == (2, "")
    return str(result.exception)


def test_a_path_that_is_not_there(office: Path) -> None:
    assert failure(office, "records/nope") == "There is no file or folder records/nope."
    assert failure(office, "records/tasks", "nope") == "There is no file or folder nope."


def test_a_path_outside_of_the_office(office: Path, tmp_path: Path) -> None:
    other = tmp_path / "letter.yaml"
    other.write_text("title: x\n")
    assert "lies outside of the office" in failure(office, other)
    assert "lies outside of the office" in failure(office, "..")


def test_a_path_without_records(office: Path) -> None:
    (office / "README").write_text("hello\n")
    (office / "records" / "README.md").write_text("hello\n")
    (office / "templates").mkdir()
    for name in ("README", "records/README.md", "templates"):
        assert failure(office, name) == f"There are no records in {name}."


@pytest.mark.parametrize("path", [".", "records", "records/seals", "records/seals/SL-round.yaml"])
def test_findings_below_a_path_are_shown(office: Path, path: str) -> None:
    seal = office / "records/seals/SL-round.yaml"
    seal.write_text(seal.read_text() + "nonsense: yes\n")
    command = ["check", str(office / path), "--office", str(office), *TODAY]
    result = CliRunner().invoke(group, command)
    assert result.exit_code == 1
    assert "There is no field `nonsense` here." in result.output
    seen_from_the_office = CliRunner().invoke(group, ["check", path, *command[2:]])
    assert path == "." or seen_from_the_office.output == result.output


def test_a_link_is_named_and_not_followed(office: Path, tmp_path: Path) -> None:
    link = office / "records/seals/SL-link.yaml"
    link.symlink_to(tmp_path)
    command = ["check", str(link), "--office", str(office), *TODAY]
    result = CliRunner().invoke(group, command)
    assert "This is not a plain file: symbolic link." in result.output
