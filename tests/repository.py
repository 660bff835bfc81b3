"""Repositories made commit by commit, for tests of what history tells."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

SETTINGS = {
    "records/office.yaml": "format: 1\nname: Archive\nbegan: 2024-01-01\nlanguage: en\n",
    "records/calendar.yaml": "weekend: [saturday, sunday]\ndays: []\n",
    "records/file-plan.yaml": "series: []\n",
}


class Repository:
    """A repository whose commits are made by plumbing: fast, and any tree and parents will do."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seconds = 1_735_800_000
        self.git("init", "-q", "-b", "main", str(folder), here=False)

    def git(self, *arguments: str, stdin: bytes = b"", here: bool = True) -> str:
        """Run git and return what it prints."""
        place = ("-C", str(self.folder)) if here else ()
        dates = f"{self.seconds} +0000"
        run = subprocess.run(
            ["git", *place, *arguments],
            input=stdin,
            capture_output=True,
            check=True,
            env=None if not here else _dated(dates),
        )
        return run.stdout.decode().strip()

    def commit(
        self, files: Mapping[str, str | bytes | None], *parents: str, message: str = "x"
    ) -> str:
        """Commit the first parent's files with some written, or removed (None); return its id."""
        self.seconds += 60
        self.git("read-tree", "--empty")
        if parents:
            self.git("read-tree", parents[0])
        for path, content in files.items():
            if content is None:
                self.git("update-index", "--force-remove", path)
            else:
                raw = content if isinstance(content, bytes) else content.encode()
                blob = self.git("hash-object", "-w", "--stdin", stdin=raw)
                self.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}")
        tree = self.git("write-tree")
        named = [part for parent in parents for part in ("-p", parent)]
        return self.git("commit-tree", tree, *named, stdin=message.encode())

    def point(self, commit: str) -> str:
        """Make a commit the tip of the branch and lay out its files."""
        self.git("update-ref", "refs/heads/main", commit)
        self.git("reset", "-q", "--hard", "main")
        return commit


def _dated(moment: str) -> dict[str, str]:
    import os

    return {**os.environ, "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
