"""A small office under git, its commits by people of the office, and the program run in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.rules.edits import signed

TODAY = "2025-03-31"
MERGED = "2025-03-31T18:00"
REGISTRAR = "farroyuelo@emea.example"
TASK = "records/tasks/2025/TSK-2025-0002.yaml"
FOLLOW_UP = "  - {do: follow_up, at: 2025-03-31T10:00, by: PER-etorrente, remarks: in use}\n"
VERIFIER = "etorrente@emea.example"


@dataclass(frozen=True)
class Result:
    """What a run of the program gave."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The output, read as JSON."""
        return json.loads(self.out)

    @property
    def rules(self) -> set[str]:
        """The rules that found something."""
        return {finding["rule"] for finding in self.data["findings"]}


@dataclass(frozen=True)
class Repository:
    """A folder with an office, and the repository it lies in."""

    root: Path

    def git(self, *arguments: str, author: str = REGISTRAR) -> str:
        """Run git as somebody; return what it prints."""
        who = ("-c", f"user.name={author.partition('@')[0]}", "-c", f"user.email={author}")
        run = ["git", "-C", str(self.root), *who, *arguments]
        return subprocess.run(run, check=True, capture_output=True, text=True).stdout.strip()

    def commit(self, message: str = "Entries of the day", author: str = REGISTRAR) -> str:
        """Commit everything as somebody; return the commit's id."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message, author=author)
        return self.git("rev-parse", "HEAD")

    def read(self, path: str) -> str:
        """Return the text of a file."""
        return (self.root / path).read_text("utf-8")

    def write(self, path: str, text: str) -> None:
        """Give a file a text."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, "utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        """Put a text in the place of another one, which is there once."""
        text = self.read(path)
        assert text.count(old) == 1, (path, old)
        self.write(path, text.replace(old, new))

    def append(self, path: str, text: str) -> None:
        """Add lines at the end of a file."""
        self.write(path, self.read(path) + text)

    def run(self, *words: str, **environment: str) -> Result:
        """Run the program in the office."""
        return run(self.root, *words, **environment)

    def check(self, *words: str, base: str = "main", **environment: str) -> Result:
        """Judge the change since a branch, as JSON."""
        asked = ("check", "--base", base, "--merged-at", MERGED, "--today", TODAY)
        return self.run(*asked, "--format", "json", *words, **environment)


def run(folder: Path, *words: str, **environment: str) -> Result:
    """Run the program as a script in a folder does: modules lying there are not its own."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "officerepo", *words],
        cwd=folder,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return Result(done.returncode, done.stdout, done.stderr)


@cache
def _files() -> Mapping[str, bytes]:
    return {**signed(), ".gitignore": b".officerepo/\n"}


def office(folder: Path, below: str = "") -> Repository:
    """Make a repository whose branch `main` holds the sample office, one commit on `day` ahead.

    `below` is the folder of the office in its repository.
    """
    top = Repository(folder)
    folder.mkdir(parents=True, exist_ok=True)
    top.git("init", "-q", "-b", "main")
    for path, raw in _files().items():
        (folder / below / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / below / path).write_bytes(raw)
    top.commit("The office")
    top.git("switch", "-q", "-c", "day")
    return Repository(folder / below)


def copy(repository: Repository, folder: Path) -> Repository:
    """Return another copy of a repository, its `.git` and all."""
    shutil.copytree(repository.root, folder, symlinks=True)
    return Repository(folder)
