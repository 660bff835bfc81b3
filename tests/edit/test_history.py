"""A history that cannot be proved is not judged: exit code 3 and the reason, never a pass."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from officerepo.failure import Failure
from tests.edit.test_commands import Run, git, office, run
from tests.edit.test_rename import commit

__all__ = ["office", "run"]


def cut_short(office: Path) -> None:
    whole = office.with_name("whole")
    git(office, "clone", "-q", "--bare", str(office), str(whole))
    shutil.rmtree(office)
    git(whole, "clone", "-q", "--depth", "1", f"file://{whole}", str(office))


def promised(office: Path) -> None:
    git(office, "config", "remote.origin.promisor", "true")


def replaced(office: Path) -> None:
    git(office, "replace", "HEAD", "HEAD~1")


def grafted(office: Path) -> None:
    (office / ".git/info").mkdir(exist_ok=True)
    (office / ".git/info/grafts").write_text("0" * 40 + "\n")


def unborn(office: Path) -> None:
    git(office, "symbolic-ref", "HEAD", "refs/heads/other")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (cut_short, "shallow"),
        (promised, "partial"),
        (replaced, "refs/replace"),
        (grafted, "info/grafts"),
        (unborn, "no commit yet"),
    ],
)
def test_a_history_that_proves_nothing_is_refused(
    run: Run, office: Path, spoil: Callable[[Path], None], said: str
) -> None:
    task = next((office / "records/tasks/2025").iterdir())
    task.write_text(f"{task.read_text()}notes: seen\n")
    commit(office, "Another")
    assert run("check", "--base", "HEAD~1").exit_code in (0, 1)
    spoil(office)
    failure = run("check", "--base", "HEAD").exception
    assert isinstance(failure, Failure)
    assert said in str(failure)
    assert failure.code == 3
