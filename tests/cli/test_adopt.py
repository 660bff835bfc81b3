"""`adopt minutes --apply`: all records or none, and nothing that exists is touched."""

from __future__ import annotations

import os
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
    in_the_way.symlink_to(office / "elsewhere")  # not a record, and not to be written through
    before = records(office)
    done = adopt(office, papers, "--apply")
    assert isinstance(done.exception, Failure)
    assert "MTG-2024-003.md cannot be written" in str(done.exception)
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
