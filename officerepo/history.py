"""The past of all records: what each commit did to their files, read in one pass.

It is kept under `.officerepo/` with the commit it was read at. Where that commit lies in the past
of a newer one, only the commits since are read. The order of what happened follows from the commits
alone, so it does not matter in how many goes they were read.
"""

from __future__ import annotations

import json
import os
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from officerepo.commits import FileChange, ancestry, changes_of, is_ancestor
from officerepo.git import GitError
from officerepo.layout import is_source
from officerepo.office import is_control_file
from officerepo.record import ID_SHAPE
from officerepo.store import FOLDER

FILE = "history.json"
VERSION = 1  # of what is kept


class Step(NamedTuple):
    """What a commit made of a record's file, held against each parent that has it otherwise.

    `place` orders the commits of a history: those of the past come first, else time decides.
    `before` are the files in those parents (path, blob), `after` the one it leaves; an absent
    file is two empty texts. `settled` says that another parent has the file just so.
    """

    place: int
    commit: str
    before: tuple[tuple[str, str], ...]
    after: tuple[str, str]
    settled: bool


class History:
    """The steps of every record that ever was, up to a commit."""

    def __init__(self, tip: str, rows: dict[str, list[Any]], places: dict[str, int]) -> None:
        self.tip = tip
        self._rows = rows
        self._places = places

    @property
    def ids(self) -> Iterable[str]:
        """The numbers of all records that ever were."""
        return self._rows.keys()

    def steps(self, record_id: str) -> list[Step]:
        """Return what happened to a record's file, oldest first.

        A merge is among it where it did something itself: where its file is none of those it
        brings together, or where it leaves out what a branch had made of the file.
        """
        rows = self._rows.get(record_id, ())
        found = [
            Step(place, commit, tuple((p, b) for p, b in before), (path, blob), settled)
            for place, commit, before, path, blob, settled in rows
        ]
        found.sort(key=lambda step: (step.place, step.commit))
        if not any(step.settled for step in found):
            return found
        kept: list[Step] = []
        following: dict[str, set[str]] = defaultdict(set)  # blob → those it became
        for step in found:
            before = step.before
            if step.settled:  # the later of two versions was taken, as merges do, or was it not?
                before = tuple(b for b in before if not _leads_to(following, b[1], step.after[1]))
            if before:
                kept.append(step._replace(before=before))
            for _, blob in before:
                following[blob].add(step.after[1])
        return kept

    @classmethod
    def read(cls, root: Path, tip: str, *, trusted: bool) -> History:
        """Read the past of a commit; what was kept of it is used, and kept anew, if trusted.

        Raises GitError where something is missing. Whether this clone can prove its history is
        asked elsewhere.
        """
        file = root / FOLDER / FILE
        trusted = trusted and not file.parent.is_symlink()
        known = _kept(file) if trusted else None
        if known is not None and known.tip == tip:
            return known
        since = ""
        if known is not None:
            with suppress(GitError):  # the kept commit may be gone
                since = known.tip if is_ancestor(root, known.tip, tip) else ""
        found = known if known is not None and since else cls("", {}, {})
        found._read_on(root, [tip, f"^{since}"] if since else [tip])
        found.tip = tip
        if trusted:
            found._keep(file)
        return found

    def _read_on(self, root: Path, reach: list[str]) -> None:
        commits = ancestry(root, reach)
        for commit in commits:
            later = (self._places[parent] + 1 for parent in commit.parents)
            self._places[commit.id] = max(commit.committer.seconds, *later, 0)
        for commit, changed in changes_of(root, commits, ["records"], proven=False):
            for record_id, against in _by_record(changed).items():
                before = [old for old, _ in against.values()]
                path, blob = next(iter(against.values()))[1]
                settled = len(against) < len(commit.parents)
                row = [self._places[commit.id], commit.id, before, path, blob, settled]
                self._rows.setdefault(record_id, []).append(row)

    def _keep(self, file: Path) -> None:
        """Write what was read; where that is not possible, it is read again the next time."""
        whole = json.dumps([self.tip, self._rows, self._places], ensure_ascii=True)
        fresh = file.with_name(f"{FILE}.{os.getpid()}")
        with suppress(OSError):
            file.parent.mkdir(exist_ok=True)
            file.with_name(".gitignore").write_text("*\n")  # git never takes it along
            try:
                fresh.write_text(f"{VERSION} {_sum(whole)}\n{whole}", encoding="ascii")
                os.replace(fresh, file)
            finally:
                fresh.unlink(missing_ok=True)


def _kept(file: Path) -> History | None:
    """Return what was kept; None when there is nothing, or not what was written."""
    try:
        head, _, whole = file.read_text("ascii").partition("\n")
        if head != f"{VERSION} {_sum(whole)}":
            return None
        return History(*json.loads(whole))
    except (OSError, ValueError, TypeError):
        return None


def _sum(text: str) -> int:
    return zlib.crc32(text.encode("ascii"))


Side = tuple[str, str]


def _by_record(changes: Iterable[FileChange]) -> Mapping[str, dict[str, tuple[Side, Side]]]:
    """Return what a commit did to each record by the parent it is held against: (before, after).

    A file that moved is gone in one place and there in another, and one record all the same.
    """
    found: dict[str, dict[str, tuple[Side, Side]]] = defaultdict(dict)
    for parent, path, before, after in changes:
        record_id = _record_at(path)
        if not record_id:
            continue
        against = found[record_id]
        old, new = against.get(parent, (("", ""), ("", "")))
        against[parent] = (path, before) if before else old, (path, after) if after else new
    return found


@cache
def _record_at(path: str) -> str:
    """Return the number of the record in a file; empty where the file is none."""
    stem = PurePosixPath(path).stem
    is_record = is_source(path) and not is_control_file(path) and ID_SHAPE.fullmatch(stem)
    return stem if is_record else ""


def _leads_to(following: Mapping[str, set[str]], start: str, end: str) -> bool:
    """Whether a version became another one, in one step or many."""
    reached, waiting = {start}, [start]
    while waiting and end not in reached:
        fresh = following.get(waiting.pop(), set()) - reached
        reached |= fresh
        waiting += fresh
    return end in reached
