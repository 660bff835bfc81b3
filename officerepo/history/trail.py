"""All commits that lead to one: which are the trunk's, what each changed, what they lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from officerepo.blobs import blobs_at
from officerepo.commits import Commit, FileChange, ancestry, changes_of
from officerepo.history.past import Beginning
from officerepo.kind import Kind
from officerepo.layout import is_record
from officerepo.load import folders_of
from officerepo.office import SETTINGS


@dataclass(frozen=True)
class Trail:
    """The commits that lead to `tip`, by id, oldest first.

    `changes` says how each commit differs from each of its parents in the office's files; `trunk`
    are the commits of the main branch up to the tip, each a parent of the next; `arrived` names for
    each of these the commits that it brought, itself among them, oldest first. `settings` are the
    changes of settings of offices anywhere in the repository, by commit.
    """

    root: Path
    tip: str
    commits: Mapping[str, Commit]
    changes: Mapping[str, Sequence[FileChange]]
    trunk: tuple[str, ...]
    arrived: Mapping[str, tuple[str, ...]]
    settings: Mapping[str, Sequence[FileChange]]

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

    @cached_property
    def previous(self) -> Mapping[str, str]:
        """The commit of the trunk before each of them, empty for the first."""
        return dict(zip(self.trunk, ("", *self.trunk), strict=False))

    @property
    def is_plain(self) -> bool:
        """Whether the trunk are first parents only."""
        return all(self.commits[n].parents[:1] in ((), (b,)) for n, b in self.previous.items())

    def step(self, commit: str) -> Iterator[FileChange]:
        """Yield how a commit of the trunk differs from the one before it."""
        before = self.previous[commit]
        return (change for change in self.changes.get(commit, ()) if change.parent == before)


def read_trail(root: Path, tip: str, through: Collection[str] = ()) -> Trail:
    """Read the history of a commit.

    The trunk are the first parents, for merging a branch puts the main branch first. `git pull`
    puts it second; where the trunk is known to have gone `through` a commit, it is led there.
    """
    found = ancestry(root, [tip])
    commits = {commit.id: commit for commit in found}
    changed: dict[str, Sequence[FileChange]] = {}
    offices: dict[str, Sequence[FileChange]] = {}
    names = folders_of(root)
    below = tuple(f"{name}/" for name in names)
    for commit, changes in changes_of(root, found, []):
        own = tuple(c for c in changes if c.path.startswith(below) or c.path in names)
        changed |= {commit.id: own} if own else {}
        settings = tuple(c for c in changes if f"/{c.path}".endswith(f"/{SETTINGS[0]}"))
        offices |= {commit.id: settings} if settings else {}
    trunk = _trunk(commits, changed, tip, through)
    order = {name: place for place, name in enumerate(commits)}
    arrived: dict[str, tuple[str, ...]] = {}
    seen: set[str] = set()
    for name in trunk:
        fresh_ones = _leading_to(commits, name, seen)
        seen.update(fresh_ones)
        arrived[name] = tuple(sorted(fresh_ones, key=order.__getitem__))
    return Trail(root, tip, commits, changed, tuple(trunk), arrived, offices)


def _trunk(
    commits: Mapping[str, Commit],
    changes: Mapping[str, Sequence[FileChange]],
    tip: str,
    through: Collection[str],
) -> list[str]:
    """Return the commits of the trunk, oldest first; `commits` have parents first.

    It follows the parents that have the office: it may have come by a branch.
    """
    led: dict[str, frozenset[str]] = {}  # which of `through` led to a commit
    for name, commit in commits.items() if through else ():
        led[name] = frozenset({name} & {*through}).union(*(led[p] for p in commit.parents))
    trunk, here = [tip], True
    while parents := commits[trunk[-1]].parents:
        held = {c.parent: c.before for c in changes.get(trunk[-1], ()) if c.path == SETTINGS[0]}
        kept = [parent for parent in parents if held.get(parent, here)]
        here = bool(kept)
        trunk.append(max(kept or parents, key=lambda parent: len(led.get(parent, ()))))
    trunk.reverse()
    return trunk


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


# -- where it began -------------------------------------------------------------------------------


def other_beginnings(trail: Trail, given: set[str]) -> Iterator[Beginning]:
    """Yield where an office began that the judged trunk does not lead on from.

    `given` are commits that were to be taken as given. An office in another folder that is there
    still is another one.
    """
    founding = trail.founding
    for name, changes in trail.settings.items():
        commit = trail.commits[name]
        if name in given or name == founding:
            continue
        added = Counter(change.path for change in changes if change.after and not change.before)
        for path in (p for p, n in added.items() if n == max(1, len(commit.parents))):
            if founding in trail.before(commit.id):
                continue  # it came later
            if path == SETTINGS[0] or not blobs_at(trail.root, trail.tip, [path]):
                place = path.removesuffix(SETTINGS[0])
                yield Beginning(commit, place, trail.commits[founding], _is_moved(trail, place))


def _is_moved(trail: Trail, place: str) -> bool:
    """Whether the founding commit brought all records from another folder, byte for byte."""
    folder = SETTINGS[0].partition("/")[0]
    now = blobs_at(trail.root, trail.founding, [folder])
    return bool(place) and any(
        now == {path.removeprefix(place): blob for path, blob in there.items()}
        for parent in trail.commits[trail.founding].parents
        if (there := blobs_at(trail.root, parent, [place + folder]))
    )


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
