"""Whatever is typed after `officerepo`, the answer is a sentence, never a traceback."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from random import Random

import click
import pytest
from click.testing import CliRunner

from officerepo.cli.main import COMMANDS, group
from officerepo.failure import Failure
from officerepo.git import GitError
from tests.cli.conftest import OFFICE

WORDS = (
    *("", " ", "=", "=x", ".=x", "[=x", "]=x", "a.=x", ".a=x", "a[=x", "a[0=x", "a[99999999999]=x"),
    *("title=x", "title.y=z", "title[0]=z", "title={a: b}", "title=[a]", "title=", "acts.by=x"),
    *(
        "acts=[]",
        "acts[0].by=PER-x",
        "evidence[0]=x",
        "evidence=[",
        "evidence={",
        "evidence=[a, b]",
    ),
    *("refs.cites=[", "refs=x", "refs={cites: x}", "waive=[{rule: x}]", "x-own={a: {b: c}}"),
    *("attachments=[{}]", "attachments=[[[]]]", "print.copies=3", "due=2025-02-30", "due=soon"),
    *("state=closed", "late=maybe", "copies=x", "acts.approve.at=soon", "acts.=x", "seal=a\nb"),
    *("OUT-2025-0001", "SEAL-2025-0001", "MTG-2025-001", "MTG-2025-001/D1", "MTG-2025-001/", "/"),
    *(
        "TSK-2025-0001",
        "PER-cmunoz",
        "out-2025-0001",
        "task",
        "seals",
        "meeting",
        "nothing",
        "../..",
    ),
    *("approve", "void", "close", "correct", "field=title", "was=x", "reason=y", "公章", "\udcff"),
    *(
        "title=\udcff",
        "\x1b[31m",
        "\u202e",
        "*",
        "'",
        '"',
        "%",
        "{name}",
        "{",
        "records",
        "-",
        "--",
    ),
    *(
        "--where",
        "--set",
        "--state",
        "--by",
        "--at",
        "--id",
        "--reason",
        "--how",
        "--limit",
        "--format",
    ),
    *(
        "--evidence",
        "--entered-by",
        "PER-aroca",
        "2025-03-03",
        "2025-03-03T10:00",
        "99",
        "-1",
        "json",
    ),
    *("--audience", "public", "--language", "es", "--output", "--name", "--apply", "minutes"),
)
BEGINNINGS = (
    ["set", "SEAL-2025-0002"],
    ["set", "MTG-2025-001"],
    ["new", "task", "--set"],
    ["new", "person", "--set", "display_name=愛", "--set"],
    ["act", "SEAL-2025-0002", "approve"],
    ["act", "TSK-2025-0001"],
    ["list", "seal-use", "--where"],
    ["list", "task", "--where"],
    ["show"],
    ["search"],
    ["check"],
    *([name] for name in COMMANDS if name not in ("serve", "build")),
)


def commands(count: int) -> Iterator[list[str]]:
    """Yields each word once behind each beginning, then words at random."""
    for beginning in BEGINNINGS[:7]:
        for word in WORDS:
            yield [*beginning, word]
    rng = Random(7)
    for _ in range(count):
        yield [*rng.choice(BEGINNINGS), *rng.choices(WORDS, k=rng.randrange(1, 5))]


def test_no_argument_is_a_fault_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(OFFICE / "records", tmp_path / "records")
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    monkeypatch.chdir(tmp_path)
    faults = []
    for command in commands(300):
        result = CliRunner().invoke(group, command, standalone_mode=False)
        expected = (Failure, GitError, click.ClickException, SystemExit, type(None))
        if not isinstance(result.exception, expected):
            faults.append((command, result.exception))
    assert faults == []
    assert os.listdir(tmp_path / "records" / "seals") == ["SL-round.yaml"]
