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
from officerepo.record import entries_in, under_names
from officerepo.source import leaves, parse
from officerepo.splice import set_value
from officerepo.yamlevents import build
from officerepo.yamlspans import spans

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

    files = {f.old: f for f in _files(tree, index, names, own, _wherever_they_stand)}
    _sign_again(index, files)
    return _changes(files.values())


def renamed(index: Index, tree: Tree, old: str, new: str) -> list[Change]:
    """Return the changes that give a record another name and keep the former one as an alias.

    References follow where nobody approved what they stand in; what somebody wrote of the record
    in a sentence stays as it was written.
    """
    owner = index.records[old].path

    def free(path: str) -> bool:
        return is_source(path) and (path == owner or _is_open(path, tree.files[path].raw))

    files = _files(tree, index, {old: new}, free, _where_they_refer)
    return _changes({f.old: f for f in files}.values())


def next_numbers(
    kind: Kind, book: tuple[str, ...], names: Iterable[str], taken: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """Yield each number of a book with the one it gets, after all that are taken."""
    places = filter(None, map(kind.place_of, taken))
    highest = max((place.number for place in places if place.book == book), default=0)
    for number, name in enumerate(names, highest + 1):
        yield name, kind.id_at(book, number)


# -- files ----------------------------------------------------------------------------------------


Exchange = Callable[[str, bytes, Mapping[str, str]], bytes]
"""Puts other names into the contents of the file at a path."""


def _files(
    tree: Tree,
    index: Index,
    names: Mapping[str, str],
    wanted: Callable[[str], bool],
    exchange: Exchange,
) -> Iterator[_File]:
    """Yield the files that get another name or refer to a record that does.

    A record whose name is made of another one's, as an acknowledgement's, goes with it.
    """
    pattern = _mentioned(names)
    called = {
        record.id: pattern.sub(lambda match: names[match[1]], record.id)
        for record in index.records.values()
        if pattern.search(record.id) and wanted(record.path)
    }
    for path, found in sorted(tree.files.items()):
        if not path.startswith("records/") or not wanted(path):
            continue
        stem = PurePosixPath(path).stem
        raw = exchange(path, found.raw, {**called, **names})
        if stem in called:
            new = index.kind(index.records[stem]).path_of(called[stem])
            yield _File(path, new, found.raw, _with_former_name(index, new, raw, stem))
        elif raw != found.raw:
            yield _File(path, path, found.raw, raw)


def _mentioned(names: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(
        rf"(?<![A-Za-z0-9])({'|'.join(map(re.escape, longest_first))})(?![A-Za-z0-9]|\.[A-Za-z0-9])"
    )


def _wherever_they_stand(path: str, raw: bytes, names: Mapping[str, str]) -> bytes:
    text = raw.decode("utf-8", "surrogateescape")
    text = _mentioned(names).sub(lambda match: names[match[1]], text)
    return text.encode("utf-8", "surrogateescape")


def _where_they_refer(path: str, raw: bytes, names: Mapping[str, str]) -> bytes:
    if not any(name.encode() in raw for name in names) or parse(path, raw).data is None:
        return raw

    def exchanged(text: str) -> str:
        places = spans(text)
        found = [
            places[at]
            for at, value in leaves(build(text)[0])
            if at in places and under_names(value, names) != value
        ]
        pattern = _mentioned(names)
        for place in sorted(found, key=lambda place: place.start, reverse=True):
            said = pattern.sub(lambda match: names[match[1]], text[place.start : place.end])
            text = text[: place.start] + said + text[place.end :]
        return text

    return rewritten(path, raw, exchanged)


def _with_former_name(index: Index, path: str, raw: bytes, former: str) -> bytes:
    order = tuple(index.kind(index.records[former]).fields)
    now = PurePosixPath(path).stem
    there = index.records[former].data.get("formerly")
    names = [name for name in entries_in(there) if name != now] + [former]
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
