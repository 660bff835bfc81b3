"""One mistake, one finding: rules keep silent where something else has been said already."""

from __future__ import annotations

from pathlib import Path

from officerepo.git import TreeFile, blob_id
from officerepo.load import Tree, load
from officerepo.verdict import judge_loaded
from tests.rules.edits import TODAY, Sample, signed


def rules_of(files: dict[str, bytes], root: Path) -> set[str]:
    """The rules that files of an office break."""
    tree = {path: TreeFile(path, blob_id(raw), raw) for path, raw in files.items()}
    verdict = judge_loaded(load(Tree(root, tree, "", True)), TODAY)
    return {finding.rule for finding in verdict.findings}


def test_a_task_that_cannot_be_read_is_not_missing(tmp_path: Path) -> None:
    files = signed()
    assert rules_of(files, tmp_path) == set()
    task = "records/tasks/2025/TSK-2025-0001.yaml"
    assert rules_of({**files, task: b"\xff" + files[task]}, tmp_path) == {"not-utf-8"}
    del files[task]
    assert "decision-without-task" in rules_of(files, tmp_path)


def test_an_entry_that_cannot_be_read_is_neither_a_gap_nor_a_broken_link(tmp_path: Path) -> None:
    files = signed()
    letter = "records/letters-in/2025/IN-2025-0002.yaml"
    files[letter] = b"title: [a\n"
    assert rules_of(files, tmp_path) == {"yaml-syntax"}
    del files[letter]
    assert {"gap-in-register"} <= rules_of(files, tmp_path)


def test_an_appointment_without_a_day_is_not_before_its_post() -> None:
    sample = Sample()
    del sample.trees["PER-jribera"]["appointments"][0]["from"]
    assert "appointment-outside-post" not in {found.rule for found in sample.findings()}
    assert "missing-field" in {found.rule for found in sample.findings()}
