"""The generated office is valid, the same each time, and gives every sort of rule work to do."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from officerepo.check import check
from officerepo.finding import Finding
from officerepo.load import load, read_tree
from tests.bench import yardstick
from tests.bench.generate import KINDS, LEAST, generate
from tests.bench.organisation import TODAY
from tests.bench.run import BenchError, memory_of_all, run

RECORDS = 500


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench") / "office"
    generate(folder, RECORDS)
    return folder


def findings(
    office: Path, changed: Mapping[str, bytes | None] | None = None
) -> tuple[Finding, ...]:
    tree = read_tree(office).with_files(changed or {})
    return check(load(tree).index, date.fromisoformat(TODAY)).findings


def record_with(office: Path, *parts: str) -> tuple[str, str]:
    """Return path and text of the first record that has all these texts."""
    for path in sorted((office / "records").glob("*/**/*-*.*")):
        text = path.read_text(encoding="utf-8")
        if all(part in text for part in parts):
            return path.relative_to(office).as_posix(), text
    raise AssertionError(parts)


def test_as_many_records_as_asked_for_and_no_finding(office: Path) -> None:
    assert findings(office) == ()
    index = load(read_tree(office)).index
    assert len(index.records) == RECORDS
    markdown = sum(record.path.endswith(".md") for record in index.records.values())
    assert markdown == RECORDS * 2 // 5
    assert {record.kind for record in index.records.values()} == set(KINDS)


def test_the_same_seed_gives_the_same_office(office: Path, tmp_path: Path) -> None:
    for name, seed in (("same", 1), ("other", 2)):
        generate(tmp_path / name, RECORDS, seed)
    trees = [read_tree(folder) for folder in (office, tmp_path / "same", tmp_path / "other")]
    assert trees[0].key == trees[1].key != trees[2].key
    assert findings(tmp_path / "other") == ()


def test_an_office_that_is_too_small_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=str(LEAST)):
        generate(tmp_path / "office", LEAST - 1)


@pytest.mark.parametrize(
    ("parts", "old", "new", "rules"),
    [
        (
            ("do: stamp",),
            r"(do: stamp, at: \S+ by: )PER-\w+",
            r"\1PER-gpozohondo",
            "without-authority",
        ),
        (("do: issue",), "\n---\n", "\n---\nOne word more.\n", "changed-after-approval"),
        (("do: docket",), r"source: \S+", "source: MTG-2019-999/D1", "broken-link"),
        (("do: docket", "do: close"), r"  - \{do: verify.*\n", "", "skipped-state"),
        (
            ("document: OUT-",),
            r"document_digest: sha256:.",
            "document_digest: sha256:g",
            "wrong-value",
        ),
    ],
)
def test_a_slip_is_found(
    office: Path, parts: tuple[str, ...], old: str, new: str, rules: str
) -> None:
    path, text = record_with(office, *parts)
    changed = re.sub(old, new, text, count=1)
    assert changed != text
    found = findings(office, {path: changed.encode()})
    assert rules in {finding.rule for finding in found}


def test_a_missing_record_is_found(office: Path) -> None:
    path, _ = record_with(office, "do: sign_for")
    assert "gap-in-register" in {finding.rule for finding in findings(office, {path: None})}


def test_a_run_is_measured(tmp_path: Path) -> None:
    one = run([sys.executable, "-c", "print('x' * 3, bytearray(50_000_000)[:0])"], tmp_path)
    assert one.output.startswith("xxx")
    assert one.seconds > 0
    assert one.megabytes > 50
    slow = "import time; held = b'x' * 50_000_000; time.sleep(0.3)"
    assert memory_of_all([sys.executable, "-c", slow], tmp_path) > 50
    with pytest.raises(BenchError, match="ended with 3"):
        run([sys.executable, "-c", "raise SystemExit(3)"], tmp_path)


def test_the_yardstick_has_a_page_for_every_record(office: Path, tmp_path: Path) -> None:
    command = yardstick.make_site(office, tmp_path / "site")
    pages = list((tmp_path / "site" / "content").rglob("*.md"))
    assert command[0] == "hugo"
    assert len(pages) == RECORDS
