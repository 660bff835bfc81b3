"""Other names for records: files moved, references rewritten, the former name kept as an alias.

A number that only a branch knows can be exchanged for the next one: everything that refers to it
came with it. A name that others know already stays good for ever: what nobody approved is
rewritten, and what somebody did keeps the old name, which still leads to the record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from officerepo.approval import approvals_in_force, as_approved, digest
from officerepo.conform import conform
from officerepo.edit import Change, rewritten
from officerepo.failure import Failure
from officerepo.index import Index
from officerepo.kind import Kind
from officerepo.layout import is_source
from officerepo.load import Tree
from officerepo.record import Record
from officerepo.source import parse
from officerepo.splice import set_value

_ROUNDS = 20  # of digests that stand in other records' approved fields


@dataclass(slots=True)
class _File:
    """A record's file on its way to another name: where it lay, where it will lie, its text."""

    old: str
    new: str
    before: bytes
    raw: bytes


def renumbered(
    index: Index, tree: Tree, names: Mapping[str, str], theirs: Container[str] = ()
) -> list[Change]:
    """Return the changes that give records other numbers; `names` says old → new.

    Records that nobody but this branch knows; in the files `theirs` such a number is another
    record's. Approvals go with them: only the number is another one, and each that held before is
    signed for the record as it is called now.
    """

    def own(path: str) -> bool:
        return is_source(path) and path not in theirs

    files = {f.old: f for f in _files(tree, index, names, own)}
    _sign_again(index, files)
    return _changes(files.values())


def renamed(index: Index, tree: Tree, old: str, new: str) -> list[Change]:
    """Return the changes that give a record another name and keep the former one as an alias."""

    def free(path: str) -> bool:
        found = tree.files[path]
        return is_source(path) and _is_open(path, found.raw)

    owner = index.records[old].path
    names = {old: new}
    files = {f.old: f for f in _files(tree, index, names, lambda p: p == owner or free(p))}
    return _changes(files.values())


def next_numbers(
    kind: Kind, book: tuple[str, ...], names: Iterable[str], taken: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """Yield each number of a book with the one it gets, after all that are taken."""
    places = filter(None, map(kind.place_of, taken))
    highest = max((place.number for place in places if place.book == book), default=0)
    for number, name in enumerate(names, highest + 1):
        yield name, kind.id_at(book, number)


# -- files ----------------------------------------------------------------------------------------


def _files(
    tree: Tree, index: Index, names: Mapping[str, str], wanted: Callable[[str], bool]
) -> Iterator[_File]:
    """Yield the files that get another name or refer to a record that does."""
    pattern = re.compile(
        rf"(?<![A-Za-z0-9])({'|'.join(map(re.escape, names))})(?![A-Za-z0-9]|\.[A-Za-z0-9])"
    )

    def other(text: str) -> str:
        return pattern.sub(lambda match: names[match[1]], text)

    for path, found in sorted(tree.files.items()):
        if not path.startswith("records/") or not wanted(path):
            continue
        stem = PurePosixPath(path).stem
        name = other(stem) if stem in index.records else stem
        text = found.raw.decode("utf-8", "surrogateescape")
        raw = other(text).encode("utf-8", "surrogateescape")
        if name == stem and raw == found.raw:
            continue
        new = path
        if name != stem:
            new = index.kind(index.records[stem]).path_of(name)
            raw = _with_former_name(index.records[stem], index, new, raw, stem)
        yield _File(path, new, found.raw, raw)


def _with_former_name(record: Record, index: Index, path: str, raw: bytes, former: str) -> bytes:
    order = tuple(index.kind(record).fields)
    there = (parse(path, raw).data or {}).get("formerly")

    names = [*(there if isinstance(there, list) else ()), former]
    return rewritten(path, raw, lambda text: set_value(text, "formerly", names, order))


def _is_open(path: str, raw: bytes) -> bool:
    """Whether nobody approved or adopted what a file says, so that it may be rewritten."""
    if not path.endswith((".yaml", ".md")):
        return False
    acts = (parse(path, raw).data or {}).get("acts", [])
    return isinstance(acts, list) and not any(
        isinstance(act, dict) and ("digest" in act or act.get("do") == "adopt") for act in acts
    )


def _changes(files: Iterable[_File]) -> list[Change]:
    """Return what is to be written: new files first, files that are no more last.

    Two records may exchange their places; then neither file is new or gone.
    """
    after = {f.new: f.raw for f in files}
    before = {f.old: f.before for f in files}
    written = [Change(path, before.get(path), raw) for path, raw in after.items()]
    gone = [Change(path, raw, None) for path, raw in before.items() if path not in after]
    return sorted(written, key=lambda change: change.before is not None) + gone


# -- approvals ------------------------------------------------------------------------------------


def _sign_again(index: Index, files: Mapping[str, _File]) -> None:
    """Give each approval that held its digest under the new numbers, wherever it is quoted."""
    for _ in range(_ROUNDS):
        signed: dict[str, str] = {}
        for found in files.values():
            signed |= _digests(index, found)
        signed = {old: new for old, new in signed.items() if old != new}
        if not signed:
            return
        for found in files.values():
            for old, new in signed.items():
                found.raw = found.raw.replace(old.encode(), new.encode())
    raise Failure(
        "The approvals of these records quote each other in a circle.",
        "Renumber the record with an editor and have it approved again.",
    )


def _digests(index: Index, found: _File) -> dict[str, str]:
    """Return the digests that stand in a file's approvals, each with the one it has to be now.

    Only approvals that held before are carried over.
    """
    record = index.records.get(PurePosixPath(found.old).stem)
    if record is None:
        return {}
    kind = index.kind(record)
    held = _held(index, kind, found.old, found.before)
    source = parse(found.new, found.raw)
    now, _ = conform(kind, index.office.kernel, found.new, "", source)
    signed = {}
    for number in approvals_in_force(now, kind):
        written = now.acts[number].data.get("digest")
        if number in held and isinstance(written, str):
            data = as_approved(now, kind, number)
            signed[written] = digest(kind, now.id, data, source.body)
    return signed


def _held(index: Index, kind: Kind, path: str, raw: bytes) -> set[int]:
    source = parse(path, raw)
    record, _ = conform(kind, index.office.kernel, path, "", source)
    return {
        number
        for number in approvals_in_force(record, kind)
        if record.acts[number].data.get("digest")
        == digest(kind, record.id, as_approved(record, kind, number), source.body)
    }
