"""All commits that lead to one: which are the trunk's, what each changed, what they lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from officerepo.blobs import read_blobs
from officerepo.commits import Commit, FileChange, ancestry, log, read_commits
from officerepo.kind import Kind
from officerepo.layout import is_record
from officerepo.load import folders_of
from officerepo.office import SETTINGS
from officerepo.past import LostAct
from officerepo.revisions import acts_in, fresh

_AT_ONCE = 2000  # files of merges read at a time: some 4 MB


@dataclass(frozen=True)
class Trail:
    """The commits that lead to `tip`, by id, oldest first.

    `changes` says how each commit differs from each of its parents in the office's files; `trunk`
    are the first parents from the founding commit to the tip; `arrived` names for each of these
    the commits that it brought, itself among them, oldest first.
    """

    root: Path
    tip: str
    commits: Mapping[str, Commit]
    changes: Mapping[str, Sequence[FileChange]]
    trunk: tuple[str, ...]
    arrived: Mapping[str, tuple[str, ...]]

    @property
    def founding(self) -> str:
        """Return the first commit of the trunk that has the office's settings, else the first."""
        for name in self.trunk:
            if any(change.path == SETTINGS[0] and change.after for change in self.step(name)):
                return name
        return self.trunk[0]

    def before(self, commit: str) -> set[str]:
        """Return the ids of a commit and of all that lead to it."""
        return set(_leading_to(self.commits, commit, set()))

    def step(self, commit: str) -> Iterator[FileChange]:
        """Yield how a commit of the trunk differs from its first parent."""
        parents = self.commits[commit].parents
        first = parents[0] if parents else ""
        return (change for change in self.changes.get(commit, ()) if change.parent == first)


def read_trail(root: Path, tip: str) -> Trail:
    """Read the history of a commit, in two runs of git."""
    commits = read_commits(root, [name for name, _, _ in ancestry(root, [tip])])
    found_in = folders_of(root)
    changes = {c.id: tuple(changed) for c, changed in log(root, [tip], found_in)}
    trunk = [tip]
    while parents := commits[trunk[-1]].parents:
        trunk.append(parents[0])
    trunk.reverse()
    order = {name: place for place, name in enumerate(commits)}
    arrived: dict[str, tuple[str, ...]] = {}
    seen: set[str] = set()
    for name in trunk:
        found = _leading_to(commits, name, seen)
        seen.update(found)
        arrived[name] = tuple(sorted(found, key=order.__getitem__))
    return Trail(root, tip, commits, changes, tuple(trunk), arrived)


def _leading_to(commits: Mapping[str, Commit], commit: str, known: set[str]) -> list[str]:
    """Return a commit and those that lead to it, as far as they are not known."""
    found = {commit: None}
    waiting = [commit]
    while waiting:
        for parent in commits[waiting.pop()].parents:
            if parent not in known and parent not in found:
                found[parent] = None
                waiting.append(parent)
    return list(found)


# -- what was lost --------------------------------------------------------------------------------


class Departure(NamedTuple):
    """A record's file that a commit did not take on; `blob` is its last version before."""

    path: str
    blob: str
    commit: Commit


def departures(trail: Trail, folders: Mapping[str, Kind], judged: set[str]) -> dict[str, Departure]:
    """Return for each record's path the commit among those judged that dropped it, if any did.

    A branch may drop what never came to the trunk; a merge may not, for it was handed over. Where
    several commits dropped a record, the one counts all of whose parents had it.
    """
    came = {change.path for name in trail.trunk for change in trail.step(name) if change.after}
    found: dict[str, Departure] = {}
    sure: set[str] = set()
    for name, changes in trail.changes.items():
        commit = trail.commits[name]
        if name not in judged:
            continue
        gone: dict[str, list[FileChange]] = {}
        for change in changes:
            if change.before and not change.after:
                gone.setdefault(change.path, []).append(change)
        for path, dropped in gone.items():
            if not is_record(path, folders):
                continue
            if len(commit.parents) == 1 and path not in came:
                continue
            whole = len(dropped) == len(commit.parents)
            if whole or path not in sure:
                found[path] = Departure(path, dropped[-1].before, commit)
            if whole:
                sure.add(path)
    return found


def lost_acts(trail: Trail, folders: Mapping[str, Kind], judged: set[str]) -> Iterator[LostAct]:
    """Yield the acts that merges among the commits judged dropped from files that they kept."""
    entries = [
        (trail.commits[name], change)
        for name, changes in trail.changes.items()
        if len(trail.commits[name].parents) > 1 and name in judged
        for change in changes
        if change.before and change.after and is_record(change.path, folders)
    ]
    for start in range(0, len(entries), _AT_ONCE):
        part = entries[start : start + _AT_ONCE]
        raw = read_blobs(trail.root, {b for _, c in part for b in (c.before, c.after)})
        read = {
            (c.path, blob): acts_in(c.path, raw, blob)
            for _, c in part
            for blob in (c.before, c.after)
        }
        told: set[tuple[str, str, str]] = set()
        for commit, change in part:
            kept = read[change.path, change.after]
            for act in fresh(read[change.path, change.before], [kept]):
                key = (commit.id, change.path, repr(act))
                if key not in told:
                    told.add(key)
                    yield LostAct(change.path, act, commit)
