"""The trunk, one commit after the other: each as a change from its first parent.

Only what a commit changed is read. The rules, people and posts of the parent judge it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from officerepo.blobs import read_versions
from officerepo.clock import local
from officerepo.commits import Commit
from officerepo.git import TreeFile
from officerepo.history.change import Change, Written
from officerepo.history.merges import left_out
from officerepo.history.revisions import first_day, tree_at
from officerepo.history.trail import Trail
from officerepo.history.unread import versions_of, with_last_read
from officerepo.history.written import brought, joined, record_id
from officerepo.index import Index
from officerepo.layout import is_record, is_source
from officerepo.load import Progress, load, tree_of
from officerepo.office import Office, is_control_file, is_guard
from officerepo.rows import findings_of, read_file, record_of, rows_under_names

_EARLIEST, _LATEST = "1900-01-01T00:00", "2999-12-31T23:59"  # days can be counted in between
_NAMED = b"formerly"  # the field by which a record says its other names
_AT_ONCE = 200  # commits whose files are read in one run of git


@dataclass(frozen=True, slots=True)
class Step:
    """A commit of the trunk, and what it did to the one before it.

    Of a merge there is a further step for each line of work that it did not take on as it was:
    `aside` says that the change leads from there.
    """

    commit: Commit
    change: Change
    aside: bool = False


def steps(
    trail: Trail, wanted: Sequence[str], *, jobs: int = 1, progress: Progress | None = None
) -> Iterator[Step]:
    """Yield the commits of the trunk that are wanted, oldest first; the founding one is none.

    Nothing tells when a commit was merged but its own claim; that is taken for the moment.
    """
    if not wanted:
        return
    place = {name: number for number, name in enumerate(trail.trunk)}
    chosen = set(wanted)
    start, end = place[wanted[0]], place[wanted[-1]] + 1
    former = _steering_texts(trail, start)
    began = first_day(trail.root, former)
    index = load(tree_at(trail.root, trail.trunk[start - 1]), jobs=jobs).index
    merged_at = _EARLIEST
    for name in trail.trunk[:start]:
        merged_at = _moment(trail.commits[name], merged_at, index.office)
    for first in range(start, end, _AT_ONCE):
        names = trail.trunk[first : min(first + _AT_ONCE, end)]
        changed = {name: {c.path: c.after for c in trail.step(name)} for name in names}
        written = _written(trail, [name for name in names if name in chosen])
        aside = left_out(trail, [name for name in names if name in chosen])
        wanted_now = [*changed.values(), *(lines for by in aside.values() for lines in by.values())]
        versions = ((p, blob) for paths in wanted_now for p, blob in paths.items() if blob)
        files = read_versions(trail.root, versions)
        if progress:
            progress(first - start, end - start)
        for name in names:
            now = {p: _named(files[b], p) if b else None for p, b in changed[name].items()}
            own, head = _after(trail.root, index, now, jobs)
            merged_at = _moment(trail.commits[name], merged_at, index.office)
            if name in chosen:
                base = _called(index, own.aliases, trail.root, jobs)
                if broken := base.broken(now):
                    earlier = (c for n in trail.trunk[: place[name]] for c in trail.step(n))
                    base = with_last_read(trail.root, base, versions_of(earlier, broken))
                acts = (w for one in trail.arrived[name] for w in written.get(one, ()))
                came = [
                    (trail.commits[c].parents, trail.changes.get(c, ()))
                    for c in trail.arrived[name]
                ]
                lines = joined(trail.root, came, own.aliases)
                change = Change(
                    base,
                    head,
                    base,
                    own,
                    _under_rights_of(base, head, now),
                    merged_at,
                    tuple(w.under_names(own.aliases) for w in acts),
                    former=frozenset(former),
                    began=began,
                    touched=frozenset(now),
                    joined=lines,
                )
                yield Step(trail.commits[name], change)
                for versions_there in aside.get(name, {}).values():
                    there = {p: _named(files[b], p) for p, b in versions_there.items()}
                    yield Step(
                        trail.commits[name],
                        _from_aside(trail.root, own, there, change, jobs),
                        aside=True,
                    )
            steering = {(p, found.blob) for p, found in now.items() if found and _steers(p)}
            former |= steering
            began = min(filter(None, (began, first_day(trail.root, steering))), default="")
            index = own


def _from_aside(
    root: Path, index: Index, there: Mapping[str, TreeFile], step: Change, jobs: int
) -> Change:
    """Return what a merge did to a line of work: `index` is what it left, `there` what it had."""
    before = _after(root, index, there, jobs)[0]
    own, head = _after(root, before, {path: index.files.get(path) for path in there}, jobs)
    base = _called(before, own.aliases, root, jobs)
    return replace(
        step,
        base=base,
        tip=base,
        own=own,
        head=head,
        policy=_under_rights_of(base, head, there),
        written=(),
        touched=frozenset(there),
    )


def _moment(commit: Commit, before: str, office: Office) -> str:
    """Return when a commit claims to be made, by the office's clock; `before` where it does not."""
    claimed = commit.committer.moment
    at = local(claimed, office.zone) if claimed else ""
    return at if _EARLIEST <= at <= _LATEST else before


def _named(found: TreeFile, path: str) -> TreeFile:
    """Return a version under the path where it is now: two files may have the same contents."""
    return found if found.path == path else TreeFile(path, found.blob, found.raw, found.trouble)


def _steers(path: str) -> bool:
    return is_control_file(path) or is_guard(path)


def _steering_texts(trail: Trail, end: int) -> set[tuple[str, str]]:
    """Return what settings and guards said on the trunk up to a place: (path, blob)."""
    changes = (change for name in trail.trunk[:end] for change in trail.step(name))
    return {(c.path, c.after) for c in changes if c.after and _steers(c.path)}


def _written(trail: Trail, names: Sequence[str]) -> Mapping[str, list[Written]]:
    """Return the acts that came with commits of the trunk, by the commit that brought each."""
    entries = [
        (trail.commits[one], [c for c in trail.changes[one] if c.path.startswith("records/")])
        for name in names
        for one in trail.arrived[name]
        if one in trail.changes
    ]
    found: dict[str, list[Written]] = {}
    for written in brought(trail.root, entries):
        if written.commit:
            found.setdefault(written.commit.id, []).append(written)
    return found


def _after(
    root: Path, base: Index, now: Mapping[str, TreeFile | None], jobs: int
) -> tuple[Index, Index]:
    """Return the index after a commit, and the same under the rules of before it."""
    files = dict(base.files)
    for path, found in now.items():
        if found is None:
            files.pop(path, None)
        else:
            files[path] = found
    sources = [path for path in now if is_source(path) and not is_control_file(path)]
    renames = any(_NAMED in found.raw for found in now.values() if found)
    renames = renames or any(record_id(path) in base.aliases for path in now)
    if not renames and all(is_record(path, base.office.folders) for path in sources):
        head = _changed(base, {path: now[path] for path in sources}, files)
    else:  # names, and whether what lies in a wrong place is a record, depend on all files
        held = {path: found for path, found in files.items() if not is_control_file(path)}
        held |= {path: found for path, found in base.files.items() if is_control_file(path)}
        head = load(tree_of(root, held.values(), overlay=True), jobs=jobs).index
    own = head
    if any(map(is_control_file, now)):
        own = load(tree_of(root, files.values(), overlay=True), jobs=jobs).index
    return own, head


def _under_rights_of(base: Index, head: Index, paths: Iterable[str]) -> Index:
    """Return an index under the rights of before it, where what was changed lays down any."""
    names = [record_id(path) for path in paths]
    same = base.rights(names) == head.rights(names)
    return head if same else head.with_rights_of(base)


def _called(index: Index, names: Mapping[str, str], root: Path, jobs: int) -> Index:
    """Return an index under the names that its records have later."""
    if index.aliases == names:
        return index
    tree = tree_of(root, index.files.values(), overlay=True)
    return load(tree, jobs=jobs, aliases=names).index


def _changed(
    base: Index, now: Mapping[str, TreeFile | None], files: Mapping[str, TreeFile]
) -> Index:
    """Return an index in which records at some paths are what their files say now."""
    office = base.office
    rows = [read_file(found, office) for found in now.values() if found and not found.trouble]
    named = rows_under_names(rows, base.aliases)
    records = [record_of(row, office.kinds[row.kind]) for row in named if row.id]
    return base.changed(now.keys(), records, [f for row in rows for f in findings_of(row)], files)
