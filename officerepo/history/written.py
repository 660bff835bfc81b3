"""Who wrote what: the acts that commits brought, and those that are not committed yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from officerepo.blobs import blobs_at, read_blobs
from officerepo.commits import Commit, FileChange
from officerepo.git import TreeFile
from officerepo.history.change import Acts, Written, act_words
from officerepo.load import Tree
from officerepo.record import entries_in, names_before, under_names
from officerepo.source import parse

_FORMERLY = b"formerly"  # the field by which a record says its other names


def written_in(
    root: Path,
    entries: Sequence[tuple[Commit, Sequence[FileChange]]],
    ends: Sequence[str],
    email: str,
    after: Tree,
) -> Iterator[Written]:
    """Yield the acts that each commit of a change brought, then those not committed yet.

    An act comes from a merge only when none of its parents has it.
    """
    yield from brought(root, entries)
    if email:
        yield from _uncommitted(root, ends, email.lower(), after)


def brought(
    root: Path, entries: Sequence[tuple[Commit, Sequence[FileChange]]]
) -> Iterator[Written]:
    """Yield the acts that commits brought, given how each of them changed the records.

    Where a commit gave a record another name, its acts are yielded again under that name, as
    brought by whoever brought them.
    """
    told: dict[tuple[str, str], Written] = {}
    wanted = {blob for _, changes in entries for c in changes for blob in (c.before, c.after)}
    raw = read_blobs(root, wanted - {""})
    known: dict[tuple[str, str], list[Any]] = {}

    def acts(path: str, blob: str) -> list[Any]:
        if (path, blob) not in known:  # what one commit leaves, the next one finds
            known[path, blob] = acts_in(path, raw, blob)
        return known[path, blob]

    for commit, changes in entries:
        by_path: dict[str, list[FileChange]] = {}
        for changed in changes:
            by_path.setdefault(changed.path, []).append(changed)
        gone = {(c.parent, record_id(c.path)): c for c in changes if not c.after}
        for path, against in by_path.items():
            if len(against) < len(commit.parents):
                continue  # as one of the parents has it
            after = against[0].after
            earlier = [acts(path, changed.before) for changed in against]
            for name in former_names_in(path, raw, after) if gone else ():
                found = (gone[c.parent, name] for c in against if (c.parent, name) in gone)
                moved = [acts(other.path, other.before) for other in found]
                earlier += moved
                for act in (act for version in moved for act in version if isinstance(act, dict)):
                    if (name, act_words(act)) in told:
                        again = told[name, act_words(act)]._replace(record=record_id(path))
                        told[again.key] = again
                        yield again
            for act in fresh(acts(path, after), earlier):
                new = Written(record_id(path), act, commit.author.email.lower(), commit)
                told[new.key] = new
                yield new


def joined(
    root: Path,
    merges: Iterable[tuple[Sequence[str], Sequence[FileChange]]],
    names: Mapping[str, str],
) -> dict[str, list[Acts]]:
    """Return the acts of each version that merges made into one, by the file's path.

    Merges are given as their parents and what they change; a commit with one parent is none. Where
    a merge has a file as one of its parents has it, nothing was joined. `names` are those that
    records had, each with the one of now.
    """
    versions: dict[str, set[str]] = {}
    for parents, changes in merges:
        if len(parents) < 2:
            continue
        before: dict[str, set[str]] = {}
        for change in changes:
            if change.before and change.after and change.path.startswith("records/"):
                before.setdefault(change.path, set()).add(change.before)
        for path, blobs in before.items():
            if len(blobs) > 1:
                versions.setdefault(path, set()).update(blobs)
    raw = read_blobs(root, {blob for blobs in versions.values() for blob in blobs})
    return {
        path: [under_names(acts_in(path, raw, blob), names) for blob in sorted(blobs)]
        for path, blobs in versions.items()
    }


def waiting(
    root: Path, ends: Sequence[str], after: Tree
) -> Iterator[tuple[Sequence[str], list[FileChange]]]:
    """Yield the parents of the merge that waits for its end, if one does, and what it changes."""
    if len(ends) > 1:
        held = [(end, _plain_files(root, end)) for end in ends]
        yield (
            ends,
            [
                FileChange(end, path, there[path], found.blob)
                for path, found in after.files.items()
                for end, there in held
                if path in there and there[path] != found.blob
            ],
        )


def _uncommitted(root: Path, ends: Sequence[str], email: str, after: Tree) -> Iterator[Written]:
    held = [_plain_files(root, end) for end in ends]
    changed = {
        path: [blobs[path] for blobs in held if path in blobs]
        for path, found in after.files.items()
        if path.startswith("records/") and all(blobs.get(path) != found.blob for blobs in held)
    }
    raw = read_blobs(root, (blob for blobs in changed.values() for blob in blobs))
    for path, blobs in changed.items():
        earlier = [acts_in(path, raw, blob) for blob in blobs]
        for act in fresh(_acts(after.files[path]), earlier):
            yield Written(record_id(path), act, email)


def _plain_files(root: Path, commit: str) -> dict[str, str]:
    """Return the blobs of the plain files below records/ at a commit: no links, no submodules."""
    found = blobs_at(root, commit, ["records"])
    return {path: blob for path, (mode, blob, _) in found.items() if mode.startswith("100")}


def record_id(path: str) -> str:
    """Return the id that a record's file name says."""
    return PurePosixPath(path).stem


def acts_in(path: str, raw: dict[str, bytes], blob: str) -> list[Any]:
    """Return the acts in a version of a file as they are written; none where there is none."""
    return _acts(TreeFile(path, blob, raw[blob])) if blob else []


def former_names_in(path: str, raw: Mapping[str, bytes], blob: str) -> list[str]:
    """Return the names that a version of a file says its record had before."""
    if _FORMERLY not in raw.get(blob, b""):
        return []
    return names_before(parse(path, raw[blob]).data or {})


def _acts(found: TreeFile) -> list[Any]:
    if not found.path.endswith((".yaml", ".md")):
        return []
    return entries_in((parse(found.path, found.raw).data or {}).get("acts"))


def fresh(acts: Sequence[Any], earlier: Sequence[Sequence[Any]]) -> Iterator[dict[str, Any]]:
    """Yield the acts that no earlier version has."""
    for act in acts:
        if isinstance(act, dict) and not any(act in known for known in earlier):
            yield act
