"""A small office under git, whose commits are made by whom and when a test says."""

from __future__ import annotations

import os
import subprocess
import zlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from officerepo.audit import Audit, audit, rule_names
from officerepo.history.checkpoint import Checkpoint, checkpoint
from officerepo.history.revisions import compare, tree_at
from officerepo.load import load
from officerepo.verdict import judge_change
from tests.rules.edits import signed

NOW = datetime(2025, 3, 31, 18, 0, tzinfo=UTC)
TODAY = date(2025, 3, 31)
FOUNDED = "2025-03-28T09:00:00+00:00"

TASK = "records/tasks/2025/TSK-2025-0002.yaml"
REQUEST = "records/requests/2025/REQ-2025-0001.yaml"
SECOND = "records/requests/2025/REQ-2025-0002.yaml"
SETTINGS = "records/office.yaml"
ELVIRA, DAMIAN, INES = "etorrente@emea.example", "dcuencas@emea.example", "ivadolargo@emea.example"

MESSAGE = "  - {{do: follow_up, at: {at}, by: PER-etorrente, remarks: {remarks}}}\n"
RECEIVED = """\
title: {title}
from: PER-lmeandro
type: service
first_contact: PER-ivadolargo
level: office
handler: POST-OFI-06
promised_by: 2025-04-11
acts:
  - {{do: receive, at: {at}, by: PER-ivadolargo}}
"""


def follow_up(remarks: str = "the table is in use", at: str = "2025-03-31T10:00") -> str:
    """A line that adds an act of PER-etorrente to the task."""
    return MESSAGE.format(at=at, remarks=remarks)


def request(title: str = "A lamp for the gauge house", at: str = "2025-03-31T11:00") -> str:
    """A new request, received by PER-ivadolargo."""
    return RECEIVED.format(title=title, at=at)


class Repository:
    """The sample office of the rules in a repository of its own, founded by one commit."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.signing: tuple[str, ...] = ()
        root.mkdir()
        self.git("init", "-q", "-b", "main")
        for path, raw in signed().items():
            self.write(path, raw.decode())
        self.git("add", "-A")
        self.founding = self.commit("Founding", {}, INES, FOUNDED)

    def git(self, *arguments: str, at: str = "", author: str = "", fails: bool = False) -> str:
        """Run git; times and addresses are those given."""
        environment = dict(os.environ)
        if at:
            environment |= {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
        if author:
            name = author.partition("@")[0]
            environment |= {f"GIT_{who}_NAME": name for who in ("AUTHOR", "COMMITTER")}
            environment |= {f"GIT_{who}_EMAIL": author for who in ("AUTHOR", "COMMITTER")}
        run = ["git", "-C", str(self.root), *arguments]
        done = subprocess.run(run, capture_output=True, text=True, env=environment, check=False)
        assert fails or done.returncode == 0, (arguments, done.stdout, done.stderr)
        return done.stdout.strip()

    # -- files ----------------------------------------------------------------------------------

    def text(self, path: str) -> str:
        """What a file of the working tree says."""
        return (self.root / path).read_text(encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        """Write a file of the working tree."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def add(self, path: str, line: str) -> dict[str, str]:
        """A file as it is when a line was added."""
        return {path: self.text(path) + line}

    # -- commits --------------------------------------------------------------------------------

    def commit(
        self,
        message: str,
        files: Mapping[str, str | None],
        author: str = ELVIRA,
        at: str = "2025-03-31T12:00:00+00:00",
    ) -> str:
        """Commit files as they are to be (None: gone) and return the commit's id."""
        for path, text in files.items():
            if text is None:
                (self.root / path).unlink()
            else:
                self.write(path, text)
        self.git("add", "-A")
        self.git(
            *self.signing, "commit", "-q", "--allow-empty", "-m", message, at=at, author=author
        )
        return self.head

    def write_commit(self, text: str) -> str:
        """Make a commit of its bare text the one that is checked out."""
        run = ["git", "-C", str(self.root), "hash-object", "-t", "commit", "-w", "--literally"]
        done = subprocess.run(
            [*run, "--stdin"], input=text.encode(), capture_output=True, check=True
        )
        made = done.stdout.decode().strip()
        self.git("reset", "-q", "--hard", made)
        return made

    def alter(self, name: str, old: bytes, new: bytes) -> None:
        """Write something else into the store under the id of an object."""
        file = self.root / ".git/objects" / name[:2] / name[2:]
        sort, _, raw = zlib.decompress(file.read_bytes()).partition(b"\0")
        raw = raw.replace(old, new)
        file.chmod(0o644)
        file.write_bytes(zlib.compress(b"%s %d\0" % (sort.split()[0], len(raw)) + raw))

    def merge(
        self, branch: str, *options: str, at: str = "2025-03-31T15:00:00+00:00", fails: bool = False
    ) -> str:
        """Merge a branch into the one that is checked out, never without a commit of its own."""
        self.git("merge", "-q", "--no-ff", "--no-edit", *options, branch, at=at, fails=fails)
        return self.head

    def branch(self, name: str, start: str = "HEAD") -> None:
        """Make a branch and go there."""
        self.git("checkout", "-q", "-b", name, start)

    def go(self, name: str) -> None:
        """Check a branch out."""
        self.git("checkout", "-q", name)

    @property
    def head(self) -> str:
        """The id of the commit that is checked out."""
        return self.git("rev-parse", "HEAD")

    # -- judgement ------------------------------------------------------------------------------

    def audit(
        self,
        *,
        saved: Checkpoint | None = None,
        since: str = "",
        signatures: bool = False,
        thorough: bool = False,
    ) -> Audit:
        """Audit the history that led to HEAD, on 31 March 2025 at 18:00."""
        return audit(
            self.root,
            NOW,
            TODAY,
            saved=saved,
            since=since,
            signatures=signatures,
            thorough=thorough,
        )

    def found(self, saved: Checkpoint | None = None) -> set[tuple[str, str]]:
        """The rule and commit of each finding of an audit, but for what plain `check` finds."""
        findings = self.audit(saved=saved).verdict.findings
        return {(f.rule, f.commit) for f in findings if f.commit or f.rule in rule_names()}

    def proposed(self, base: str, head: str) -> set[str]:
        """The rules of which `check --base` finds a breach."""
        verdict = judge_change(compare(self.root, base, head, "2025-03-31T18:00"), TODAY)
        return {finding.rule for finding in verdict.findings}

    def checkpoint(self) -> Checkpoint:
        """A checkpoint of HEAD."""
        index = load(tree_at(self.root, self.head)).index
        return checkpoint(index, self.head, "2025-03-31 12:00+00:00")
