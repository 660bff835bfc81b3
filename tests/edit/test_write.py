"""Files are written inside the office, one command after the other, and keep their mode."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from officerepo.edit import Change, alone, write
from officerepo.failure import Failure
from officerepo.source import parse
from tests.edit.conftest import refusal
from tests.edit.test_commands import LETTER, Run, office, run

__all__ = ["office", "run"]  # fixtures

TASK_SET = ["--set", "title=Chairs", "--set", "origin=own", "--set", "done_when=Ten"]
TASK_SET += [
    "--set",
    "source=POST-LAB-01/U1",
    "--set",
    "owner=POST-LAB-01",
    "--set",
    "due=2025-04-10",
]
TASK = "records/tasks/2025/TSK-2025-0014.yaml"


@pytest.mark.parametrize("link", ["records/letters-in", "records/letters-in/2025"])
def test_nothing_is_written_through_a_link(
    run: Run, office: Path, tmp_path_factory: pytest.TempPathFactory, link: str
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (office / link).rename(elsewhere / "moved")
    (office / link).symlink_to(elsewhere / "moved")
    before = sorted(elsewhere.rglob("*"))
    with pytest.raises(Failure, match=f"{link} is a link to another place"):
        write(office, Change("records/letters-in/2025/IN-2025-0025.yaml", None, b"x"))
    said = refusal(run("new", "incoming", *LETTER))
    assert f"{link}" in said
    assert sorted(elsewhere.rglob("*")) == before


@pytest.mark.skipif(sys.platform == "win32", reason="modes are those of Unix")
def test_a_file_keeps_its_mode_and_a_new_one_has_the_users(run: Run, office: Path) -> None:
    (office / TASK).chmod(0o640)
    assert run("set", "TSK-2025-0014", "notes=Ask Nieves").exit_code == 0
    assert stat.S_IMODE((office / TASK).stat().st_mode) == 0o640
    before = os.umask(0o027)
    try:
        new = run("new", "incoming", *LETTER).output.strip()
    finally:
        os.umask(before)
    assert stat.S_IMODE((office / new).stat().st_mode) == 0o640


def test_a_full_disk_is_said_and_leaves_the_file(
    run: Run, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = sorted((path, path.read_bytes()) for path in (office / TASK).parent.iterdir())
    monkeypatch.setattr(os, "fsync", full)
    said = refusal(run("set", "TSK-2025-0014", "notes=x"))
    assert f"{TASK} cannot be written: No space left on device." in said
    assert sorted((p, p.read_bytes()) for p in (office / TASK).parent.iterdir()) == before


MANY = """
import sys
from click.testing import CliRunner
from officerepo.cli.main import group

command, office, mine, count = *sys.argv[1:4], int(sys.argv[4])
for number in range(count):
    words = [f"x-{mine}-{number}=yes"] if command == "set" else []
    if command == "new":
        words = [word for word in sys.argv[5:]]
    words = [command, *(["TSK-2025-0014"] if command == "set" else ["incoming"]), *words]
    result = CliRunner().invoke(group, [*words, "--office", office, "--today", "2025-03-31"])
    if result.exit_code:
        sys.exit(f"{result.output} {result.exception}")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such lock")
@pytest.mark.parametrize("command", ["set", "new"])
def test_two_at_once_lose_nothing(office: Path, command: str) -> None:
    count = 6
    words = (*LETTER, "--at", "2025-03-31T13:00") if command == "new" else ()
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", MANY, command, str(office), mine, str(count), *words],
            stderr=subprocess.PIPE,
            text=True,
        )
        for mine in ("a", "b")
    ]
    assert [program.communicate()[1] for program in programs] == ["", ""]
    if command == "set":
        data = parse(TASK, (office / TASK).read_bytes()).data or {}
        assert len([name for name in data if name.startswith("x-")]) == 2 * count
    else:
        letters = sorted(path.stem for path in (office / "records/letters-in/2025").iterdir())
        assert letters[-2 * count :] == [f"IN-2025-{n:04}" for n in range(25, 25 + 2 * count)]


KILLED = """
import os, signal
from officerepo.cli.main import main

os.{step} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
@pytest.mark.parametrize("step", ["chmod", "link"])
def test_what_a_killed_command_left_is_named_and_swept(run: Run, office: Path, step: str) -> None:
    words = ["set", "TSK-2025-0014", "notes=x"] if step == "chmod" else ["new", "task", *TASK_SET]
    fixed = ["--office", str(office), "--today", "2025-03-31"]
    subprocess.run([sys.executable, "-c", KILLED.format(step=step), *words, *fixed], check=False)
    (left,) = (office / "records").rglob(".officerepo-*")
    said = run("check").output
    assert f"{left.relative_to(office).as_posix()}:1:1: error: This file was left by" in said
    assert run("set", "TSK-2025-0013", "notes=x").exit_code == 0
    assert not list((office / "records").rglob(".officerepo-*"))


def test_only_what_commands_leave_is_swept(office: Path) -> None:
    mine = office / "records/tasks/.officerepo-notes"
    mine.write_text("mine")
    with alone(office):
        pass
    assert mine.exists()


def test_a_disk_without_hard_links_takes_a_new_record_too(
    run: Run, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", no_links)
    new = office / run("new", "incoming", *LETTER).output.strip()
    assert b"Summer levels" in new.read_bytes()
    change = Change(new.relative_to(office).as_posix(), None, b"other")
    with pytest.raises(Failure, match="exists already"):
        write(office, change)
    assert b"Summer levels" in new.read_bytes()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(Failure, match="No space left"):
        write(office, Change("records/letters-in/2025/IN-2025-0026.yaml", None, b"x"))
    assert not (new.parent / "IN-2025-0026.yaml").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be opened there")
def test_the_name_of_a_new_file_reaches_the_disk_with_its_folder(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[bool] = []
    real = os.fsync

    def noted(handle: int) -> None:
        kept.append(stat.S_ISDIR(os.fstat(handle).st_mode))
        real(handle)

    monkeypatch.setattr(os, "fsync", noted)
    write(office, Change("records/letters-in/2031/IN-2031-0001.yaml", None, b"x"))
    assert kept == [True, False, True]  # the year's folder in its own, the file, its name
