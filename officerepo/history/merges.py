"""Merges: what they did not take on of the lines of work that they brought together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from officerepo.blobs import blobs_called, read_blobs
from officerepo.commits import Commit, FileChange
from officerepo.history.past import LostAct
from officerepo.history.trail import Trail
from officerepo.history.written import acts_in, fresh
from officerepo.kind import Kind
from officerepo.layout import is_record
from officerepo.office import is_control_file
from officerepo.record import under_names

_AT_ONCE = 2000  # files of merges read at a time: some 4 MB


def left_out(trail: Trail, merges: Iterable[str]) -> dict[str, dict[str, dict[str, str]]]:
    """Return what merges of the trunk did not take from the lines that they brought to it.

    By merge and by parent: the files that this line had changed and the merge has otherwise, path
    → blob on that line. A record that a merge does not have at all is told by `departures`.
    """
    found: dict[str, dict[str, dict[str, str]]] = {}
    asked: list[tuple[str, str]] = []
    places: list[tuple[str, FileChange, list[str]]] = []
    for name in merges:
        parents = set(trail.commits[name].parents) - {trail.previous[name]}
        changes = trail.changes.get(name, ()) if parents else ()
        came = set(trail.arrived[name])
        starts = {p for one in came - {name} for p in trail.commits[one].parents} - came
        bases = sorted({*starts, *(parent for parent in parents if parent not in came)})
        for change in changes:
            kept = change.after or is_control_file(change.path)
            if change.parent in parents and change.before and kept:
                asked += ((base, change.path) for base in bases)
                places.append((name, change, bases))
    held = dict(zip(asked, blobs_called(trail.root, asked), strict=True))
    for name, change, bases in places:
        if change.before not in {held[base, change.path] for base in bases}:
            by_parent = found.setdefault(name, {})
            by_parent.setdefault(change.parent, {})[change.path] = change.before
    return found


def lost_acts(
    trail: Trail, folders: Mapping[str, Kind], judged: set[str], names: Mapping[str, str]
) -> Iterator[LostAct]:
    """Yield the acts that merges among the commits judged dropped from files that they kept.

    An act is kept, too, where the merge gave its record another number: two had taken the same.
    `names` are those that records had, each with the one of now.
    """
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
            (c.path, blob): under_names(acts_in(c.path, raw, blob), names)
            for _, c in part
            for blob in (c.before, c.after)
        }
        told: set[tuple[str, str, str]] = set()
        for commit, change in part:
            kept = read[change.path, change.after]
            lost = list(fresh(read[change.path, change.before], [kept]))
            elsewhere = _acts_anew(trail, commit, change, names) if lost else []
            for act in fresh(lost, elsewhere):
                key = (commit.id, change.path, repr(act))
                if key not in told:
                    told.add(key)
                    yield LostAct(change.path, act, commit)


def _acts_anew(
    trail: Trail, merge: Commit, change: FileChange, names: Mapping[str, str]
) -> list[list[Any]]:
    """Return the acts of records that a merge has beside a file and one of its parents has not."""
    folder = change.path.rpartition("/")[0]
    new = [
        other
        for other in trail.changes[merge.id]
        if other.parent == change.parent and other.after and not other.before
        if other.path.rpartition("/")[0] == folder
    ]
    raw = read_blobs(trail.root, {other.after for other in new})
    return [under_names(acts_in(other.path, raw, other.after), names) for other in new]
