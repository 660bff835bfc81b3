"""Where records lie: what is read, what is not and says so, and which of two copies is the one."""

from __future__ import annotations

from pathlib import Path

import pytest

from officerepo.finding import fill
from officerepo.git import TreeFile, blob_id
from officerepo.load import Tree, load
from tests.rules.edits import files

TASK = "records/tasks/2025/TSK-2025-0001.yaml"


def loaded(added: dict[str, bytes], trouble: dict[str, str] | None = None) -> tuple[set[str], str]:
    """The ids that were read, and what was found about files, one line each."""
    tree = {path: TreeFile(path, blob_id(raw), raw) for path, raw in (files() | added).items()}
    for path, what in (trouble or {}).items():
        tree[path] = TreeFile(path, "", b"", what)
    index = load(Tree(Path("nowhere"), tree, "", True)).index
    about = {"unsafe-file", "misplaced-file", "bad-file-name", "duplicate-id"}
    lines = [
        f"{f.path} {f.rule}: {fill(f.hint, f.values)}" for f in index.findings if f.rule in about
    ]
    return set(index.records), "\n".join(lines)


def test_the_sample_lies_where_it_belongs() -> None:
    assert loaded({})[1] == ""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("tasks/2025/TSK-2025-0077.YAML", "tasks/2025/TSK-2025-0077.yaml"),
        ("tasks/2025/TSK-2025-0077.yml", "tasks/2025/TSK-2025-0077.yaml"),
        ("tasks/2025/TSK-2025-0077.txt", "tasks/2025/TSK-2025-0077.yaml"),
        ("tasks/2025/TSK-2025-0077", "tasks/2025/TSK-2025-0077.yaml"),
        ("letters-out/2025/OUT-2025-0077.MD", "letters-out/2025/OUT-2025-0077.md"),
        ("rooms.yml", "rooms.yaml"),
    ],
)
def test_a_record_that_would_not_be_read_says_so(name: str, expected: str) -> None:
    found, said = loaded({f"records/{name}": files()[TASK]})
    assert said == f"records/{name} bad-file-name: Rename it to records/{expected}."
    assert found == loaded({})[0]


def test_a_second_file_of_a_record_is_never_to_be_moved_over_the_first() -> None:
    _, said = loaded({TASK.replace(".yaml", ".yml"): b""})
    assert said.endswith(f"Compare it with {TASK}, and remove the one that is wrong.")


def test_an_attachment_may_bear_the_name_of_its_record() -> None:
    assert loaded({TASK.replace(".yaml", ".pdf"): b""})[1] == ""
    assert loaded({"records/seals/SL-oficial-specimen.svg": b""})[1] == ""


def test_other_files_may_lie_beside_records() -> None:
    added = ("README.md", "tasks/2025/form.pdf", "tasks/scan.png")
    assert loaded({f"records/{name}": b"" for name in added})[1] == ""


def test_of_two_copies_the_one_in_its_place_is_the_record() -> None:
    for folder in ("2024", "2026", "0"):
        copy = f"records/tasks/{folder}/TSK-2025-0001.yaml"
        _, said = loaded({copy: files()[TASK]})
        assert said == f"{copy} duplicate-id: Give this record the next number."


def test_a_misplaced_record_is_sent_to_its_place() -> None:
    place = "records/tasks/TSK-2025-0077.yaml"
    found, said = loaded({place: files()[TASK]})
    hint = "Move it to records/tasks/2025/TSK-2025-0077.yaml."
    assert said == f"{place} misplaced-file: {hint}"
    assert "TSK-2025-0077" in found


@pytest.mark.parametrize("folder", ["records/tasks/2025", "templates/portal", "site/assets"])
def test_a_link_is_found_wherever_it_lies(folder: str) -> None:
    _, said = loaded({}, {f"{folder}/link.html": "symbolic link"})
    assert said.startswith(f"{folder}/link.html unsafe-file: ")
