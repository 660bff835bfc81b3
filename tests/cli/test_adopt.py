"""`adopt minutes --apply`: all records or none, and nothing that exists is touched."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from officerepo.cli.adopt_command import command
from officerepo.failure import Failure
from officerepo.importers.original import rebuild

BODIES = {
    "2024-01-08.md": b"# First\r\n\r\nText with CRLF.\r\n",
    "2024-02-05.md": b"---\nlayout: post\n---\n# Second\n\nno newline at the end",
    "2024-03-04.txt": "Tercera reunión\n\nGestión.\n".encode(),
    "sub/2024-03-04.txt": "第三次会议\n\n公章。\n".encode(),
}


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "old papers"
    for name, raw in BODIES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw)
    return folder


def adopt(office: Path, papers: Path, *more: str) -> Result:
    fixed = ["--office", str(office), "--by", "PER-bsilva", "--at", "2025-03-03T09:00"]
    arguments = ["minutes", str(papers), *fixed, "--today", "2025-03-03", *more]
    return CliRunner().invoke(command, arguments)


def records(office: Path) -> dict[str, bytes]:
    return {
        path.relative_to(office).as_posix(): path.read_bytes()
        for path in (office / "records").rglob("*")
        if path.is_file()
    }


def test_every_byte_is_kept_and_nothing_else_changes(office: Path, papers: Path) -> None:
    before = records(office)
    assert adopt(office, papers).exit_code == 0
    assert records(office) == before  # a dry run writes nothing
    done = adopt(office, papers, "--apply")
    assert done.output.endswith("Wrote 4 records; in them 0 errors, 0 warnings.\n")
    after = records(office)
    assert {path: after[path] for path in before} == before
    new = [after[path] for path in sorted(after.keys() - before.keys())]
    assert sorted(map(rebuild, new)) == sorted(BODIES.values())
    for path in after.keys() - before.keys():
        assert (office / path).stat().st_mode & 0o777 == 0o644 & ~current_umask()


def current_umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_a_file_in_the_way_stops_it_and_nothing_stays(office: Path, papers: Path) -> None:
    in_the_way = office / "records/meetings/2024/MTG-2024-003.md"
    in_the_way.parent.mkdir()
    (office / ".git/info/exclude").write_text(in_the_way.name)  # git does not know of it
    in_the_way.symlink_to(office / "elsewhere")  # not a record, and not to be written through
    before = records(office)
    done = adopt(office, papers, "--apply")
    assert isinstance(done.exception, Failure)
    assert "MTG-2024-003.md exists already" in str(done.exception)
    assert records(office) == before
    assert in_the_way.is_symlink()
    assert not (office / "elsewhere").exists()


def test_a_number_that_another_branch_has_taken_is_not_given_again(
    office: Path, papers: Path
) -> None:
    git = f"git -C '{office}' "
    taken = office / "records/meetings/2024/MTG-2024-007.md"
    taken.parent.mkdir()
    taken.write_bytes((office / "records/meetings/2025/MTG-2025-001.md").read_bytes())
    assert os.system(f"{git} add . && {git} commit --quiet -m one && {git} branch other") == 0  # noqa: S605
    taken.unlink()
    adopt(office, papers, "--apply")
    assert sorted(path.name for path in taken.parent.iterdir())[0] == "MTG-2024-008.md"


def test_a_number_is_not_given_again_while_its_file_cannot_be_read(
    office: Path, papers: Path
) -> None:
    broken = office / "records/meetings/2024/MTG-2024-003.md"
    broken.parent.mkdir()
    broken.write_bytes(b"---\ntitle: [\n---\n")
    done = adopt(office, papers, "--apply")
    assert done.exit_code == 0
    assert broken.read_bytes() == b"---\ntitle: [\n---\n"
    assert {path.stem for path in broken.parent.iterdir()} == {
        f"MTG-2024-{number:03}" for number in (3, 4, 5, 6, 7)
    }


KILLED = """
import os, signal, sys
from officerepo.cli.main import main

real, left = os.link, [2]

def link(*names):
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    real(*names)

os.link = link
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_after_a_crash_the_next_run_goes_on(office: Path, papers: Path) -> None:
    before = records(office)
    words = ["adopt", "minutes", str(papers), "--office", str(office), "--by", "PER-bsilva"]
    words += ["--at", "2025-03-03T09:00", "--today", "2025-03-03", "--apply"]
    subprocess.run([sys.executable, "-c", KILLED, *words], check=False, capture_output=True)
    half = records(office)
    assert len(half) == len(before) + 3  # two records, and what was being written
    done = adopt(office, papers, "--apply")
    assert done.output.endswith("Wrote 2 records; in them 0 errors, 0 warnings.\n")
    after = records(office)
    new = [after[path] for path in sorted(after.keys() - before.keys())]
    assert sorted(map(rebuild, new)) == sorted(BODIES.values())


def test_minutes_of_the_running_office_are_not_taken(office: Path, papers: Path) -> None:
    (papers / "2025-02-03.md").write_text("# Harbour committee\n", encoding="utf-8")
    done = adopt(office, papers, "--apply")
    assert "what is younger than 2025-01-02 is entered as a new record." in done.output
    assert "Wrote 4 records; in them 0 errors, 0 warnings." in done.output
    settings = office / "records/office.yaml"
    settings.write_text(settings.read_text().replace("began: 2025-01-02", "began: soon"))
    done = adopt(office, papers)
    assert isinstance(done.exception, Failure)
    assert "when the office began" in str(done.exception)


def test_an_office_without_meetings_cannot_take_minutes(office: Path, papers: Path) -> None:
    settings = office / "records/office.yaml"
    settings.write_text(settings.read_text("utf-8").replace("meeting, ", ""), "utf-8")
    done = adopt(office, papers)
    assert str(done.exception) == "The office has no register of meetings."
