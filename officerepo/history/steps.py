"""The past of all records: what each commit did to their files, read in one pass.

It is kept under `.officerepo/` with the commit it was read at, for this very folder. Where that
commit lies in the past of a newer one, only the commits since are read. The order of what happened
follows from the commits alone, so it does not matter in how many goes they were read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from officerepo.commits import FileChange, ancestry, changes_of, is_ancestor
from officerepo.git import GitError
from officerepo.history.kept import keep, kept
from officerepo.layout import is_source
from officerepo.office import is_control_file
from officerepo.record import ID_SHAPE

FILE = "history.json"

Side = tuple[str, str]
"""A file at one side of a step: its path and its blob."""

GONE: Side = ("", "")


class Step(NamedTuple):
    """What a commit made of a record's file, held against each parent that has it otherwise.

    `place` orders the commits of a history: those of the past come first, else time decides.
    `before` are the files in those parents, `after` the one it leaves; either may be `GONE`.
    `settled` says that another parent has the file just so.
    """

    place: int
    commit: str
    before: tuple[Side, ...]
    after: Side
    settled: bool

    def order(self) -> tuple[int, str]:
        """Return by what steps are put in their order."""
        return self.place, self.commit


class History:
    """The steps of every record that ever was, up to a commit."""

    def __init__(self, tip: str, rows: dict[str, list[Any]], commits: dict[str, list[int]]) -> None:
        self.tip = tip
        self._rows = rows
        self._commits = commits  # in their order: place, then the numbers of the parents

    @property
    def ids(self) -> Iterable[str]:
        """The numbers of all records that ever were."""
        return self._rows.keys()

    def steps(self, record_id: str) -> list[Step]:
        """Return what happened to a record's file, oldest first, and at every merge."""
        found = [
            Step(place, commit, tuple((p, b) for p, b in before), (path, blob), settled)
            for place, commit, before, path, blob, settled in self._rows.get(record_id, ())
        ]
        found.sort(key=Step.order)
        return found

    def follows(self, commit: str, other: str) -> bool:
        """Whether a commit has another one in its past."""
        numbers, parents = self._graph
        end = numbers[other]
        seen, waiting = set[int](), [numbers[commit]]
        while waiting:
            fresh = [n for n in parents[waiting.pop()] if n >= end and n not in seen]
            if end in fresh:
                return True
            seen.update(fresh)
            waiting += fresh
        return False

    @cached_property
    def _graph(self) -> tuple[dict[str, int], list[list[int]]]:
        """The number of each commit, and by number those of its parents, which are smaller."""
        numbers = {commit: number for number, commit in enumerate(self._commits)}
        return numbers, [parents for _, *parents in self._commits.values()]

    @classmethod
    def read(cls, root: Path, tip: str, *, trusted: bool) -> History:
        """Read the past of a commit; what was kept of it is used, and kept anew, if trusted.

        Raises GitError where something is missing. Whether this clone can prove its history is
        asked elsewhere.
        """
        before = kept(root, FILE, trusted=trusted)
        known = cls(*before) if before else None
        if known is not None and known.tip == tip:
            return known
        since = ""
        if known is not None:
            with suppress(GitError):  # the kept commit may be gone
                since = known.tip if is_ancestor(root, known.tip, tip) else ""
        found = known if known is not None and since else cls("", {}, {})
        found._read_on(root, [tip, f"^{since}"] if since else [tip])
        found.tip = tip
        keep(root, FILE, [tip, found._rows, found._commits], trusted=trusted)
        return found

    def _read_on(self, root: Path, reach: list[str]) -> None:
        commits = ancestry(root, reach)
        numbers = {commit: number for number, commit in enumerate(self._commits)}
        for commit in commits:
            later = (self._commits[parent][0] + 1 for parent in commit.parents)
            numbers[commit.id] = len(numbers)
            place = max(commit.committer.seconds, *later, 0)
            self._commits[commit.id] = [place, *map(numbers.__getitem__, commit.parents)]
        for commit, changed in changes_of(root, commits, ["records"], proven=False):
            place = self._commits[commit.id][0]
            for record_id, against in _by_record(changed).items():
                before = [old for old, _ in against.values()]
                path, blob = next(iter(against.values()))[1]
                settled = len(against) < len(commit.parents)
                row = [place, commit.id, before, path, blob, settled]
                self._rows.setdefault(record_id, []).append(row)


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
        old, new = against.get(parent, (GONE, GONE))
        against[parent] = (path, before) if before else old, (path, after) if after else new
    return found


@cache
def _record_at(path: str) -> str:
    """Return the number of the record in a file; empty where the file is none."""
    stem = PurePosixPath(path).stem
    is_record = is_source(path) and not is_control_file(path) and ID_SHAPE.fullmatch(stem)
    return stem if is_record else ""
