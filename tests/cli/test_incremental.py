"""A check that takes over what has not changed says what a check from nothing says."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

from officerepo.load import Tree, read_tree
from officerepo.output import Translate, as_json
from officerepo.verdict import Verdict, judge
from tests.cli.conftest import OFFICE

TODAY = date(2025, 3, 3)


def change_a_line(file: Path, rng: Random) -> None:
    lines = file.read_text().splitlines(keepends=True)
    number = rng.randrange(len(lines))
    lines[number] = rng.choice(("", "notes: seen\n", lines[number] * 2, lines[number][:-4] + "\n"))
    file.write_text("".join(lines))


def copy_beside(file: Path, rng: Random) -> None:
    folder = file.parent.parent / rng.choice(("2023", "2024", "2026", "9"))
    folder.mkdir(exist_ok=True)
    shutil.copy(file, folder / file.name)


def move(file: Path, rng: Random) -> None:
    file.rename(file.with_name(f"{file.stem[:-1]}{rng.randrange(10)}{file.suffix}"))


def remove(file: Path, rng: Random) -> None:
    file.unlink()


EDITS: tuple[Callable[[Path, Random], None], ...] = (
    *(change_a_line, change_a_line, change_a_line),
    *(copy_beside, move, remove),
)


def said(verdict: Verdict) -> tuple[object, ...]:
    return verdict.records, verdict.ran, verdict.findings


def test_what_is_taken_over_changes_nothing(office: Path) -> None:
    rng = Random(7)
    judge(read_tree(office), TODAY)
    kept_from_last_time = 0
    for _ in range(60):
        records = sorted(p for p in (office / "records").rglob("*.[ym]*") if p.is_file())
        for _ in range(rng.choice((1, 1, 2))):
            file = rng.choice(records)
            if file.exists():
                rng.choice(EDITS)(file, rng)
        tree = read_tree(office)
        warm = judge(tree, TODAY)
        cold = judge(Tree(Path("nowhere"), tree.files, tree.key, True), TODAY)
        assert said(warm) == said(cold)
        assert said(judge(tree, TODAY)) == said(cold)
        assert warm.loaded is not None
        kept_from_last_time += not warm.loaded.fresh
        if rng.random() < 0.3:
            shutil.rmtree(office / "records")
            shutil.copytree(OFFICE / "records", office / "records")
    assert kept_from_last_time > 20


def test_what_was_skipped_is_kept_with_the_verdict(office: Path) -> None:
    tree = read_tree(office)
    fresh, kept = judge(tree, TODAY), judge(tree, TODAY)
    assert fresh.loaded is not None
    assert kept.loaded is None  # nothing was read again
    assert kept.skipped == fresh.skipped
    assert ("review-overdue", ("regulation",)) in kept.skipped
    assert {rule for rule, _ in kept.skipped}.isdisjoint(kept.ran)
    found = json.loads(as_json(kept, Translate("en", {})))["rules"]["skipped"]
    reason = "The office does not use the kinds: regulation."
    assert {"rule": "review-overdue", "reason": reason} in found
